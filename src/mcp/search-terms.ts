import { stemmer } from 'stemmer';

/** Words of a sentence that say nothing of what is wanted; `set` and `out` because they come with any verb. */
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
 * Makes the reader of a text's search terms: its words without the idle ones, as stems, each synonym as the word that it
 * stands for. Texts and questions are read alike.
 *
 * @param synonyms one word or two → the words that they mean
 * @param stem the stem of a word
 */
export function termReader(
  synonyms: Readonly<Record<string, string>>,
  stem: (word: string) => string = stemmer,
): (text: string) => string[] {
  const stems = (text: string) => wordsOf(text).map(stem);
  const meanings = new Map(
    Object.entries(synonyms).map(([other, meant]) => [stems(other).join(' '), stems(meant)] as const),
  );
  return (text) => {
    const words = wordsOf(text);
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
export function rememberingStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const stem = known.get(word) ?? stemmer(word);
    known.set(word, stem);
    return stem;
  };
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
