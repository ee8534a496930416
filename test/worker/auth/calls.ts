import { createExecutionContext, listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import type { OAuthResourceAuth } from '@cloudflare/workers-oauth-provider';
import { readConfig } from '../../../src/config/index.ts';
import type { PolarRevocation } from '../../../src/connection/polar-revocation.ts';
import { endConnection, polarTokenSource } from '../../../src/connection/polar-token.ts';
import { type GrantProps, grantOf, REVOCATION_KEY } from '../../../src/connection/storage.ts';
import { CallError } from '../../../src/errors.ts';
import worker from '../../../src/index.ts';
import { createPolarClient } from '../../../src/polar/client.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, send } from './browser.ts';
import { CHALLENGE, type ClientTokens, REDIRECT_URI } from './login.ts';

const env = { ...bindings } as unknown as Env;
// The provider adds its helpers to the environment of a request, so `env` has them after this one.
await worker.fetch(new Request(`${BASE_URL}/health`), env, createExecutionContext());

export { env };

/**
 * Gives a client a grant without a login, for a grant that no page of this server would make.
 *
 * @returns the redirect to the client, with a code
 */
export async function grantDirectly(
  clientId: string,
  grant: { userId: string; metadata: object; props: object },
): Promise<URL> {
  const scope = ['products:read'];
  const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
    request: {
      responseType: 'code',
      clientId,
      redirectUri: REDIRECT_URI,
      scope,
      state: 'x',
      codeChallenge: CHALLENGE,
      codeChallengeMethod: 'S256',
      resource: `${BASE_URL}/mcp`,
    },
    scope,
    ...grant,
    revokeExistingGrants: false,
  });
  return new URL(redirectTo);
}

/** Longer than POLAR_TIMEOUT_MS, so that the wait for a token times out first. */
const CALL_MS = 10_000;

/** The context that the MCP endpoint gets for a client's token. */
export async function opened({ access_token }: ClientTokens): Promise<{ props: GrantProps; auth: OAuthResourceAuth }> {
  const token = await env.OAUTH_PROVIDER.unwrapToken<GrantProps>(access_token);
  if (!token) throw new Error('the token opens nothing');
  const { grant, scope, userId } = token;
  return { props: grant.props, auth: { token: access_token, audience: `${BASE_URL}/mcp`, scope, userId } };
}

/** Ends a client's connection as the page of connections does, which has no key of it. */
export async function endWithoutKey(tokens: ClientTokens): Promise<boolean> {
  const { connectionId } = (await opened(tokens)).props;
  return endConnection(env, { connectionId }, grantOf(tokens.access_token));
}

export type Outcome = { status: number } | Pick<CallError, 'code' | 'retryable' | 'retryAfterSeconds'>;

/** Sends one read to Polar as a tool does. */
export async function callPolar({ props, auth }: Awaited<ReturnType<typeof opened>>): Promise<Outcome> {
  const config = readConfig(env);
  const polar = createPolarClient({
    apiUrl: config.polarApiUrl,
    tokens: polarTokenSource(env, config, props, auth),
    deadline: Date.now() + CALL_MS,
    signal: AbortSignal.timeout(CALL_MS),
  });
  try {
    return { status: (await polar.GET('/v1/products/')).response.status };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { code, retryable, retryAfterSeconds } = error;
    return { code, retryable, retryAfterSeconds };
  }
}

/** Lists the objects with a revocation that Polar hasn't taken yet. */
export async function waitingRevocations(): Promise<DurableObjectStub<PolarRevocation>[]> {
  const all = (await listDurableObjectIds(env.REVOCATIONS)).map((id) => env.REVOCATIONS.get(id));
  const waits = await Promise.all(
    all.map((stub) => runInDurableObject(stub, (_, { storage }) => storage.kv.get(REVOCATION_KEY) !== undefined)),
  );
  return all.filter((_, i) => waits[i]);
}

/** Sends a request to the MCP endpoint. */
export function listTools({ access_token }: ClientTokens): Promise<Response> {
  return send('/mcp', mcpRequest(access_token, 'tools/list'));
}
