import { createExecutionContext, reset, runDurableObjectAlarm, waitOnExecutionContext } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../../../src/config/index.ts';
import { confirmUrl } from '../../../src/connection/confirm-link.ts';
import worker from '../../../src/index.ts';
import { CONFIRMATION_SECONDS } from '../../../src/ledger/connection-writes.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { askedInView } from '../confirm/by-view.ts';
import { callTool } from '../mcp/ask.ts';
import { BASE_URL, Browser, field, location, type send } from './browser.ts';
import { endWithoutKey, env, opened, waitingRevocations } from './calls.ts';
import { authorizePath, type ClientTokens, exchange, logIn, logInFor, register } from './login.ts';
import {
  decideAtPolar,
  INTROSPECT_PATH,
  interceptPolar,
  letPolarBe,
  limited,
  ORGANIZATIONS_PATH,
  REVOKE_PATH,
  requestsDuring,
  simulator,
} from './polar.ts';

const seed = inject('seed');
const { ada: ADA, ben: BEN, organization: ORGANIZATION, otherOrganization: OTHER_ORGANIZATION } = seed;
const REFUND = { order_id: seed.order, reason: 'customer_request', amount: 500 };
const BY_PERSON = { vars: { CONFIRM_BY: 'person' } };

beforeEach(async () => {
  await reset();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(async () => {
  vi.useRealTimers();
  letPolarBe();
  await simulator.clearFaults();
  await simulator.resetShop();
});

const call = async (tokens: ClientTokens, name: string, args: object, vars: Record<string, string> = {}) =>
  (await callTool(tokens, name, args, { vars: { ...BY_PERSON.vars, ...vars } })).structuredContent;

/** Asks for a change as an app does that can ask nobody. */
async function asked(tokens: ClientTokens, name = 'create_refund', args: object = REFUND) {
  const { link, id } = await call(tokens, name, args);
  return { page: String(link).replace(BASE_URL, ''), id: String(id) };
}

const stateOf = async (tokens: ClientTokens, id: string) =>
  call(tokens, 'call_read_tool', { name: 'get_change', arguments: { id } });

/** Connects an app by a pasted token. */
async function pasteToken(): Promise<ClientTokens> {
  const browser = new Browser();
  const clientId = await register();
  const page = await (await browser.get(authorizePath(clientId))).text();
  const token = { handle: field(page, 'handle'), access: 'write', decision: 'token', token: 'polar_oat_simulator' };
  const request = new Request(`${BASE_URL}/oauth/authorize`, {
    method: 'POST',
    headers: { Origin: BASE_URL, Cookie: browser.cookie },
    body: new URLSearchParams(token),
  });
  const pasting = { ...env, ALLOW_PASTED_TOKENS: 'true' };
  const pasted = await worker.fetch(request as never, pasting, createExecutionContext());
  return (await exchange(clientId, location(pasted))).json();
}

/** Logs in from a change's page. */
async function logInAt(browser: Browser, page: string, userId?: string, organizations?: string[]): Promise<Response> {
  const toPolar = location(await browser.post(page, { decision: 'login' }));
  return browser.get((await decideAtPolar(toPolar, 'allow', userId, organizations)).href);
}

/** A browser whose person has logged in, and what the page shows. */
async function shown(page: string, userId?: string, organizations?: string[]) {
  const browser = new Browser();
  const back = await logInAt(browser, page, userId, organizations);
  expect([back.status, location(back).href]).toEqual([303, BASE_URL + page]);
  const text = await (await browser.get(page)).text();
  return { browser, text, form: { shown: field(text, 'shown') } };
}

async function decide(browser: Browser, page: string, form: object, decision: 'approve' | 'decline') {
  const answer = await browser.post(page, { ...form, decision });
  return answer.status === 303 ? { status: 303, text: await (await browser.get(page)).text() } : read(answer);
}
/** What a person sees of it, without the number that each page has for its stylesheet. */
const read = async (answer: Response) => ({
  status: answer.status,
  text: (await answer.text()).replace(/<style nonce="[^"]*"/, '<style'),
});

/** The requests that change something at Polar meanwhile. */
async function changesDuring(act: () => Promise<unknown>): Promise<(string | undefined)[]> {
  const requests = await requestsDuring(act);
  return requests
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v1/oauth2/'))
    .map(({ operationId }) => operationId);
}

async function later(seconds: number, run: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ now: Date.now() + seconds * 1000, toFake: ['Date'] });
  await run();
  vi.useRealTimers();
}

