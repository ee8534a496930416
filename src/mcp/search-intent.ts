import type { Tokenizer } from '../../generated/search-terms.gen.ts';

/** The wish behind a question, as far as its words tell it. */
export interface Intent {
  /** It wants to know something, and nothing done. */
  isQuestion: boolean;
  /** It may ask for a part of something to be removed, rather than the thing: "remove the trial from a product". */
  isPartial: boolean;
  /** All terms of the question. */
  terms: ReadonlySet<string>;
  /** The terms that may ask for something: "deleted" in "we want it deleted", not in "a deleted customer" or "do not delete". */
  requested: ReadonlySet<string>;
  /** The terms that it asks not to happen: "delete" in "but don't delete it". */
  refused: ReadonlySet<string>;
}

/** The words of a question that ask for a tool whose call can't be undone. */
export interface Request {
  /** Of the tool's name: `delete`. It asks together with a term of the noun. */
  verb: string;
  noun: readonly string[];
  /** Each asks by itself, if all of its terms are there. */
  phrases: readonly (readonly string[])[];
}

/** The stem of "delete", which stands for its synonyms too. */
const DELETE = 'delet';

const WANTS_TO_KNOW =
  /(?:^|[,.;:] )(?:who|whose|whom|what|which|when|where|why|is|are|was|were|am|does|did|has|have|had|will|do (?:we|they|i|you) have|how (?!(?:do|can|could|should|would) (?:i|we|you)\b|to\b))\b/i;
const WISH = /\b(?:wants?|needs?|must|should|please|get)\b/i;
const PARTICIPLE = /\p{L}+[^e]ed(?!\p{L})/giu;
const EXCEPTION = /\bwithout\s+\p{L}+(?:\s+\p{L}+)?/giu;
const NEGATIVES = new Set(['not', 'never', 'stop', 'prevent', 'undo']);
const NEGATION = /(?:\b(?:not|never|stop|prevent|undo)|n['\u2019]t)\s+(?:(?:to|the|a)\s+)?\p{L}+/giu;
const FROM = /\b(?:from|off)\b/i;

/** Reads what a question wants done. */
export function readIntent(question: string, readTerms: Tokenizer): Intent {
  const text = question.trim();
  const claims = text.replaceAll(EXCEPTION, ' ');
  const wish = claims.search(WISH);
  const wanted = claims.replaceAll(NEGATION, (words) => ' '.repeat(words.length));
  const requests = wanted.replaceAll(PARTICIPLE, (word, at) => (at > wish && wish >= 0 ? word : ' '));
  const terms = new Set(readTerms(claims));
  return {
    isQuestion: WANTS_TO_KNOW.test(text),
    isPartial: FROM.test(text),
    terms,
    requested: requests === claims ? terms : new Set(readTerms(requests)),
    refused: new Set(claims.match(NEGATION)?.flatMap((words) => readTerms(words))),
  };
}

/** Whether a question asks for such a call. What it asks not to happen ("the invoice isn't issued yet"), it doesn't ask for. */
export function asksFor(intent: Intent, { verb, noun, phrases }: Request): boolean {
  const { isQuestion, isPartial, terms, requested, refused } = intent;
  if (isQuestion) return false;
  const isSaid = (term: string) => (term === DELETE ? requested : terms).has(term);
  const said = phrases.filter((phrase) => phrase.every(isSaid));
  // "Stop asking" is a phrase of its own, and no phrase that is refused.
  const isRefused = (phrase: readonly string[]) =>
    phrase.some((term) => refused.has(term)) && !phrase.some((term) => NEGATIVES.has(term));
  if (refused.has(verb) || said.some(isRefused)) return false;
  if (said.length > 0) return true;
  if (!requested.has(verb)) return false;
  return terms.size === 1 || (!isPartial && noun.some((term) => terms.has(term)));
}
