import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { send } from '../auth/browser.ts';
import { register } from '../auth/login.ts';
import { logInAs, refreshForm } from '../auth/token-endpoint.ts';

beforeEach(reset);

describe('a client is known by its Basic credentials as the provider reads them', () => {
  test.each<[string, (id: string, secret: string) => string]>([
    ['in small letters, after two spaces', (id, secret) => `basic  ${btoa(`${id}:${secret}`)}`],
    ['after a tab', (id, secret) => `Basic\t${btoa(`${id}:${secret}`)}`],
    ['without padding', (id, secret) => `Basic ${btoa(`${id}:${secret}`).replaceAll('=', '')}`],
    [
      'each character escaped',
      (id, secret) => `Basic ${btoa(`${id.replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)}:${secret}`)}`,
    ],
  ])('%s', async (_, header) => {
    const { tokens, credentials } = await logInAs('client_secret_basic');
    const answer = await send('/oauth/token', {
      method: 'POST',
      headers: { Authorization: header(...credentials) },
      body: new URLSearchParams(refreshForm(tokens)),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('refresh_token');
  });

  test.each([
    ['no name', `Basic ${btoa(':secret')}`],
    ['no colon', `Basic ${btoa('x')}`],
    ['no base64', 'Basic *'],
    ['a broken escape', `Basic ${btoa('%:secret')}`],
    ['two words', `Basic ${btoa('a:b')} ${btoa('c:d')}`],
    ['nothing', 'Basic'],
  ])('%s is nobody', async (_, Authorization) => {
    await register();
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' });
    const answer = await send('/oauth/token', { method: 'POST', headers: { Authorization }, body });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });
});
