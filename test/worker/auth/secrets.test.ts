import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { encodeBase64Url } from 'hono/utils/encode';
import { beforeEach, expect, test } from 'vitest';
import type { Grant } from '../../../src/auth/refresh/grant.ts';
import type { Connection } from '../../../src/connection/connection.ts';
import { takeDump, textOf } from './dump.ts';
import { Secrets } from './secrets.ts';

beforeEach(reset);

const TOKEN = 'polar_at_u_9fJ2-kLq0_Zx8Wv7Rt5Yp3Nm1Bd6';
const OURS = 'a-user:grant-id-of-16-ch:aSecretOf32CharactersThatIsLong0';
const KEY = crypto.getRandomValues(new Uint8Array(32));
const base64url = (text: string) => encodeBase64Url(new TextEncoder().encode(text).buffer);

const secrets = new Secrets();
for (const value of [TOKEN, OURS, KEY]) secrets.add('polar', 'planted', value);
const found = (text: string) => secrets.foundIn(text, ['polar']);

test.each([
  ['as it is', `{"token":"${TOKEN}"}`],
  ['without its prefix', TOKEN.slice('polar_at_u_'.length)],
  ['without the ids before it', OURS.split(':')[2] ?? ''],
  ['in an address', `https://a.example/?t=${encodeURIComponent(OURS)}`],
  ['in hex', Array.from(KEY, (byte) => byte.toString(16).padStart(2, '0')).join('')],
  ['in base64', btoa(TOKEN)],
  ['in base64, after a byte', btoa(`x${TOKEN}`)],
  ['in base64, after two', btoa(`{"${TOKEN}"}`)],
  ['in base64url, in JSON', base64url(JSON.stringify({ accessToken: OURS, expiresAt: 0 }))],
  ['as bytes in base64url', encodeBase64Url(KEY.buffer)],
])('a secret is found %s', (_, text) => {
  expect(found(text)).toEqual(['planted']);
});

test.each([
  ['a part that is not secret', 'a-user:grant-id-of-16-ch: polar_at_u_'],
  ['another secret', TOKEN.replace('9', '8')],
])('%s is not taken for one', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('a secret of another kind is not looked for', () => {
  expect(secrets.foundIn(TOKEN, ['mcp'])).toEqual([]);
});

test.each<[string, () => Promise<unknown>]>([
  ['the name of a record', () => env.OAUTH_KV.put(`x:${TOKEN}`, '')],
  ['a record', () => env.OAUTH_KV.put('x', TOKEN)],
  ['the bytes of a record', () => env.OAUTH_KV.put('x', KEY)],
  ['the metadata of a record', () => env.OAUTH_KV.put('x', '', { metadata: { deep: [TOKEN] } })],
  ['a connection', () => storeIn(env.CONNECTIONS, TOKEN)],
  ['a grant’s object', () => storeIn(env.GRANTS, { deep: [TOKEN] })],
  ['bytes in an object', () => storeIn(env.GRANTS, KEY)],
])('a secret is found in %s', async (_, plant) => {
  expect(found(textOf(await takeDump('before')))).toEqual([]);
  await plant();
  expect(found(textOf(await takeDump('after')))).toEqual(['planted']);
});

test('a record that stays is told from one that goes, and a table is seen', async () => {
  await env.OAUTH_KV.put('stays', '');
  await env.OAUTH_KV.put('goes', '', { expirationTtl: 600 });
  const object = env.GRANTS.get(env.GRANTS.newUniqueId());
  await runInDurableObject(object, (_, { storage }) => void storage.sql.exec('CREATE TABLE kept (token TEXT)'));
  const { kv, objects } = await takeDump('now');
  expect(kv.map(({ name, ttlSeconds }) => [name, ttlSeconds !== undefined])).toEqual([
    ['goes', true],
    ['stays', false],
  ]);
  expect(objects.flatMap(({ tables }) => tables)).toEqual(['kept']);
});

function storeIn<T extends Connection | Grant>(objects: DurableObjectNamespace<T>, value: unknown): Promise<void> {
  return runInDurableObject(objects.get(objects.newUniqueId()), (_, { storage }) => storage.put('x', value));
}
