import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { CONFIRM_PATH, confirmUrl, openConfirmLink } from '../../../src/connection/confirm-link.ts';

const config = readConfig(env);
const link = { connectionId: env.CONNECTIONS.newUniqueId().toString(), secret: 'AbC-_'.padEnd(24, 'x') };
const sealed = async () => (await confirmUrl(config, link)).slice(`${config.baseUrl}${CONFIRM_PATH}`.length);

test('a link opens again, is short, and needs no encoding', async () => {
  expect(await openConfirmLink(config, await sealed())).toEqual(link);
  expect(await sealed()).toMatch(/^[\w-]{100,140}$/);
  expect(await sealed()).not.toBe(await sealed());
});

test.each([
  ['nothing', async () => ''],
  ['a made-up one', async () => 'A'.repeat(130)],
  ['a changed one', async () => (await sealed()).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
  ['a part', async () => (await sealed()).slice(0, -4)],
  ['no base64', async () => '%%%'],
  ['the secret alone', async () => link.secret],
])('%s opens nothing', async (_, text) => {
  expect(await openConfirmLink(config, await text())).toBeUndefined();
});

test.each([
  ['another secret of the operator', { polarClientSecret: 'another' }],
  ['another environment', { polarEnvironment: 'production' as const }],
  ['another address', { baseUrl: 'https://other.example' }],
])('a server with %s opens it not', async (_, other) => {
  expect(await openConfirmLink({ ...config, ...other }, await sealed())).toBeUndefined();
});
