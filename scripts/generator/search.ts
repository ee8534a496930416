import type { OwnTool, Synonyms } from '../../openapi/catalog/types.ts';
import { catalogFile } from './catalog.ts';
import { HEADER } from './code.ts';
import { createTokenizer, stemSynonyms } from './runtime/search-terms.ts';
import type { Tool } from './tools.ts';

/**
 * Writes the terms by which the search finds tools, in addition to the words that clients see. They are read here, because
 * that takes longer than all the rest of a first search.
 *
 * @param tools without hidden ones
 * @throws Error when a keyword says nothing new, too little remains of an `askedBy`, or a synonym stands for two words
 */
export function emitSearch(tools: readonly Tool[], own: readonly OwnTool[], synonyms: Synonyms): string {
  const meanings = stemSynonyms(meaningsOf(synonyms));
  const readTerms = createTokenizer(meanings);
  const found: readonly SearchedTool[] = [
    ...tools.map((tool) => ({ ...tool, file: catalogFile(tool.toolset) })),
    ...own.filter(({ keywords }) => keywords).map((tool) => ({ ...tool, file: 'openapi/catalog/own-tools.ts' })),
  ];
  const keywords = found.map((tool) => {
    const terms = [...keywordsOf(tool), ...askedByOf(tool)].flatMap(readTerms);
    return textEntry(tool.name, terms.join(' '));
  });
  const askedBy = found
    .filter((tool) => tool.askedBy)
    .map((tool) => {
      const phrases = askedByOf(tool).map((phrase) => readTerms(phrase).join(' '));
      for (const [i, phrase] of askedByOf(tool).entries()) assertAsks(tool, phrase, phrases[i] ?? '');
      return textEntry(tool.name, phrases.join(', '));
    });
  return `${HEADER}
/** Tool → the terms of merchants' words for it that are not in its name or title. */
export const keywords = {\n${keywords.join('\n')}\n} as const;

/** Tool → the terms of each phrase by which a question asks for what can't be undone. */
export const askedBy = {\n${askedBy.join('\n')}\n} as const;

/** The stems of a merchant's words → those of the words that the tools use. */
export const synonyms: Readonly<Record<string, string>> = {
${Object.entries(meanings)
  .map(([other, word]) => `  ${JSON.stringify(other)}: ${JSON.stringify(word)},`)
  .join('\n')}
};
`;
}

/** A tool, and the catalog file that an error names. */
type SearchedTool = Pick<OwnTool, 'keywords' | 'name' | 'title'> & Pick<Tool, 'askedBy'> & { file: string };

const eachOf = (lines: readonly string[] = []) => lines.flatMap((line) => line.split(', '));

/**
 * Refuses a phrase of several words of which one term is left: "give in" would be asked for by each question with "give".
 *
 * @throws Error
 */
function assertAsks({ file, name }: SearchedTool, phrase: string, terms: string): void {
  if (terms !== '' && (terms.includes(' ') || !phrase.includes(' '))) return;
  const left = terms === '' ? 'has no word to look for' : `asks by "${terms}" alone, as the search reads it`;
  throw new Error(`${file}: ${name}: askedBy "${phrase}" ${left}`);
}

const askedByOf = ({ askedBy }: SearchedTool) => eachOf(askedBy);

function keywordsOf({ keywords, name, title, file }: SearchedTool): string[] {
  const known = new Set(words(`${name} ${title}`));
  const all = eachOf(keywords);
  const idle = all.find((keyword, i) => words(keyword).every((w) => known.has(w)) || all.indexOf(keyword) < i);
  if (idle !== undefined) {
    throw new Error(`${file}: ${name}: the keyword "${idle}" is in its name or title, or there twice`);
  }
  return all;
}

const textEntry = (name: string, text: string) => `  ${name}: ${JSON.stringify(text)},`;

/** Each merchant's word, and the word that it stands for. */
function meaningsOf(synonyms: Synonyms): Map<string, string> {
  const meanings = new Map<string, string>();
  for (const [word, others] of Object.entries(synonyms)) {
    for (const other of others) {
      const taken = Object.hasOwn(synonyms, other) ? other : meanings.get(other);
      if (taken) throw new Error(`openapi/catalog/synonyms.ts: "${other}" is both "${taken}" and "${word}"`);
      meanings.set(other, word);
    }
  }
  return meanings;
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