const NOTHING = 'There is nothing to decide here';
const NOT_ALLOWED =
  /This change isn.t allowed any more[\s\S]*this server allows reading alone\. So nobody can approve it/;

describe('the way from a call to its yes', () => {
  test('a refund that its person approves is made once, and the app hears of it', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
    const revocations = interceptPolar(REVOKE_PATH);
    const { browser, text, form } = await shown(page);
    expect(revocations).toHaveLength(0);
    for (const said of ['Refund 5.00 USD', 'With tax, at most', 'Sandbox:', 'You can decide until', 'Example Client'])
      expect(text).toContain(said);
    const changes = await changesDuring(async () => {
      const { text: done } = await decide(browser, page, form, 'approve');
      expect(done).toMatch(/<h1>Done<\/h1>[\s\S]*Refund 5\.00 USD \(at most/);
      // Polar's answer has ids alone: the page knows the names that it showed.
      for (const named of ['Icon Pack', 'chloe.martin@example.com', 'Brightside Tools'])
        expect(done).toContain(`<strong><bdi>${named}</bdi></strong>`);
    });
    expect(changes).toEqual(['refunds:create']);
    expect(revocations).toHaveLength(1);
    expect(await waitingRevocations()).toHaveLength(0);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'made', result: { amount: 500, status: 'succeeded' } });
    expect(await call(tokens, 'list_recent_writes', {})).toMatchObject({
      items: [{ tool: 'create_refund', outcome: 'done' }],
      kept: 1,
    });
    // The form again, and the page again: nothing more is made.
    const again = await changesDuring(async () => {
      expect((await decide(browser, page, form, 'approve')).text).toMatch(/Done[\s\S]*decided before/);
      expect(await (await browser.get(page)).text()).toContain('<h1>Done</h1>');
    });
    expect(again).toEqual([]);
  });

  test('one that its person declines is not made, and the token goes', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const revocations = interceptPolar(REVOKE_PATH);
    const { browser, form } = await shown(page);
    const changes = await changesDuring(async () => {
      expect((await decide(browser, page, form, 'decline')).text).toContain('Not done, as you decided');
      const { text } = await decide(browser, page, form, 'approve');
      expect(text).toMatch(/Not done, as you decided[\s\S]*Refund 5\.00 USD/);
    });
    expect(changes).toEqual([]);
    expect(revocations).toHaveLength(1);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'declined' });
  });

  test('asks Polar for what this change and its reads need, and for no more', async () => {
    const { page } = await asked(await logIn());
    const url = location(await new Browser().post(page, { decision: 'login' }));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      prompt: 'consent',
      sub_type: 'user',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^confirm\.change_[\da-f]{24}\.[\w-]{43}$/),
    });
    expect(url.searchParams.get('scope')).toBe(
      'openid organizations:read orders:read refunds:read disputes:read refunds:write',
    );
  });
});

