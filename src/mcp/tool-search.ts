import MiniSearch from 'minisearch';
import type { Risk } from '../../generated/policy.gen.ts';
import { askedBy, keywords, synonyms } from '../../generated/search.gen.ts';
import { cachedStemmer, createTokenizer, type Tokenizer } from '../../generated/search-terms.gen.ts';
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
  riskOf,
  TOOL_NAMES,
  toolsetOf,
} from '../policy/index.ts';
import { asksFor, type Request, readIntent } from './search-intent.ts';
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

/** A change is less likely meant by someone who wants to know something. */
const CHANGE_IN_QUESTION_BOOST = 0.7;

/** What can't be undone is less likely meant by words that don't ask for it. */
const UNASKED_BOOST = 0.5;

/** An unknown word counts less, as the beginning of a known word or as a misspelling of it. */
const GUESS_WEIGHTS = { prefix: 0.4, fuzzy: 0.4 };
const MIN_PREFIX_CHARACTERS = 3;
const MIN_MISSPELT_CHARACTERS = 5;
/** The share of letters that may be wrong: two in "refnud". */
const MISSPELT_SHARE = 0.25;

/** Where the list of found tools ends: behind the first ones, what scores too little is left out. */
interface Cut {
  /** So many come however little they fit. */
  always: number;
  /** Of the best tool's score. */
  share: number;
  /** Guesses at unknown words score less than 5, and words that fit more than 20. */
  score: number;
}

const FOR_MODELS: Cut = { always: 3, share: 0.25, score: 0 };

interface RankedTool {
  name: AnyToolName;
  score: number;
}

type Rank = (words: string, isWanted: (name: AnyToolName) => boolean) => RankedTool[];

let rank: Rank | undefined;

/**
 * Ranks the tools that fit a question or a few words, best first; none when all words are stop words or unknown.
 *
 * @param words in English; text beyond MAX_SEARCH_CHARACTERS is ignored
 * @param limit the most tools
 */
export function rankTools(
  words: string,
  isWanted: (name: AnyToolName) => boolean,
  limit: number,
  cut = FOR_MODELS,
): AnyToolName[] {
  rank ??= indexTools();
  const ranked = rank(words.slice(0, MAX_SEARCH_CHARACTERS), isWanted);
  const least = Math.max(cut.score, cut.share * Math.max(...ranked.map(({ score }) => score)));
  const near = ranked.filter(({ score }, place) => place < cut.always || score >= least);
  return near.slice(0, limit).map(({ name }) => name);
}

/** Indexing takes some 20 ms in a new isolate, so it waits for the first search. */
function indexTools(): Rank {
  const readWords = createTokenizer(synonyms, cachedStemmer());
  const readText = cachedTokenizer(readWords);
  const known = new Set<string>();
  const index = new MiniSearch<Record<Field, string> & { id: AnyToolName }>({
    fields: Object.keys(BOOST),
    tokenize: (text, field) => (field === 'keywords' ? text.split(' ') : readText(text)),
    processTerm: (term) => {
      known.add(term);
      return term;
    },
  });
  // A search needs no tool that searches.
  const found = LISTED_TOOLS.filter(({ name }) => Object.hasOwn(keywords, name));
  index.addAll(found.map((tool) => ({ id: tool.name, ...textsOf(tool) })));
  const usual = new Set<string>(defaultTools);
  const named = new Map<string, AnyToolName>(found.map(({ name }) => [keyOf(readText(name)), name]));
  const requests = new Map(found.flatMap(({ name }) => (isFinal(name) ? [[name, requestFor(name, readText)]] : [])));
  return (words, isWanted) => {
    const asked = [...new Set(readWords(words))];
    const meant = named.get(keyOf(asked));
    const intent = readIntent(words, readWords);
    const isUnasked = (name: AnyToolName) => {
      const request = requests.get(name);
      return request !== undefined && name !== meant && !asksFor(intent, request);
    };
    const boostOf = (name: AnyToolName) => {
      if (name === meant) return NAME_BOOST;
      const boost = usual.has(name) ? DEFAULT_BOOST : 1;
      if (isUnasked(name)) return boost * UNASKED_BOOST;
      return intent.isQuestion && riskOf(name) !== 'read' ? boost * CHANGE_IN_QUESTION_BOOST : boost;
    };
    const boosts = new Map<AnyToolName, number>();
    const ranked = index
      .search(words, {
        boost: BOOST,
        boostDocument: (name) => {
          const boost = boosts.get(name) ?? boostOf(name);
          boosts.set(name, boost);
          return boost;
        },
        tokenize: () => asked,
        processTerm: (term) => term,
        prefix: (term) => !known.has(term) && term.length >= MIN_PREFIX_CHARACTERS,
        fuzzy: (term) => !known.has(term) && term.length >= MIN_MISSPELT_CHARACTERS && MISSPELT_SHARE,
        weights: GUESS_WEIGHTS,
        filter: ({ id }) => isWanted(id),
      })
      .map(({ id, score }) => ({ name: id as AnyToolName, score }));
    // A call that can't be undone never stands first unasked.
    const first = ranked.find(({ name }) => !isUnasked(name));
    return first === undefined ? ranked : [first, ...ranked.filter((tool) => tool !== first)];
  };
}

/** Whether the calls of a risk can't be undone. */
const IS_FINAL: Readonly<Record<Risk, boolean>> = {
  read: false,
  write: false,
  exposes: false,
  irreversible: true,
  // A refund is what people ask for by its name.
  money: false,
};

/** Whether a tool stands first only for those who ask for it: its call can't be undone, or the catalog says the words. */
const isFinal = (name: AnyToolName) => IS_FINAL[riskOf(name)] || Object.hasOwn(askedBy, name);

function requestFor(name: AnyToolName, readText: Tokenizer): Request {
  const [verb = '', ...noun] = name.split('_');
  const phrases = (askedBy as Readonly<Record<string, string>>)[name]?.split(', ') ?? [];
  return {
    verb: readText(verb).join(),
    noun: readText(noun.join(' ')),
    phrases: phrases.map((phrase) => phrase.split(' ')),
  };
}

/** Reads each text once: a toolset's stands with each of its tools. */
function cachedTokenizer(readTerms: Tokenizer): Tokenizer {
  const known = new Map<string, string[]>();
  return (text) => {
    const terms = known.get(text) ?? readTerms(text);
    known.set(text, terms);
    return terms;
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
