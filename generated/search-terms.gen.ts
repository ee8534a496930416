// Copied by `npm run generate` from scripts/generator/runtime/search-terms.ts. Do not edit.
import { stemmer } from 'stemmer';

/** Words that say nothing about the wanted tool. `set` and `out` are among them, because they come with any verb. */
const STOP_WORDS = new Set(
  [
    'a an the my our your their his her its i me us we you they them he she it this that these those',
    'someone somebody everyone everybody anyone person all every each some any one two three',
    'of for to in on at by from with as and or but so if no up out also when where what how much many',
    'is are was were be been being am do does did have has had will would should could may might',
    'please want need like there here than then now let set s t re ve ll don',
  ].flatMap((line) => line.split(' ')),
);

/** Reads the search terms of a text. */
export type Tokenizer = (text: string) => string[];

/**
 * Makes a function that reads the search terms of a text: the stems of its words without stop words, each synonym as the word that
 * it stands for. Texts and questions are read alike.
 *
 * @param synonyms the stems of a word or some → those of the words that they mean, by stemSynonyms; the longest wins
 * @param stem finds the stem of a word
 */
export function createTokenizer(
  synonyms: Readonly<Record<string, string>>,
  stem: (word: string) => string = stemmer,
): Tokenizer {
  const meanings = new Map(Object.entries(synonyms));
  // The first word of a synonym → the most words of one that begins so.
  const longest = new Map<string, number>();
  for (const other of meanings.keys()) {
    const [first = '', ...rest] = other.split(' ');
    longest.set(first, Math.max(longest.get(first) ?? 1, 1 + rest.length));
  }
  return (text) => {
    const words = splitWords(text);
    const stemmed = words.map(stem);
    const terms: string[] = [];
    for (let i = 0; i < words.length; ) {
      const [word = '', first = ''] = [words[i], stemmed[i]];
      let length = longest.get(first) ?? 1;
      const key = () => stemmed.slice(i, i + length).join(' ');
      while (length > 1 && !meanings.has(key())) length--;
      if (length > 1 || !STOP_WORDS.has(word)) terms.push(...(meanings.get(key())?.split(' ') ?? [first]));
      i += length;
    }
    return terms;
  };
}

/** Reads synonyms as createTokenizer takes them: a word or some → the words that they mean. */
export function stemSynonyms(synonyms: Iterable<readonly [other: string, meant: string]>): Record<string, string> {
  const stems = (text: string) => splitWords(text).map(stemmer).join(' ');
  return Object.fromEntries(Array.from(synonyms, ([other, meant]) => [stems(other), stems(meant)]));
}

/** More words than all tools have. */
const MAX_CACHED_STEMS = 5000;

/** Finds each word's stem once: the texts of all tools repeat most of their words, and stems are what takes time. */
export function cachedStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const stem = known.get(word) ?? stemmer(word);
    if (known.size < MAX_CACHED_STEMS) known.set(word, stem);
    return stem;
  };
}

/** The words of a text in lower case, in American spelling, "don’t" as "do not", and SUMMER20 as a discount code. */
function splitWords(text: string): string[] {
  return text
    .replace(/\b[A-Z]{3,}\d{1,3}\b/g, '$& discount code')
    .toLowerCase()
    .replace(/n['\u2019]t\b/g, ' not')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(inAmericanSpelling);
}

/** The endings that the British spell otherwise: customise, colour. It makes no difference that some other words change too. */
const inAmericanSpelling = (word: string) =>
  word.replace(/is(?=(?:e[drs]?|ing|ations?)$)/, 'iz').replace(/(?<=..)our(?=(?:s|ed|ing|ite)?$)/, 'or');
