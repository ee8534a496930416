import type { OwnTool, Synonyms } from '../../openapi/catalog/types.ts';
import { catalogFile } from './catalog.ts';
import { HEADER } from './code.ts';
import type { Tool } from './tools.ts';

/**
 * Writes the words by which the search finds tools, in addition to the words that clients see.
 *
 * @param tools without hidden ones
 * @throws Error when a keyword says nothing new, or a synonym stands for two words
 */
export function emitSearch(tools: readonly Tool[], own: readonly OwnTool[], synonyms: Synonyms): string {
  const keywords = [
    ...tools.map((tool) => keywordEntry(tool, catalogFile(tool.toolset))),
    ...own.filter((tool) => tool.keywords).map((tool) => keywordEntry(tool, 'openapi/catalog/own-tools.ts')),
  ];
  return `${HEADER}
/** Tool → merchants' words for it that are not in its name or title. */
export const keywords = {\n${keywords.join('\n')}\n} as const;

/** A merchant's word → the word that the tools use. */
export const synonyms: Readonly<Record<string, string>> = {\n${synonymEntries(synonyms).join('\n')}\n};
`;
}

/** @param file the catalog file that an error names */
function keywordEntry({ keywords = [], name, title }: Pick<OwnTool, 'keywords' | 'name' | 'title'>, file: string) {
  const known = new Set(words(`${name} ${title}`));
  const idle = keywords.find(
    (keyword, i) => words(keyword).every((w) => known.has(w)) || keywords.indexOf(keyword) < i,
  );
  if (idle !== undefined) {
    throw new Error(`${file}: ${name}: the keyword "${idle}" is in its name or title, or there twice`);
  }
  return `  ${name}: ${JSON.stringify(keywords.join(', '))},`;
}

function synonymEntries(synonyms: Synonyms): string[] {
  const meanings = new Map<string, string>();
  for (const [word, others] of Object.entries(synonyms)) {
    for (const other of others) {
      const taken = Object.hasOwn(synonyms, other) ? other : meanings.get(other);
      if (taken) throw new Error(`openapi/catalog/synonyms.ts: "${other}" is both "${taken}" and "${word}"`);
      meanings.set(other, word);
    }
  }
  return [...meanings].map(([other, word]) => `  ${JSON.stringify(other)}: ${JSON.stringify(word)},`);
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
