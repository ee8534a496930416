import { createScheduledController, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { inject } from 'vitest';
import { PURGE_BATCH_KEYS, PURGE_BATCHES } from '../../../src/auth/provider.ts';
import { readConfig } from '../../../src/config/index.ts';
import { logWrite } from '../../../src/confirm/outcome.ts';
import { connectionLedger } from '../../../src/connection/connection-ledger.ts';
import { tokenCopies } from '../../../src/connection/polar-token.ts';
import { grantOf, tokenCopyKey } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { mcpRequest } from '../../support/mcp-request.ts';
import { Browser, field, location, send } from './browser.ts';
import { opened, waitingRevocations } from './calls.ts';
import { authorizePath, type ClientTokens, exchange, register, toCallback, toPolar } from './login.ts';
import { decideOnPage } from './page-flow.ts';
import { decideAtPolar, INTROSPECT_PATH, simulator as polar, REVOKE_PATH, TOKEN_PATH } from './polar.ts';
import { logInAs, refreshForm } from './token-endpoint.ts';
import { refreshAndRevoke, reuseToken } from './token-flows.ts';
import { must, type Watch } from './watch.ts';

const { ben } = inject('seed');

/** A customer whom an agent creates for a merchant. */
export const CUSTOMER = { email: 'grace.hopper@hopper-ships.com', name: 'Grace Brewster Hopper' };
/** An organization access token of the simulator's, and one that it doesn't know. */
export const PASTED = { good: 'polar_oat_simulator', unknown: 'polar_oat_thatNobodyHasEverMade1' };

async function logInAsBen(scope?: string, access = 'write'): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register();
  const page = await (await browser.get(authorizePath(clientId, { scope }))).text();
  const form = { handle: field(page, 'handle'), access, organization: 'one', decision: 'approve' };
  const answer = await browser.post('/oauth/authorize', form);
  const callback = await decideAtPolar(location(answer), 'allow', ben);
  return (await exchange(clientId, location(await browser.get(callback.href)))).json();
}

function callMcp(token: string, method: string, params: object): Promise<Response> {
  return send('/mcp', mcpRequest(token, method, params));
}

async function callTool({ access_token }: ClientTokens, name: string, args: object = {}): Promise<string> {
  return (await callMcp(access_token, 'tools/call', { name, arguments: args })).text();
}

async function decline({ look }: Watch): Promise<void> {
  const browser = new Browser();
  const clientId = await register();
  const page = await (await browser.get(authorizePath(clientId))).text();
  await look('consent is asked');
  const denied = location(await browser.post('/oauth/authorize', { handle: field(page, 'handle'), decision: 'deny' }));
  must(denied.searchParams.get('error') === 'access_denied', 'denied on our page');

  const callback = await toCallback(browser, clientId, 'deny');
  await look('the person is at Polar');
  must((await browser.get(callback.href)).status === 403, 'denied at Polar');
}

async function failAtPolar({ look }: Watch): Promise<void> {
  for (const fault of [{ kind: 'status', status: 503 }, { kind: 'drop_after_commit' }]) {
    const browser = new Browser();
    const callback = await toCallback(browser, await register());
    await polar.fault({ ...fault, match: { path: TOKEN_PATH } });
    must((await browser.get(callback.href)).status === 503, 'Polar fails at the callback');
    must((await browser.get(callback.href)).status === 400, 'the callback again');
  }
  must((await send('/oauth/callback?code=of-nobody-at-all&state=of-nobody-at-all')).status === 400, 'no such state');
  await look('logins have failed');
}

async function connectToOne({ look }: Watch): Promise<void> {
  const browser = new Browser();
  const clientId = await register();
  const callback = await decideAtPolar(await toPolar(browser, clientId, {}, 'one'), 'allow');
  await look('the person is at Polar, for one organization');
  const back = location(await browser.get(callback.href));
  await look('a code is out');
  const wrong = new URL(back);
  wrong.searchParams.set('code', `${back.searchParams.get('code')?.slice(0, -6)}wrong0`);
  must((await exchange(clientId, wrong)).status === 400, 'a wrong code');
  must((await exchange(clientId, back)).status === 200, 'the code');
  must((await exchange(clientId, back)).status === 400, 'the code again');
}

