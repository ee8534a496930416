import { createExecutionContext, reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import worker from '../../../src/index.ts';
import { currentMcpRequest } from '../../support/mcp-request.ts';
import { BASE_URL, Browser, field, location, type send } from '../auth/browser.ts';
import { env } from '../auth/calls.ts';
import { type ClientTokens, exchange, logIn, register, toPolar } from '../auth/login.ts';
import { decideAtPolar, letPolarBe, requestsDuring, simulator } from '../auth/polar.ts';
import { callTool, callToolAsking } from '../mcp/ask.ts';
import { askedInView, SHOWS_VIEWS } from './by-view.ts';

// A yes comes later than its call. Whatever limits a call limits the yes too, as it is then.
const seed = inject('seed');
const REFUND = { order_id: seed.order, reason: 'customer_request', amount: 500 };
type Vars = Record<string, string>;

beforeEach(async () => {
  await reset();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(async () => {
  letPolarBe();
  vi.restoreAllMocks();
  await simulator.resetShop();
});

/** Gives the yes under other variables of the Worker than those of the call. Returns all that is said to it. */
type Yes = (later: Vars) => Promise<string>;

/** What the endpoint answers to a call. */
async function answerTo(tokens: ClientTokens, params: object, capabilities: object, vars: Vars): Promise<string> {
  const _meta = { 'io.modelcontextprotocol/clientCapabilities': capabilities };
  const init = currentMcpRequest(tokens.access_token, 'tools/call', { ...params, _meta });
  const request = new Request(`${BASE_URL}/mcp`, init);
  return (await worker.fetch(request as never, { ...env, ...vars }, createExecutionContext())).text();
}

/** The ways to a yes, each up to the yes itself. */
const WAYS: Readonly<Record<string, (tokens: ClientTokens) => Promise<Yes>>> = {
  async 'the page'(tokens) {
    const { link } = (await callTool(tokens, 'create_refund', REFUND, { vars: { CONFIRM_BY: 'person' } }))
      .structuredContent;
    const page = String(link).replace(BASE_URL, '');
    let vars: Vars = {};
    const asked: typeof send = (path, init) =>
      worker.fetch(
        new Request(BASE_URL + path.replace(BASE_URL, ''), init) as never,
        { ...env, ...vars },
        createExecutionContext(),
      );
    const browser = new Browser(asked);
    const toLogin = location(await browser.post(page, { decision: 'login' }));
    await browser.get((await decideAtPolar(toLogin, 'allow')).href);
    const shown = field(await (await browser.get(page)).text(), 'shown');
    return async (later) => {
      vars = later;
      const answer = await browser.post(page, { decision: 'approve', shown });
      return (await answer.text()) + (await (await browser.get(page)).text());
    };
  },
  async 'the view'(tokens) {
    const { id, code } = await askedInView(tokens, 'create_refund', REFUND);
    const params = { name: 'confirm_change', arguments: { id, code } };
    return (vars) => answerTo(tokens, params, SHOWS_VIEWS, vars);
  },
  async 'the form of the client'(tokens) {
    const params = { name: 'create_refund', arguments: REFUND };
    const { requestState } = await callToolAsking(tokens, params);
    const inputResponses = { confirm: { action: 'accept', content: { agree: true } } };
    const answer = { ...params, inputResponses, requestState };
    return (vars) => answerTo(tokens, answer, { elicitation: {} }, vars);
  },
  async 'the code'(tokens) {
    const { confirm } = (await callTool(tokens, 'create_refund', REFUND)).structuredContent;
    return (vars) => answerTo(tokens, { name: 'create_refund', arguments: { confirm } }, {}, vars);
  },
};

/** The variables that limit a call, each with what is said to a person on the page, and to an app. */
const LIMITS: readonly [vars: Vars, toPerson: RegExp, toApp: RegExp][] = [
  [
    { READ_ONLY: 'true' },
    /isn.t allowed any more.*this server allows reading alone/s,
    /this server allows reading alone/,
  ],
  [{ TOOLSETS: 'products' }, /isn.t allowed any more.*is for the toolsets products/s, /is for the toolsets products/],
  [{ EXCLUDE_TOOLS: 'create_refund' }, /isn.t allowed any more.*leaves it out/s, /leaves it out/],
  [{ WRITES_PER_HOUR: '1' }, /allows 1 change an hour/, /limit_reached/],
  [{ REFUND_CAP_PER_DAY: '100' }, /1\.00 USD/, /limit_reached/],
  [{ ALLOWED_USERS: seed.ben }, /nothing to decide here/, /for certain people or organizations alone/],
  [
    { ALLOWED_ORGANIZATIONS: seed.otherOrganization },
    /nothing to decide here/,
    /for certain people or organizations alone/,
  ],
];

describe.each(Object.keys(WAYS))('a yes by %s', (way) => {
  const askBy = (tokens: ClientTokens) => (WAYS[way] as (tokens: ClientTokens) => Promise<Yes>)(tokens);

  /** Gives the yes. Returns what is said to it, and the changes at Polar. */
  async function giving(yes: Yes, vars: Vars) {
    let said = '';
    const requests = await requestsDuring(async () => {
      said = await yes(vars);
    });
    const changes = requests.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v1/oauth2/'));
    return { said, changes: changes.map(({ operationId }) => operationId) };
  }

  test.each(LIMITS)('makes nothing where the operator has set %j meanwhile', async (vars, toPerson, toApp) => {
    const tokens = await logIn();
    const yes = await askBy(tokens);
    // It uses up the one change of this hour.
    const spent = { vars: { CONFIRM: 'none', WRITES_PER_HOUR: '1' } };
    await callTool(tokens, 'update_product', { id: seed.product, description: 'Another one' }, spent);
    const { said, changes } = await giving(yes, vars);
    expect(changes).toEqual([]);
    expect(said).toMatch(way === 'the page' ? toPerson : toApp);
  });

  test('makes nothing where the person has narrowed the connection meanwhile', async () => {
    const clientId = await register();
    const connect = async (access: string) => {
      const browser = new Browser();
      const callback = await decideAtPolar(await toPolar(browser, clientId, {}, 'all', access), 'allow');
      return (await exchange(clientId, location(await browser.get(callback.href)))).json<ClientTokens>();
    };
    const yes = await askBy(await connect('write'));
    await connect('read');
    const { said, changes } = await giving(yes, {});
    expect(changes).toEqual([]);
    expect(said).toMatch(way === 'the page' ? /nothing to decide here/ : /"error"/);
  });

  test('makes it where nothing of that is so', async () => {
    const yes = await askBy(await logIn());
    expect((await giving(yes, {})).changes).toEqual(['refunds:create']);
  });
});
