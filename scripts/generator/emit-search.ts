import type { OwnTool, Synonyms } from '../../openapi/catalog/types.ts';
import { HEADER } from './header.ts';
import type { Tool } from './tools.ts';

/**
 * The words that tools are found by, beside those that clients see.
 *
 * @param tools without hidden ones
 * @param own those of this server itself
 * @throws Error when a keyword says nothing new, or a synonym stands for two words
 */
export function emitSearch(tools: readonly Tool[], own: readonly OwnTool[], synonyms: Synonyms): string {
  const all = [...tools, ...own.filter((tool) => tool.keywords)];
  const keywords = all.map((tool) => `  ${tool.name}: ${JSON.stringify(checkedKeywords(tool).join(', '))},`);
  return `${HEADER}
/** Tool → what merchants call it besides its name and title. */
export const keywords = {\n${keywords.join('\n')}\n} as const;

/** What merchants say → the word that the tools use. */
export const synonyms: Readonly<Record<string, string>> = {\n${synonymEntries(synonyms).join('\n')}\n};
`;
}

function checkedKeywords({
  keywords = [],
  name,
  title,
}: Pick<OwnTool, 'keywords' | 'name' | 'title'>): readonly string[] {
  const known = new Set(words(`${name} ${title}`));
  const idle = keywords.find(
    (keyword, i) => words(keyword).every((w) => known.has(w)) || keywords.indexOf(keyword) < i,
  );
  if (idle !== undefined) throw new Error(`${name}: the keyword "${idle}" is in its name or title, or there twice`);
  return keywords;
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
