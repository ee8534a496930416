import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import { listTools } from './calls.ts';
import type { ClientTokens } from './login.ts';
import { logInAs, refreshForm } from './token-endpoint.ts';
import { must, type Watch } from './watch.ts';

export async function refreshAndRevoke({ look }: Watch): Promise<void> {
  for (const method of ['none', 'client_secret_basic', 'client_secret_post'] as const) {
    const client = await logInAs(method);
    const answers = [await client.post(refreshForm(client.tokens)), await client.post(refreshForm(client.tokens))];
    const [first, again] = await Promise.all(answers.map((answer) => answer.json<ClientTokens>()));
    must(first?.access_token === again?.access_token, 'a kept answer');
    await look(`an answer is kept (${method})`);
    if (method !== 'none') {
      const refused = await client.post(refreshForm(client.tokens), { secret: 'the-wrong-client-secret' });
      must(refused.status === 401, 'a wrong secret');
    }
    if (first) must((await listTools(first)).status === 200, 'a call with the new token');
    must((await client.post({ token: client.tokens.refresh_token })).status === 200, 'revoked');
    await look(`revoked (${method})`);
  }
}

/** Uses a replaced token again, which ends its grant. The first attempt fails in storage, the second one succeeds. */
export async function reuseToken({ look }: Watch): Promise<void> {
  const client = await logInAs('none');
  must((await client.post(refreshForm(client.tokens))).status === 200, 'a refresh');
  const reuse = () => client.post({ ...refreshForm(client.tokens), scope: 'products:read' });
  const failing = vi.spyOn(Object.getPrototypeOf(env.OAUTH_KV), 'delete').mockRejectedValue(new Error('KV failed'));
  must((await reuse()).status === 503, 'storage fails');
  await look('a grant is about to end');
  failing.mockRestore();
  must((await reuse()).status === 400, 'the end of the grant');
  await look('a grant has ended by reuse');
}
