import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { keywords, synonyms } from '../../generated/search.gen.ts';
import { defaultTools } from '../../generated/tool-list.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { CallError } from '../errors.ts';
import { MAX_SEARCH_CHARACTERS } from '../limits.ts';
import {
  type AnyToolName,
  isTool,
  LISTED_TOOLS,
  type ListedTool,
  type Policy,
  TOOL_NAMES,
  toolsetOf,
} from '../policy/index.ts';
import { effectOf, type FoundTools, splitByPolicy, toolSummary } from './tool-view.ts';

/** How many tools a search names. The right one is nearly always among the first five. */
export const MAX_FOUND_TOOLS = 8;

/**
 * Finds the tools that fit some words, best first, or else all of a toolset. Tools that the policy refuses are named with its
 * reason, so that nobody concludes that Polar can't do it.
 *
 * @throws CallError `invalid_arguments` when there is nothing to look for
 */
export function searchTools(words: string, toolset: string | undefined, policy: Policy): FoundTools {
  const hasWords = words.trim() !== '';
  if (!hasWords && toolset === undefined) {
    throw new CallError('invalid_arguments', 'There is nothing to look for.', {
      whatToDo: 'Give `words`, a `toolset`, or both.',
    });
  }
  const isMember = (name: AnyToolName) => toolset === undefined || toolset === toolsetOf(name);
  const find = (isWanted: (name: AnyToolName) => boolean) =>
    hasWords ? rankTools(words, isWanted, MAX_FOUND_TOOLS) : TOOL_NAMES.filter(isWanted);
  const found = find(isMember);
  const { refused } = splitByPolicy(found, policy);
  // A refused tool takes no place from an allowed one.
  const allowed = find((name) => isMember(name) && !policy.refusal(name));
  const shown = allowed.map((name) => ({ name, does: effectOf(name), description: toolSummary(name) }));
  const note = found.length === 0 && { note: 'No tool fits. Try other words, or look through a toolset.' };
  return { tools: shown, ...refused, ...note };
}

/** The searched fields, and the weight of a word in each. Titles are left out, because they repeat the names. */
const BOOST = { name: 3, keywords: 2, description: 1, toolset: 0.5, args: 0.2 };
type Field = keyof typeof BOOST;

/** A default tool wins over another that fits as well, because merchants need it more often. */
const DEFAULT_BOOST = 1.1;

/** A query that is just a tool's name means that tool and no other. */
const NAME_BOOST = 10;

/** An unknown word counts less, as the beginning of a known word or as a misspelling of it. */
const GUESS_WEIGHTS = { prefix: 0.4, fuzzy: 0.4 };
const MIN_PREFIX_CHARACTERS = 3;
const MIN_MISSPELT_CHARACTERS = 5;
/** The share of letters that may be wrong: two in "refnud". */
const MISSPELT_SHARE = 0.25;

type Rank = (words: string, isWanted: (name: AnyToolName) => boolean) => AnyToolName[];

let rank: Rank | undefined;

/**
 * Ranks the tools that fit a question or a few words, best first; none when all words are stop words or unknown.
 *
 * @param words in English; text beyond MAX_SEARCH_CHARACTERS is ignored
 * @param limit the most tools
 */
export function rankTools(words: string, isWanted: (name: AnyToolName) => boolean, limit: number): AnyToolName[] {
  rank ??= indexTools();
  return rank(words.slice(0, MAX_SEARCH_CHARACTERS), isWanted).slice(0, limit);
}

/** Indexing takes some 20 ms in a new isolate, so it waits for the first search. */
function indexTools(): Rank {
  const readWords = createTokenizer(synonyms);
  const known = new Set<string>();
  const index = new MiniSearch<Record<Field, string> & { id: AnyToolName }>({
    fields: Object.keys(BOOST),
    tokenize: createTokenizer(synonyms, cachedStemmer()),
    processTerm: (term) => {
      known.add(term);
      return term;
    },
  });
  // A search needs no tool that searches.
  const found = LISTED_TOOLS.filter(({ name }) => Object.hasOwn(keywords, name));
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

/** A description without its example, and without sentences about other tools, which are for people who want something else. */
function ownSentences(description: string, name: AnyToolName): string {
  const [text = ''] = description.split('\nExample: ');
  const isOther = (word: string) => word !== name && isTool(word);
  return text
    .split(/(?<=[.:;]) /)
    .filter((sentence) => !sentence.match(/\w+/g)?.some(isOther))
    .join(' ');
}

/** The parts of a JSON schema that hold words. */
interface Shape {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
}

/** The names of all arguments at every level, and the values of enumerations. */
function argumentWords(properties: Readonly<Record<string, Shape>> = {}): string[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const { enum: values = [], properties: inner } = shape.items ?? shape;
    return [name, ...values.map(String), ...argumentWords(inner)];
  });
}

/** Words that say nothing about the wanted tool. `set` and `out` are among them, because they come with any verb. */
const STOP_WORDS = new Set(
  [
    'a an the my our your their his her its i me we us you they them he she it this that these those',
    'someone somebody everyone everybody anyone person all every each some any one two three',
    'of for to in on at by from with as and or but so if not no up out also when where what how much many',
    'is are was were be been being am do does did have has had will would should could may might',
    'please want need like there here than then now let set s t re ve ll don',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Makes a function that reads the search terms of a text: the stems of its words without stop words, each synonym as the word that
 * it stands for. Texts and questions are read alike.
 *
 * @param synonyms one word or two → the words that they mean
 * @param stem finds the stem of a word
 */
export function createTokenizer(
  synonyms: Readonly<Record<string, string>>,
  stem: (word: string) => string = stemmer,
): (text: string) => string[] {
  const stems = (text: string) => splitWords(text).map(stem);
  const meanings = new Map(
    Object.entries(synonyms).map(([other, meant]) => [stems(other).join(' '), stems(meant)] as const),
  );
  return (text) => {
    const words = splitWords(text);
    const terms: string[] = [];
    for (let i = 0; i < words.length; i++) {
      const [word = '', next = ''] = words.slice(i, i + 2);
      const phrase = meanings.get(`${stem(word)} ${stem(next)}`);
      if (phrase) {
        terms.push(...phrase);
        i++;
      } else if (!STOP_WORDS.has(word)) {
        terms.push(...(meanings.get(stem(word)) ?? [stem(word)]));
      }
    }
    return terms;
  };
}

/** Finds each word's stem once: the texts of all tools repeat most of their words, and stems are what takes time. */
export function cachedStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const stem = known.get(word) ?? stemmer(word);
    known.set(word, stem);
    return stem;
  };
}

function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