describe('who may decide', () => {
  test('nobody without a login, whatever form they send', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { form } = await shown(page);
    const stranger = new Browser();
    const text = await (await stranger.get(page)).text();
    expect(text).toContain('A change waits for your yes');
    for (const secret of ['Refund', '5.00', seed.order, 'create_refund', 'Example Client'])
      expect(text).not.toContain(secret);
    const changes = await changesDuring(async () => {
      for (const decision of ['approve', 'decline'] as const)
        expect((await decide(stranger, page, form, decision)).text).toContain('Log in at Polar');
    });
    expect(changes).toEqual([]);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
  });

  test('another person sees what everybody sees of an unknown link, and their token goes at once', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const revocations = interceptPolar(REVOKE_PATH);
    const browser = new Browser();
    const refused = await read(await logInAt(browser, page, BEN));
    expect(refused).toEqual(await nothing());
    expect(revocations).toHaveLength(1);
    expect(await waitingRevocations()).toHaveLength(0);
    expect((await decide(browser, page, {}, 'approve')).text).toContain('Log in at Polar');
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
  });

  test('the person of a connection to one organization, for that one alone', async () => {
    const tokens = await logInFor('one', ADA, [ORGANIZATION]);
    const { page } = await asked(tokens);
    const revocations = interceptPolar(REVOKE_PATH);
    const browser = new Browser();
    const wrong = await read(await logInAt(browser, page, ADA, [OTHER_ORGANIZATION]));
    expect([wrong.status, wrong.text]).toEqual([403, expect.stringContaining('That is another organization')]);
    expect(revocations).toHaveLength(1);
    const { browser: right, form } = await shown(page, ADA, [ORGANIZATION]);
    expect((await decide(right, page, form, 'approve')).text).toContain('<h1>Done</h1>');
  });

  test('of a pasted token, who reaches its organization, and nobody else', async () => {
    const tokens = await pasteToken();
    const { organization = '' } = (await opened(tokens)).props;
    expect(organization).toBe(ORGANIZATION);
    const { page: change, id } = await asked(tokens);
    const revocations = interceptPolar(REVOKE_PATH);
    const stranger = new Browser();
    expect(await read(await logInAt(stranger, change, BEN, [OTHER_ORGANIZATION]))).toEqual(await nothing());
    expect(revocations).toHaveLength(1);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
    const { browser: member, form } = await shown(change, ADA, [ORGANIZATION]);
    expect((await decide(member, change, form, 'approve')).text).toContain('<h1>Done</h1>');
  });

  test('nobody, of a pasted token whose organization nobody knows: so there is no link either', async () => {
    interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ items: [], pagination: { total_count: 0, max_page: 0 } }));
    const tokens = await pasteToken();
    letPolarBe();
    const { connectionId, organization } = (await opened(tokens)).props;
    expect(organization).toBeUndefined();
    expect(await call(tokens, 'create_refund', REFUND)).toMatchObject({ error: { code: 'not_allowed' } });
    // A change for a view can have a link of another version of this server.
    const { code: secret } = await askedInView(tokens, 'create_refund', REFUND, BY_PERSON);
    const change = (await confirmUrl(readConfig(env), { connectionId, secret })).replace(BASE_URL, '');
    const revocations = interceptPolar(REVOKE_PATH);
    const stranger = new Browser();
    expect(await read(await logInAt(stranger, change, BEN))).toEqual(await nothing());
    expect(revocations).toHaveLength(1);
  });

  test('nobody whom this server doesn’t admit any more', async () => {
    const tokens = await logIn();
    const { page } = await asked(tokens);
    const { browser } = await shown(page);
    const ask: typeof send = (path, init) =>
      worker.fetch(
        new Request(BASE_URL + path, init) as never,
        { ...env, ALLOWED_USERS: BEN },
        createExecutionContext(),
      );
    const others = new Browser(ask);
    expect(await read(await others.get(page))).toEqual(await nothing());
    expect(await read(await others.post(page, { decision: 'login' }))).toEqual(await nothing());
    expect(await (await ask(page, { headers: { Cookie: browser.cookie } })).text()).not.toContain('Approve');
  });

  test('a session for one change decides about no other', async () => {
    const tokens = await logIn();
    const first = await asked(tokens);
    const second = await asked(tokens, 'create_refund', { ...REFUND, amount: 700 });
    const { browser, form } = await shown(first.page);
    expect(await (await browser.get(second.page)).text()).toContain('Log in at Polar');
    expect((await decide(browser, second.page, form, 'approve')).text).toContain('Log in at Polar');
    expect(await stateOf(tokens, second.id)).toMatchObject({ state: 'waiting' });
    // Each in its own tab of one browser.
    await logInAt(browser, second.page);
    const other = field(await (await browser.get(second.page)).text(), 'shown');
    expect((await decide(browser, second.page, { shown: other }, 'approve')).text).toContain('7.00');
    expect((await decide(browser, first.page, form, 'approve')).text).toContain('5.00');
  });
});

