import { expect, test } from 'vitest';
import { cachedStemmer, createTokenizer } from '../../../src/mcp/tool-search.ts';

const synonyms = { client: 'customer', 'pay link': 'checkout link', 'set up': 'create' };

const table: [string, string[]][] = [
  ['Refunding refunds', ['refund', 'refund']],
  ['list_products', ['list', 'product']],
  ["What is my client's order?", ['custom', 'order']],
  ['the clients of a customer', ['custom', 'custom']],
  ['Pay links', ['checkout', 'link']],
  ['set up', ['creat']],
  ['set it up', []],
  ['pay the link', ['pai', 'link']],
  ['Größe 10', ['größe', '10']],
  ['', []],
];
test.each(table)('%j is read as %j', (text, want) => {
  expect(createTokenizer(synonyms)(text)).toEqual(want);
  expect(createTokenizer(synonyms, cachedStemmer())(text)).toEqual(want);
});
