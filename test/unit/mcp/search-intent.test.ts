import { expect, test } from 'vitest';
import { createTokenizer, stemSynonyms } from '../../../generated/search-terms.gen.ts';
import { asksFor, readIntent } from '../../../src/mcp/search-intent.ts';

const readTerms = createTokenizer(
  stemSynonyms(Object.entries({ remove: 'delete', coupon: 'discount', bin: 'delete', 'throw away': 'delete' })),
);
const request = {
  verb: 'delet',
  noun: ['discount'],
  phrases: ['withdraw', 'delete campaign'].map((phrase) => readTerms(phrase)),
};

const questions: [string, boolean][] = [
  ['delete', true],
  ['delete a discount', true],
  ['bin the old coupon', true],
  ['How do I remove a coupon?', true],
  ['can you remove the coupon?', true],
  ['we want the coupon removed', true],
  ['withdraw the offer', true],
  ['delete the campaign', true],
  ['discount', false],
  ['delete a customer', false],
  ['which coupons did we remove', false],
  ['is the coupon removed', false],
  ['they paid, are coupons deleted then', false],
  ['the removed coupon', false],
  ['a deleted discount must come back', false],
  ['pause a coupon without throwing it away', false],
  ['end a coupon without deleting it', false],
  ['do not delete the coupon, only pause it', false],
  ['don’t remove a coupon', false],
  ['stop the deletion of a coupon', false],
  ['do not withdraw the offer, lengthen it', false],
  ['withdraw the coupon on Sunday, but don’t delete it', false],
  ['we do not need the coupon, delete it', true],
  ['remove the end date from a coupon', false],
  ['take a product off the coupon, remove it', false],
];
test.each(questions)('%j asks for the deletion of a discount: %s', (question, want) => {
  expect(asksFor(readIntent(question, readTerms), request)).toBe(want);
});