/** Polar gives tokens and then fails. It takes their revocation only at the second attempt. */
async function revokeLater({ look }: Watch): Promise<void> {
  const browser = new Browser();
  const callback = await decideAtPolar(await toPolar(browser, await register(), {}, 'one'), 'allow');
  await polar.fault({ kind: 'status', status: 500, match: { path: INTROSPECT_PATH } });
  await polar.fault({ kind: 'status', status: 429, match: { path: REVOKE_PATH } });
  must((await browser.get(callback.href)).status === 503, 'Polar fails after its tokens');
  await look('a revocation waits');
  const [waiting] = await waitingRevocations();
  must(waiting !== undefined && (await runDurableObjectAlarm(waiting)), 'the revocation is due');
  await look('a revocation was made');
}

async function refreshAtPolar({ look }: Watch): Promise<void> {
  const tokens = await logInAsBen();
  const expired = () => callTool(tokens, 'list_products');
  await polar.expireTokens();
  must((await expired()).includes('items'), 'a refresh at Polar');
  await look('Polar gave a new pair');

  await scheduler.wait(500);
  await polar.expireTokens();
  await polar.fault({ kind: 'status', status: 502, match: { path: TOKEN_PATH } });
  must((await expired()).includes('polar_unavailable'), 'a refresh that fails');
  await look('a refresh has failed');
  await polar.fault({ kind: 'drop_after_commit', match: { path: TOKEN_PATH } });
  must((await expired()).includes('polar_unavailable'), 'an answer that is lost');
  await look('an answer is lost');
  must((await expired()).includes('connection_ended'), 'the end of it');
  must((await callMcp(tokens.access_token, 'tools/list', {})).status === 401, 'no grant is left');
}

async function pasteToken({ look }: Watch): Promise<void> {
  const cases = [
    [PASTED.unknown, 400],
    ['polar_at_u_somebodysOwnToken', 400],
    [PASTED.good, 302],
  ] as const;
  for (const [token, status] of cases) {
    const browser = new Browser();
    const clientId = await register();
    const handle = field(await (await browser.get(authorizePath(clientId))).text(), 'handle');
    const answer = await browser.post('/oauth/authorize', { handle, access: 'read', decision: 'token', token });
    must(answer.status === status, `a pasted token is answered ${status}`);
    if (status !== 302) continue;
    await look('a token was pasted, and its code is out');
    const tokens = await (await exchange(clientId, location(answer))).json<ClientTokens>();
    must((await callTool(tokens, 'list_products')).includes('items'), 'a call with a pasted token');
  }
}

async function endAtConnections({ look }: Watch): Promise<void> {
  const begin = async (browser: Browser, decision: 'allow' | 'deny') =>
    decideAtPolar(location(await browser.post('/connections/login', {})), decision, ben);
  const browser = new Browser();
  must((await browser.get((await begin(browser, 'deny')).href)).status === 403, 'declined');
  const failing = await begin(browser, 'allow');
  await polar.fault({ kind: 'status', status: 500, match: { path: TOKEN_PATH } });
  must((await browser.get(failing.href)).status === 503, 'Polar fails');

  await logInAsBen();
  const callback = await begin(browser, 'allow');
  await look('a login at /connections is under way');
  must((await browser.get(callback.href)).status === 303, 'logged in');
  must((await browser.get(callback.href)).status === 400, 'its callback again');
  const page = await (await browser.get('/connections')).text();
  await look('a session is open');
  const form = { owner: field(page, 'owner'), grant: field(page, 'grant') };
  must((await browser.post('/connections/end', form)).status === 303, 'ended');
  must((await browser.get('/connections')).status === 200, 'the list after it');
  must((await browser.post('/connections/logout', {})).status === 303, 'logged out');
}

