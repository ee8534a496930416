import type { Risk } from '../../generated/tool.gen.ts';
import { MAX_SEARCH_CHARACTERS } from '../limits.ts';
import { type Offered, RISKS } from './tools.ts';

/** What somebody looks for among the tools. */
export interface Query {
  /** Empty when nothing was asked. */
  words: string;
  toolset: string | undefined;
  risk: Risk | undefined;
  /** It named a toolset, or a kind of tool, that there isn't: this is ignored. */
  hasUnknown: boolean;
}

export const NO_QUERY: Query = { words: '', toolset: undefined, risk: undefined, hasUnknown: false };

/** `?q=refund&toolset=refunds&kind=money`, each the first of its name. Anything may stand there. */
export function readQuery({ searchParams }: URL, { toolsets }: Offered): Query {
  const words = (searchParams.get('q') ?? '')
    .slice(0, MAX_SEARCH_CHARACTERS)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const [toolset, kind] = [searchParams.get('toolset') || undefined, searchParams.get('kind') || undefined];
  const isToolset = toolsets.some(({ name }) => name === toolset);
  const risk = kind !== undefined && Object.hasOwn(RISKS, kind) ? (kind as Risk) : undefined;
  return {
    words,
    toolset: isToolset ? toolset : undefined,
    risk,
    hasUnknown: (toolset !== undefined && !isToolset) || (kind !== undefined && risk === undefined),
  };
}

export const isFiltered = ({ words, toolset, risk }: Query) =>
  words !== '' || toolset !== undefined || risk !== undefined;

/** The address of the page with another query. */
export function hrefOf({ words, toolset, risk }: Partial<Query>): string {
  const params = new URLSearchParams();
  if (words) params.set('q', words);
  if (toolset !== undefined) params.set('toolset', toolset);
  if (risk !== undefined) params.set('kind', risk);
  return params.size === 0 ? '/#tools' : `/?${params}#tools`;
}