/** The page for a link that leads nowhere. */
const nothing = async () => read(await new Browser().get('/confirm/nothing'));

describe('a link that leads to nothing', () => {
  test('is answered alike, whatever is wrong with it', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const config = readConfig(env);
    const { connectionId } = (await opened(tokens)).props;
    const secret = 'x'.repeat(24);
    const unknown = await confirmUrl(config, { connectionId, secret });
    const foreign = await confirmUrl(config, { connectionId: env.CONNECTIONS.newUniqueId().toString(), secret });
    const answer = await nothing();
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(NOTHING)]);
    const wrong = [
      unknown.replace(BASE_URL, ''),
      foreign.replace(BASE_URL, ''),
      `/confirm/${id}`,
      `${page}x`,
      page.slice(0, -1),
      page.replace('/confirm/', '/confirm//'),
      `/confirm/${'x'.repeat(5000)}`,
      '/confirm/',
      '/confirm/%00%ff',
    ];
    for (const path of wrong) {
      expect(await read(await new Browser().get(path)), path).toEqual(answer);
      expect(await read(await new Browser().post(path, { decision: 'login' })), path).toEqual(answer);
    }
  });

  test('the link stands in no line of our log, whatever becomes of it', async () => {
    const lines = (['log', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level).mockReturnValue());
    const { page } = await asked(await logIn());
    const { browser, form } = await shown(page);
    await decide(browser, page, form, 'approve');
    await new Browser().get(`${page}x`);
    const logged = JSON.stringify(lines.map(({ mock }) => mock.calls));
    expect(logged).toContain('change_decided_on_page');
    for (const part of [page, page.slice('/confirm/'.length), form.shown]) expect(logged).not.toContain(part);
    vi.restoreAllMocks();
  });

  test('so is one whose time is over, for its person too, and one that was decided, for others', async () => {
    const tokens = await logIn();
    const [old, done] = [await asked(tokens), await asked(tokens, 'create_refund', { ...REFUND, amount: 700 })];
    const { browser, form } = await shown(old.page);
    await later(CONFIRMATION_SECONDS + 1, async () => {
      const changes = await changesDuring(async () => {
        expect(await read(await browser.get(old.page))).toEqual(await nothing());
        expect(await read(await browser.post(old.page, { ...form, decision: 'approve' }))).toEqual(await nothing());
      });
      expect(changes).toEqual([]);
    });
    const person = await shown(done.page);
    await decide(person.browser, done.page, person.form, 'approve');
    expect(await read(await new Browser().get(done.page))).toEqual(await nothing());
  });
});

