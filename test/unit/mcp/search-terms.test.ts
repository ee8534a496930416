import { expect, test } from 'vitest';
import { cachedStemmer, createTokenizer, stemSynonyms } from '../../../generated/search-terms.gen.ts';

const synonyms = stemSynonyms(
  Object.entries({
    client: 'customer',
    'pay link': 'checkout link',
    'set up': 'create',
    'get rid of': 'delete',
    color: 'hue',
  }),
);

const texts: [string, string[]][] = [
  ['Refunding refunds', ['refund', 'refund']],
  ['list_products', ['list', 'product']],
  ["What is my client's order?", ['custom', 'order']],
  ['the clients of a customer', ['custom', 'custom']],
  ['Pay links', ['checkout', 'link']],
  ['set up', ['creat']],
  ['set it up', []],
  ['pay the link', ['pai', 'link']],
  ['getting rid of clients', ['delet', 'custom']],
  ['get rid', ['get', 'rid']],
  ['get', ['get']],
  ['colour', ['hue']],
  ['customise and customize', ['custom', 'custom']],
  ['don’t renew', ['not', 'renew']],
  ['Is SUMMER20 valid', ['summer20', 'discount', 'code', 'valid']],
  ['Größe 10', ['größe', '10']],
  ['', []],
];
test.each(texts)('%j is read as %j', (text, want) => {
  expect(createTokenizer(synonyms)(text)).toEqual(want);
  expect(createTokenizer(synonyms, cachedStemmer())(text)).toEqual(want);
});