async function useTools({ look }: Watch): Promise<void> {
  const tokens = await logInAsBen();
  const create = () => callTool(tokens, 'create_customer', { ...CUSTOMER, type: 'individual' });
  must((await create()).includes(CUSTOMER.email), 'a customer is created');
  must((await create()).includes('isError'), 'Polar refuses the same again');
  const wrong = { email: `${CUSTOMER.email} `, name: CUSTOMER.name, nmae: CUSTOMER.name };
  must((await callTool(tokens, 'create_customer', wrong)).includes('invalid_arguments'), 'wrong arguments');
  must((await callTool(tokens, 'export_customers')).includes('/export?file='), 'an export with a file');
  await polar.fault({ kind: 'drop', match: { method: 'POST', path: '/v1/customers/' } });
  must((await create()).includes('outcome_unknown'), 'no answer to a change');
  await polar.fault({ kind: 'status', status: 200, body: `{"email":"${CUSTOMER.email}"`, match: { method: 'POST' } });
  must((await create()).includes('isError'), 'an answer that is cut off');

  const reading = await logInAsBen('customers:read customers:write', 'read');
  const refused = await callMcp(reading.access_token, 'tools/call', { name: 'create_customer', arguments: CUSTOMER });
  must(refused.status === 403, 'a grant that lacks a scope');
  const { access_token } = tokens;
  for (const token of ['nonsense-of-a-token', `${access_token.slice(0, -4)}wxyz`, PASTED.good, tokens.refresh_token]) {
    must((await callMcp(token, 'tools/list', {})).status === 401, 'a bad token');
  }
  const unknown = await callMcp(access_token, 'tools/call', { name: CUSTOMER.email, arguments: {} });
  must((await unknown.text()).includes('error'), 'an unknown tool');
  const malformed = { method: 'POST', headers: { Authorization: `Bearer ${access_token}` }, body: CUSTOMER.email };
  must((await send('/mcp', malformed)).status >= 400, 'no JSON');
  await look('tools were called');
}

/** Makes writes that end in each way: waiting, confirmed, refused and done. */
async function keepWrites({ witness, look }: Watch): Promise<void> {
  const { props } = await opened(await logInAsBen());
  const limits = { writesPerHour: 100, refundCapPerDay: 100_000 };
  const config = { ...readConfig(env), writes: { confirm: new Set<never>(), confirmBy: 'app' as const, limits } };
  const ledger = connectionLedger(env, config, props);
  const propose = async () => {
    const call = { tool: 'create_refund', arguments: { comment: `for ${CUSTOMER.name}, ${CUSTOMER.email}` } };
    const { token } = await ledger.proposeCall(`a refund for ${CUSTOMER.email}`, call);
    witness.secrets.add('confirmation', 'confirmation', token);
    return token;
  };
  const write = {
    tool: 'create_refund',
    risk: 'money',
    targets: { external_id: CUSTOMER.email },
    organizations: [props.organization ?? ''],
    refund: { amount: 700, currency: 'usd' },
  } as const;
  const confirm = (token: string, fingerprint: string) =>
    ledger.begin({ ...write, confirmation: { token, fingerprint } });
  const [wrong, right] = [await propose(), await propose(), await propose()];
  must(!(await confirm(wrong, CUSTOMER.name)).ok, 'another refund than was shown');
  const begun = await confirm(right, `a refund for ${CUSTOMER.email}`);
  must(begun.ok, 'a confirmed refund');
  must((await ledger.waitingCall(wrong)).ok, 'the call of a yes that was not used');
  await look('a write is under way');
  const end = { outcome: 'done', durationMs: 80 } as const;
  if (begun.ok) await ledger.finish(begun, { ...end, created: { external_id: CUSTOMER.name } });
  logWrite({ ...props, ...write, ...end });
  await look('a write is done');

  const call = { tool: 'create_refund', arguments: { comment: `for ${CUSTOMER.name}, ${CUSTOMER.email}` } };
  const its = { fingerprint: CUSTOMER.email, shown: CUSTOMER.name, asked: call, call };
  const change = await ledger.proposeChange({ ...its, channel: 'browser' });
  must(change !== undefined, 'a change that waits for a person');
  const { secret = '' } = change ?? {};
  witness.secrets.add('confirmation', 'the secret of a change', secret);
  await look('a change waits for a person');
  const approved = await confirm(secret, CUSTOMER.email);
  if (approved.ok) await ledger.finish(approved, end);
  await ledger.keepOutcome(secret, { isError: false, structuredContent: { customer: CUSTOMER } });
  const { state, result } = (await ledger.changeBySecret(secret)) ?? {};
  must(state === 'made' && result !== undefined, 'a change that a person approved');
  await look('a change was made that a person approved');
}