describe('the login', () => {
  test('ends by itself, also when the page is closed', async () => {
    const { page } = await asked(await logIn());
    const { browser } = await shown(page);
    const revocations = interceptPolar(REVOKE_PATH);
    const [waiting, ...others] = await waitingRevocations();
    if (!waiting || others.length > 0) throw new Error('there is not one revocation');
    expect(await runDurableObjectAlarm(waiting)).toBe(true);
    expect(revocations).toHaveLength(1);
    expect(await waitingRevocations()).toHaveLength(0);
    const { status, text } = await read(await browser.get(page));
    expect([status, text]).toEqual([503, expect.stringContaining('no longer accepts this login')]);
  });

  test('a second login ends the first one’s token', async () => {
    const { page } = await asked(await logIn());
    const { browser } = await shown(page);
    const revocations = interceptPolar(REVOKE_PATH);
    await logInAt(browser, page);
    expect([revocations.length, (await waitingRevocations()).length]).toEqual([1, 1]);
  });

  test('has an end from the moment that Polar gives its token', async () => {
    const { page } = await asked(await logIn());
    let waiting = 0;
    interceptPolar(ORGANIZATIONS_PATH, async (forward) => {
      waiting = (await waitingRevocations()).length;
      return forward();
    });
    await logInAt(new Browser(), page);
    expect(waiting).toBe(1);
  });

  test.each<[how: string, end: (tokens: ClientTokens, page: string, id: string) => Promise<unknown>]>([
    [
      'approved in another browser',
      async (_, page) => {
        const { browser, form } = await shown(page);
        await decide(browser, page, form, 'approve');
      },
    ],
    [
      'declined in another browser',
      async (_, page) => {
        const { browser, form } = await shown(page);
        await decide(browser, page, form, 'decline');
      },
    ],
    [
      'asked anew, since the order is another one now',
      async (tokens) => {
        await callTool(tokens, 'create_refund', { ...REFUND, amount: 100 }, { vars: { CONFIRM: 'none' } });
        await asked(tokens);
      },
    ],
    ['of a connection that ends', endWithoutKey],
  ])('ends with its change, when that is %s', async (_, end) => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser } = await shown(page);
    const [login, ...others] = await waitingRevocations();
    expect([login === undefined, others]).toEqual([false, []]);
    await end(tokens, page, id);
    await vi.waitFor(async () => expect((await waitingRevocations()).length).toBe(0));
    expect(await (await browser.get(page)).text()).not.toContain('Approve');
  });

  test('of a change that was decided meanwhile leaves no token, and shows what became of it', async () => {
    const tokens = await logIn();
    const { page } = await asked(tokens);
    const browser = new Browser();
    const callback = await decideAtPolar(location(await browser.post(page, { decision: 'login' })), 'allow');
    const other = await shown(page);
    await decide(other.browser, page, other.form, 'approve');
    expect((await browser.get(callback.href)).status).toBe(303);
    expect(await waitingRevocations()).toHaveLength(0);
    expect(await (await browser.get(page)).text()).toContain('<h1>Done</h1>');
  });

  test('works once, in one browser', async () => {
    const { page } = await asked(await logIn());
    const browser = new Browser();
    const callback = await decideAtPolar(location(await browser.post(page, { decision: 'login' })), 'allow');
    expect((await new Browser().get(callback.href)).status).toBe(400);
    for (const state of ['confirm.', 'confirm.x.y', `confirm.${'x'.repeat(99)}.y`, 'confirm.change_0.x.y']) {
      const changed = new URL(callback);
      changed.searchParams.set('state', state);
      expect((await browser.get(changed.href)).status).toBe(400);
    }
    expect((await browser.get(callback.href)).status).toBe(303);
    expect((await browser.get(callback.href)).status).toBe(400);
  });

  test('that is declined or fails at Polar says so, and leads back', async () => {
    const { page } = await asked(await logIn());
    const browser = new Browser();
    const denied = await decideAtPolar(location(await browser.post(page, { decision: 'login' })), 'deny');
    expect(await read(await browser.get(denied.href))).toMatchObject({
      status: 403,
      text: expect.stringMatching(/You declined at Polar[\s\S]*Back to the change/),
    });
    const callback = await decideAtPolar(location(await browser.post(page, { decision: 'login' })), 'allow');
    interceptPolar('/v1/oauth2/token', limited);
    expect(await read(await browser.get(callback.href))).toMatchObject({
      status: 503,
      text: expect.stringContaining(page),
    });
  });

  test('for one organization whose check fails leaves no token', async () => {
    const { page } = await asked(await logInFor('one', ADA, [ORGANIZATION]));
    interceptPolar(INTROSPECT_PATH, () => new Response('', { status: 503 }));
    const revocations = interceptPolar(REVOKE_PATH);
    expect((await logInAt(new Browser(), page, ADA, [ORGANIZATION])).status).toBe(503);
    expect(revocations).toHaveLength(1);
  });
});

