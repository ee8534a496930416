import { createExecutionContext } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { oauthProvider, type ProviderHandlers } from '../../../src/auth/provider.ts';
import { readConfig } from '../../../src/config/index.ts';
import { BASE_URL } from './browser.ts';
import { env } from './calls.ts';

test('answers with the handlers that it is given, whatever another was given before', async () => {
  const config = readConfig(env);
  const saying = (text: string): ProviderHandlers => ({
    api: { fetch: async () => new Response(text) },
    pages: { fetch: async () => new Response(text) },
  });
  const [one, other] = [saying('one'), saying('other')];
  const ask = async (handlers: ProviderHandlers) =>
    (
      await oauthProvider(config, handlers).fetch(new Request(`${BASE_URL}/page`), env, createExecutionContext())
    ).text();
  expect([await ask(one), await ask(other), await ask(one)]).toEqual(['one', 'other', 'one']);
  expect(oauthProvider(config, one)).toBe(oauthProvider(config, one));
});