/** Makes unexpected errors whose messages hold secrets. */
async function crash({ witness, look }: Watch): Promise<void> {
  const client = await logInAs('none');
  const { access_token } = client.tokens;
  const { props } = await opened(client.tokens);
  const told = `${access_token} ${props.key} ${CUSTOMER.email} ${CUSTOMER.name} polar_at_u_${access_token}`;
  const fail = () => {
    throw new Error(told, { cause: told });
  };
  const failing = async () => fail();
  const browser = new Browser();
  const callback = await toCallback(browser, await register());

  witness.bindings = { OAUTH_KV: { get: failing, put: failing, list: failing, delete: failing } as never };
  must((await browser.get(callback.href)).status === 500, 'the callback crashes');
  must((await callMcp(access_token, 'tools/list', {})).status === 503, 'no token can be checked');
  witness.bindings = {
    CONNECTIONS: { idFromString: () => props.connectionId, get: () => ({ token: failing }) } as never,
  };
  await env.OAUTH_KV.delete(tokenCopyKey(grantOf(access_token)));
  tokenCopies.clear();
  must((await callTool(client.tokens, 'list_products')).includes('internal'), 'the connection can’t be read');
  witness.bindings = {};

  const connection = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(props.connectionId));
  const grant = env.GRANTS.get(env.GRANTS.idFromName(client.tokens.refresh_token.split(':')[1] ?? ''));
  const unreadable = (_: unknown, { storage }: DurableObjectState) => {
    Object.defineProperty(storage, 'kv', { get: fail });
  };
  await runInDurableObject(connection, unreadable);
  must((await client.post(refreshForm(client.tokens))).status === 200, 'a refresh without the connection');
  await runInDurableObject(grant, unreadable);
  must((await client.post(refreshForm(client.tokens))).status === 503, 'the grant’s object crashes');
  await look('it has crashed');
}

/** Fills KV with more than one purge goes through, so that the cursor is stored. */
async function purge({ look }: Watch): Promise<void> {
  for (let index = 0; index <= PURGE_BATCH_KEYS * PURGE_BATCHES; index++) {
    const grant = { id: `g${index}`, userId: 'gone', clientId: 'gone', scope: [], createdAt: 0, encryptedProps: '' };
    await env.OAUTH_KV.put(`grant:gone:g${index}`, JSON.stringify(grant), { expirationTtl: 600 });
  }
  await worker.scheduled(createScheduledController({ cron: '37 3 * * *' }), env as never);
  await look('a part is purged');
}

/** Every flow of sign-in, with each possible outcome. */
export const everyFlow = {
  decline,
  failAtPolar,
  connectToOne,
  revokeLater,
  refreshAndRevoke,
  reuseToken,
  refreshAtPolar,
  pasteToken,
  endAtConnections,
  useTools,
  keepWrites,
  decideOnPage: (watch: Watch) => decideOnPage(watch, `for ${CUSTOMER.name}, ${CUSTOMER.email}`),
  crash,
  purge,
};