describe('what the page showed', () => {
  test('is what a yes is bound to: when it changes, the page shows it anew and asks again', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const { page: quicker } = await asked(tokens, 'create_refund', { ...REFUND, amount: 300 });
    const other = await shown(quicker);
    await decide(other.browser, quicker, other.form, 'approve');
    const changes = await changesDuring(async () => {
      const { status, text } = await decide(browser, page, form, 'approve');
      expect([status, text]).toEqual([200, expect.stringContaining('Something changed since you looked')]);
      expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
      expect((await decide(browser, page, form, 'approve')).text).toContain('Something changed since you looked');
      const fresh = { shown: field(text, 'shown') };
      expect((await decide(browser, page, fresh, 'approve')).text).toContain('<h1>Done</h1>');
    });
    expect(changes).toEqual(['refunds:create']);
  });

  test('nothing but the page’s own form decides', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const [key = '', seal = ''] = form.shown.split('.');
    const changes = await changesDuring(async () => {
      for (const made of ['', 'x', key, `${key}.`, `.${seal}`, `${key}.${'0'.repeat(64)}`, `x.${seal}`])
        expect((await decide(browser, page, { shown: made }, 'approve')).text, made).toContain('Approve');
      expect((await decide(browser, page, { shown: `x.${seal}` }, 'decline')).text).toContain('Approve');
      const evil = { method: 'POST', body: new URLSearchParams({ ...form, decision: 'approve' }) };
      for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}] as Record<string, string>[]) {
        const request = new Request(BASE_URL + page, { ...evil, headers: { ...headers, Cookie: browser.cookie } });
        expect((await worker.fetch(request as never, env, createExecutionContext())).status).toBe(403);
      }
    });
    expect(changes).toEqual([]);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
  });

  test('from two tabs, ten times each: one change, and its own result', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const changes = await changesDuring(() =>
      Promise.all(Array.from({ length: 20 }, () => browser.post(page, { ...form, decision: 'approve' }))),
    );
    expect(changes).toEqual(['refunds:create']);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'made', result: { amount: 500, status: 'succeeded' } });
  });

  test('a tab that comes too late says what the other one did, and its refusal is not told to the app', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    // workerd lets no request wait for a promise of another, so each looks by itself.
    let isReading = false;
    let isQuicker = false;
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await scheduler.wait(10);
    };
    interceptPolar(`/v1/orders/${seed.order}`, async (forward) => {
      const answer = await forward();
      isReading = true;
      await until(() => isQuicker);
      return answer;
    });
    const late = decide(browser, page, form, 'approve');
    await until(() => isReading);
    letPolarBe();
    vi.spyOn(console, 'warn').mockReturnValue();
    expect((await decide(browser, page, form, 'approve')).text).toContain('<h1>Done</h1>');
    isQuicker = true;
    expect((await late).text).toContain('<h1>Done</h1>');
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'made', result: { amount: 500, status: 'succeeded' } });
  });

  test('a tab that looks while another makes the change doesn’t take its login away', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    await simulator.fault({ kind: 'delay', ms: 800, match: { operationId: 'refunds:create' } });
    const making = decide(browser, page, form, 'approve');
    while ((await stateOf(tokens, id)).state !== 'started') await scheduler.wait(10);
    const looked = await (await browser.get(page)).text();
    expect(looked).toContain('<h1>It is being made</h1>');
    expect(looked).toContain(`href="${page}">Look again`);
    for (const decision of ['approve', 'decline'] as const)
      expect((await decide(browser, page, form, decision)).text).toContain('<h1>It is being made</h1>');
    expect((await making).text).toContain('<h1>Done</h1>');
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'made', result: { status: 'succeeded' } });
  });

  test('a page that only loads makes nothing, also where CONFIRM asks for nothing any more', async () => {
    const { page } = await asked(await logIn());
    const { browser } = await shown(page);
    const ask: typeof send = (path, init) =>
      worker.fetch(new Request(BASE_URL + path, init) as never, { ...env, CONFIRM: 'none' }, createExecutionContext());
    const changes = await changesDuring(async () => {
      const loaded = await ask(page, { headers: { Cookie: browser.cookie, Accept: 'text/html' } });
      expect(await loaded.text()).toContain('Approve');
    });
    expect(changes).toEqual([]);
  });

  test('texts of others are only text', async () => {
    const tokens = await logIn();
    for (const { what, text } of HOSTILE.slice(0, 60)) {
      const args = { id: seed.customer, email: 'someone@brightside.io', name: text.slice(0, 200) };
      const { link } = await call(tokens, 'update_customer', args);
      if (link === undefined) continue;
      const page = await shown(String(link).replace(BASE_URL, ''));
      const html = page.text.replace(/^[\s\S]*<main>/, '');
      expect(html, what).not.toMatch(/<(script|img|svg|iframe|a)\b(?! class="button"| href="#(?:details|decision)")/i);
      expect(html.match(/<input/g), what).toHaveLength(1);
      expect(html.match(/<button/g), what).toHaveLength(2);
    }
  });
});

