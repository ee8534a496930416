import { expect, test } from 'vitest';
import { generateKey, open, seal } from '../../../src/connection/sealing.ts';

const key = generateKey();
const sealed = await seal(key, 'here', { token: 'secret' });

test('what was sealed opens with its key, where it belongs', async () => {
  expect(await open(key, 'here', sealed)).toEqual({ token: 'secret' });
});

test('a key has 256 bits, and each is another', () => {
  expect(atob(key.replaceAll('-', '+').replaceAll('_', '/'))).toHaveLength(32);
  expect(generateKey()).not.toBe(key);
});

test('the same value is never sealed the same', async () => {
  expect(await seal(key, 'here', { token: 'secret' })).not.toBe(sealed);
});

test.each([
  ['another key', generateKey(), 'here', sealed],
  ['another place', key, 'there', sealed],
  ['a changed nonce', key, 'here', flip(sealed, 0)],
  ['a changed text', key, 'here', flip(sealed, 20)],
  ['a changed tag', key, 'here', flip(sealed, sealed.length - 4)],
  ['a part', key, 'here', sealed.slice(0, -8)],
  ['nothing', key, 'here', ''],
  ['no base64', key, 'here', '%%%'],
  ['no key', '', 'here', sealed],
])('%s opens nothing', async (_, otherKey, context, text) => {
  expect(await open(otherKey, context, text)).toBeUndefined();
});

function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
