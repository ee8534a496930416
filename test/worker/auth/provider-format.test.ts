import { reset } from 'cloudflare:test';
import type { Grant as GrantRecord } from '@cloudflare/workers-oauth-provider';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readTokenIds } from '../../../src/auth/refresh/token-endpoint.ts';
import { grantKey } from '../../../src/connection/storage.ts';
import { isWellFormedToken } from '../../../src/http/oauth-values.ts';
import { sha256Hex } from '../../../src/lib/text.ts';
import { send } from './browser.ts';
import { env, grantDirectly, opened } from './calls.ts';
import { type ClientTokens, exchange, register } from './login.ts';
import { letPolarBe } from './polar.ts';
import { logInAs, refreshForm } from './token-endpoint.ts';

beforeEach(reset);
afterEach(letPolarBe);

/** Fails when an update of the OAuth provider changes the tokens or records that this server reads. */
describe('the provider’s', () => {
  test('tokens name their grant, and its record has their SHA-256', async () => {
    const client = await logInAs('none');
    const refreshed = await (await client.post(refreshForm(client.tokens))).json<ClientTokens>();
    for (const tokens of [client.tokens, refreshed]) {
      const { userId = '', grantId = '' } = readTokenIds(tokens.refresh_token) ?? {};
      expect(readTokenIds(tokens.access_token)).toEqual({ userId, grantId });
      expect([tokens.access_token, tokens.refresh_token].every(isWellFormedToken)).toBe(true);
      const record = await env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json');
      expect(record?.metadata).toEqual({ connectionId: expect.any(String), kind: 'login' });
      const hash = await sha256Hex(tokens.refresh_token);
      expect([record?.previousRefreshTokenId, record?.refreshTokenId]).toContain(hash);
      const { props } = await opened(tokens);
      expect(userId).toBe(props.userId);
    }
  });

  test('record of a grant that wasn’t refreshed yet has its first token alone', async () => {
    const { tokens } = await logInAs('none');
    const { userId = '', grantId = '' } = readTokenIds(tokens.refresh_token) ?? {};
    const record = await env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json');
    expect(record?.refreshTokenId).toBe(await sha256Hex(tokens.refresh_token));
    expect(record?.previousRefreshTokenId).toBeUndefined();
  });
});

/** Makes a grant whose tokens don't have the form that this server knows: the person's id is too long. */
async function logInOddly() {
  const clientId = await register();
  const redirectTo = await grantDirectly(clientId, {
    userId: 'u'.repeat(150),
    metadata: {},
    props: { connectionId: env.CONNECTIONS.newUniqueId().toString() },
  });
  const tokens = await (await exchange(clientId, redirectTo)).json<ClientTokens>();
  const post = (form: Record<string, string>) =>
    send('/oauth/token', { method: 'POST', body: new URLSearchParams({ ...form, client_id: clientId }) });
  return { tokens, post };
}

const stored = async () => {
  const { keys } = await env.OAUTH_KV.list();
  return Promise.all(keys.map(async ({ name }) => [name, await env.OAUTH_KV.get(name)]));
};

test.each([
  ['refresh', refreshForm],
  ['revocation of a refresh token', ({ refresh_token }: ClientTokens) => ({ token: refresh_token })],
  ['revocation of an access token', ({ access_token }: ClientTokens) => ({ token: access_token })],
])('a %s that the provider would make without the grant’s lock is refused, and logged', async (_, form) => {
  const { tokens, post } = await logInOddly();
  const before = await stored();
  const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const answer = await post(form(tokens));
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
  const request_id = answer.headers.get('X-Request-Id');
  expect(lines).toHaveBeenCalledWith(JSON.stringify({ event: 'token_outside_grant', request_id }));
  expect(await stored()).toEqual(before);
});