describe('what becomes of it', () => {
  test('a lost answer is said to be unknown, with what to do, to the app too', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    await simulator.fault({ kind: 'drop_after_commit', match: { operationId: 'refunds:create' } });
    const { text } = await decide(browser, page, form, 'approve');
    expect(text).toMatch(/It isn.t known whether it was done[\s\S]*look at Polar/);
    expect(text).toContain(seed.order);
    expect(await stateOf(tokens, id)).toMatchObject({
      state: 'unknown',
      result: { error: { code: 'outcome_unknown' } },
    });
  });

  test('what Polar refuses is said in words', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const body = JSON.stringify({ error: 'RefundedAlready', detail: 'Order is already <b>refunded</b>' });
    const headers = { 'Content-Type': 'application/json' };
    await simulator.fault({ kind: 'status', status: 403, body, headers, match: { operationId: 'refunds:create' } });
    expect((await decide(browser, page, form, 'approve')).text).toMatch(
      /<h1>Not done<\/h1>[\s\S]*Polar says: [\s\S]*already &lt;b&gt;refunded/,
    );
    expect(await stateOf(tokens, id)).toMatchObject({
      state: 'failed',
      result: { error: { code: expect.any(String) } },
    });
  });

  test('a read that fails leaves it waiting', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    interceptPolar(`/v1/orders/${seed.order}`, () => new Response('', { status: 500 }));
    const { status, text } = await decide(browser, page, form, 'approve');
    expect([status, text]).toEqual([
      503,
      expect.stringMatching(/Refund 5\.00 USD[\s\S]*Nothing was changed, and it still waits[\s\S]*Try again/),
    ]);
    letPolarBe();
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
    expect((await decide(browser, page, form, 'approve')).text).toContain('<h1>Done</h1>');
  });

  test('a person who closes the page has decided all the same', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const ctx = createExecutionContext();
    const client = new AbortController();
    const request = new Request(BASE_URL + page, {
      method: 'POST',
      body: new URLSearchParams({ ...form, decision: 'approve' }),
      headers: { Origin: BASE_URL, Cookie: browser.cookie },
      signal: client.signal,
    });
    const answering = worker.fetch(request as never, env, ctx);
    client.abort();
    await answering.catch(() => {});
    await waitOnExecutionContext(ctx);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'made' });
  });

  test('the grant’s limits hold: no tool that the address or this server took away', async () => {
    const tokens = await logIn();
    const { page, id } = await asked(tokens);
    const { browser, form } = await shown(page);
    const ask: typeof send = (path, init) =>
      worker.fetch(
        new Request(BASE_URL + path, init) as never,
        { ...env, READ_ONLY: 'true' },
        createExecutionContext(),
      );
    const changes = await changesDuring(async () => {
      const body = new URLSearchParams({ ...form, decision: 'approve' });
      const answer = await ask(page, { method: 'POST', body, headers: { Origin: BASE_URL, Cookie: browser.cookie } });
      expect(answer.status).toBe(303);
      // Nothing can be decided with the login: it has ended.
      expect(await waitingRevocations()).toHaveLength(0);
      const stranger = new Browser(ask);
      for (const refused of [await stranger.get(page), await stranger.post(page, { decision: 'login' })])
        expect(await read(refused)).toEqual({ status: 403, text: expect.stringMatching(NOT_ALLOWED) });
    });
    expect(changes).toEqual([]);
    expect(await stateOf(tokens, id)).toMatchObject({ state: 'waiting' });
  });
});
