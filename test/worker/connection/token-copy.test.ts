import { createExecutionContext, runInDurableObject } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tokenCopies } from '../../../src/connection/polar-token.ts';
import { GRANT_KEY, grantOf, tokenCopyKey } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { currentMcpRequest, mcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL } from '../auth/browser.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { changePair, stubOf } from '../auth/pair.ts';

const LIST_PRODUCTS = { name: 'list_products', arguments: { limit: 1 } };

/** The order of reads of KV and of their answers: `> token`, `< token`. */
let reads: string[];
let isCopyUnreadable: boolean;
let tokens: ClientTokens;

beforeEach(async () => {
  tokens = await logIn();
  await send(currentMcpRequest(tokens.access_token, 'tools/call', LIST_PRODUCTS));
  // A minute later.
  tokenCopies.clear();
  reads = [];
  isCopyUnreadable = false;
  const kv = Object.getPrototypeOf((bindings as unknown as Env).OAUTH_KV) as KVNamespace;
  const get = kv.get as (...args: unknown[]) => Promise<unknown>;
  vi.spyOn(kv, 'get').mockImplementation(async function (this: KVNamespace, ...args: unknown[]) {
    const [, kind] = /^(polar:token|[^:]+):/.exec(String(args[0])) ?? [];
    reads.push(`> ${kind}`);
    if (isCopyUnreadable && kind === 'polar:token') throw new Error('KV is down');
    const value = await get.apply(this, args);
    reads.push(`< ${kind}`);
    return value as never;
  });
});
afterEach(() => vi.restoreAllMocks());

/** Writes of KV wait until the returned function is called. */
function holdPuts(): () => void {
  const kv = Object.getPrototypeOf((bindings as unknown as Env).OAUTH_KV) as KVNamespace;
  const put = kv.put as (...args: unknown[]) => Promise<void>;
  let isReleased = false;
  vi.spyOn(kv, 'put').mockImplementation(async function (this: KVNamespace, ...args: unknown[]) {
    // An object can't await another request's promise.
    while (!isReleased) await scheduler.wait(5);
    return put.apply(this, args);
  });
  return () => {
    isReleased = true;
  };
}

async function send(init: RequestInit): Promise<{ status: number; text: string }> {
  const request = new Request<unknown, IncomingRequestCfProperties>(`${BASE_URL}/mcp`, init as RequestInit<never>);
  const answer = await worker.fetch(request, env, createExecutionContext());
  return { status: answer.status, text: await answer.text() };
}

describe('in an isolate that knows nothing of the connection', () => {
  test.each([
    ['2025', mcpRequest],
    ['2026', currentMcpRequest],
  ])('a call of %s reads both tokens side by side', async (_, requestOf) => {
    const { text } = await send(requestOf(tokens.access_token, 'tools/call', LIST_PRODUCTS));
    expect(text).toContain('pagination');
    expect(reads.slice(0, 2).toSorted()).toEqual(['> polar:token', '> token']);
    expect(reads).toHaveLength(4);
  });

  test('a list that says so reads no token of Polar', async () => {
    await send(currentMcpRequest(tokens.access_token, 'tools/list'));
    expect(reads).toEqual(['> token', '< token']);
  });

  test('an unknown token of the same grant opens nothing', async () => {
    const unknown = tokens.access_token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await send(currentMcpRequest(unknown, 'tools/call', LIST_PRODUCTS))).toMatchObject({ status: 401 });
  });

  test('a copy that can’t be read leaves the call to the connection’s object', async () => {
    isCopyUnreadable = true;
    const { text } = await send(currentMcpRequest(tokens.access_token, 'tools/call', LIST_PRODUCTS));
    expect(text).toContain('pagination');
  });
});

describe('a renewal of Polar’s token', () => {
  beforeEach(async () => {
    await changePair((await opened(tokens)).props, { expiresAt: Date.now() + 59_000 });
    tokenCopies.clear();
    reads = [];
  });

  test('doesn’t wait until its copy is in KV', async () => {
    const release = holdPuts();
    const { text } = await send(currentMcpRequest(tokens.access_token, 'tools/call', LIST_PRODUCTS));
    expect(text).toContain('pagination');
    release();
  });

  test('leaves no copy of a connection that ends meanwhile', async () => {
    const { props } = await opened(tokens);
    const release = holdPuts();
    await send(currentMcpRequest(tokens.access_token, 'tools/call', LIST_PRODUCTS));
    const ended = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(props.connectionId)).end(props.key);
    await scheduler.wait(50);
    release();
    await ended;
    await scheduler.wait(50);
    expect(await env.OAUTH_KV.get(tokenCopyKey(grantOf(tokens.access_token)))).toBeNull();
  });
});

test('the connection’s object keeps a copy for the grant of the call that asks, where it has none', async () => {
  const key = tokenCopyKey(grantOf(tokens.access_token));
  await runInDurableObject(stubOf((await opened(tokens)).props), (_, { storage }) => storage.kv.delete(GRANT_KEY));
  await env.OAUTH_KV.delete(key);
  const { text } = await send(currentMcpRequest(tokens.access_token, 'tools/call', LIST_PRODUCTS));
  expect(text).toContain('pagination');
  await vi.waitFor(async () => expect(await env.OAUTH_KV.get(key)).not.toBeNull());
});

test('20 calls at once that wait for one renewal and find no copy have it written once', async () => {
  const { props } = await opened(tokens);
  await changePair(props, { expiresAt: Date.now() + 59_000 });
  await runInDurableObject(stubOf(props), (_, { storage }) => storage.kv.delete(GRANT_KEY));
  const put = vi.spyOn(Object.getPrototypeOf((bindings as unknown as Env).OAUTH_KV) as KVNamespace, 'put');
  const grant = grantOf(tokens.access_token);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => stubOf(props).token(props.key, undefined, undefined, false, grant)),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  await vi.waitFor(() => expect(put).toHaveBeenCalled());
  await scheduler.wait(50);
  expect(put.mock.calls.map(([key]) => key)).toEqual([tokenCopyKey(grant)]);
});

test('a token of another form has nothing read beside it', async () => {
  expect(await send(currentMcpRequest('none', 'tools/call', LIST_PRODUCTS))).toMatchObject({ status: 401 });
  expect(reads).toEqual([]);
});
