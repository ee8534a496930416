import { expect, test } from 'vitest';
import { serializeQuery } from '../../../src/polar/client.ts';

const table: [string, { given: Record<string, unknown>; want: string }][] = [
  ['scalars', { given: { page: 2, archived: false, query: 'a b&c' }, want: 'page=2&archived=false&query=a+b%26c' }],
  ['lists repeat their key', { given: { id: ['a', 'b'] }, want: 'id=a&id=b' }],
  [
    'objects are deepObject',
    { given: { metadata: { plan: 'pro', n: 1 } }, want: 'metadata%5Bplan%5D=pro&metadata%5Bn%5D=1' },
  ],
  [
    'lists in objects repeat theirs',
    { given: { metadata: { plan: ['a', 'b'] } }, want: 'metadata%5Bplan%5D=a&metadata%5Bplan%5D=b' },
  ],
  ['nothing is left out', { given: { a: null, b: undefined, c: [] }, want: '' }],
];

test.each(table)('%s', (_, { given, want }) => {
  expect(serializeQuery(given)).toBe(want);
});
