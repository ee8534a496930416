import MiniSearch from 'minisearch';
import { keywords, synonyms } from '../../generated/search.gen.ts';
import { defaultTools } from '../../generated/tool-list.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { MAX_SEARCH_CHARACTERS } from '../limits.ts';
import { type AnyToolName, isTool, LISTED, type ListedTool, toolsetOf } from '../policy/index.ts';
import { rememberingStemmer, termReader } from './search-terms.ts';

/** What is searched, and how much a word there counts. Titles are left out: they repeat the names. */
const BOOST = { name: 3, keywords: 2, description: 1, toolset: 0.5, args: 0.2 };
type Field = keyof typeof BOOST;

/** Of two tools that fit alike, the one that merchants need more often. */
const DEFAULT_BOOST = 1.1;

/** Who says a tool's name, and nothing else, means it and no other. */
const NAME_BOOST = 10;

/** A word that stands in no tool is taken for the beginning of one, or for a misspelling, and counts less. */
const GUESS_WEIGHTS = { prefix: 0.4, fuzzy: 0.4 };
const MIN_PREFIX_CHARACTERS = 3;
const MIN_MISSPELT_CHARACTERS = 5;
/** Letters that may be wrong, of all: in "refnud", two. */
const MISSPELT_SHARE = 0.25;

type Rank = (words: string, isWanted: (name: AnyToolName) => boolean) => AnyToolName[];

let rank: Rank | undefined;

/**
 * The tools that fit a question or a few words, best first; none when no word says anything.
 *
 * @param words in English; what is beyond MAX_SEARCH_CHARACTERS is ignored
 * @param limit how many at most
 */
export function rankTools(words: string, isWanted: (name: AnyToolName) => boolean, limit: number): AnyToolName[] {
  rank ??= indexTools();
  return rank(words.slice(0, MAX_SEARCH_CHARACTERS), isWanted).slice(0, limit);
}

/** Takes some 20 ms in a new isolate, so it waits for the first search. */
function indexTools(): Rank {
  const readWords = termReader(synonyms);
  const known = new Set<string>();
  const index = new MiniSearch<Record<Field, string> & { id: AnyToolName }>({
    fields: Object.keys(BOOST),
    tokenize: termReader(synonyms, rememberingStemmer()),
    processTerm: (term) => {
      known.add(term);
      return term;
    },
  });
  // Whoever searches needs no tool that searches.
  const found = LISTED.filter(({ name }) => Object.hasOwn(keywords, name));
  index.addAll(found.map((tool) => ({ id: tool.name, ...textsOf(tool) })));
  const usual = new Set<string>(defaultTools);
  const named = new Map<string, AnyToolName>(found.map(({ name }) => [keyOf(readWords(name)), name]));
  return (words, isWanted) => {
    const asked = [...new Set(readWords(words))];
    const meant = named.get(keyOf(asked));
    return index
      .search(words, {
        boost: BOOST,
        boostDocument: (name) => (name === meant ? NAME_BOOST : usual.has(name) ? DEFAULT_BOOST : 1),
        tokenize: () => asked,
        processTerm: (term) => term,
        prefix: (term) => !known.has(term) && term.length >= MIN_PREFIX_CHARACTERS,
        fuzzy: (term) => !known.has(term) && term.length >= MIN_MISSPELT_CHARACTERS && MISSPELT_SHARE,
        weights: GUESS_WEIGHTS,
        filter: ({ id }) => isWanted(id),
      })
      .map(({ id }) => id as AnyToolName);
  };
}

function keyOf(terms: string[]): string {
  return terms.toSorted().join(' ');
}

function textsOf({ name, description, inputSchema }: ListedTool): Record<Field, string> {
  const toolset = toolsets.find((other) => other.name === toolsetOf(name));
  return {
    name,
    keywords: (keywords as Readonly<Record<string, string>>)[name] ?? '',
    description: ownSentences(description, name),
    toolset: `${toolset?.title} ${toolset?.description}`,
    args: [...new Set(argumentWords((inputSchema as Shape).properties))].join(' '),
  };
}

/** A description without its example, and without what it says of other tools: that is where it sends people who want
 * something else. */
function ownSentences(description: string, name: AnyToolName): string {
  const [text = ''] = description.split('\nExample: ');
  const isOther = (word: string) => word !== name && isTool(word);
  return text
    .split(/(?<=[.:;]) /)
    .filter((sentence) => !sentence.match(/\w+/g)?.some(isOther))
    .join(' ');
}

/** As much of a JSON schema as holds words. */
interface Shape {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
}

/** The names of the arguments, those within them, and the values to choose from. */
function argumentWords(properties: Readonly<Record<string, Shape>> = {}): string[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const { enum: values = [], properties: inner } = shape.items ?? shape;
    return [name, ...values.map(String), ...argumentWords(inner)];
  });
}
