import type { Question } from '../question.ts';
import { catalogue } from './catalogue.ts';
import { operating } from './operating.ts';
import { accountQuestions, reads } from './reads.ts';
import { removals } from './removals.ts';
import { selling } from './selling.ts';

/**
 * Every question, in the order in which they are asked, because later ones use values of earlier answers. The account's
 * data is read after something was made, so that an empty account has some.
 */
export const questions: readonly Question[] = [
  ...accountQuestions,
  ...catalogue,
  ...selling,
  ...operating,
  ...reads,
  ...removals,
];
