import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { CONFIRMATION_SECONDS } from '../../../src/ledger/connection-writes.ts';
import { send } from '../auth/browser.ts';
import { env, opened } from '../auth/calls.ts';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { simulator } from '../auth/polar.ts';
import { ask, callTool } from '../mcp/ask.ts';
import { sentDuring } from '../mcp/sent.ts';
import { askedInView, callShowing, type Told } from './by-view.ts';

// Some clients show the person a view. What it gets, and no model does, approves a change.
const seed = inject('seed');
const REFUND = { order_id: seed.order, reason: 'customer_request', amount: 500 };

let tokens: ClientTokens;
beforeEach(async () => {
  // A connection of its own: the same call hears once what became of the one before.
  tokens = await logIn();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await simulator.clearFaults();
  await simulator.resetShop();
});

const asked = (args: object = REFUND, name = 'create_refund', by = tokens) => askedInView(by, name, args);
const confirm = async (args: object, by = tokens, asking = {}) =>
  (await callShowing(by, 'confirm_change', args, asking)).structuredContent;
const told = async (id: string, by = tokens) => (await callShowing(by, 'get_change', { id })).structuredContent;

/** Does something that must change nothing at Polar. Returns the error. */
async function refused(act: () => Promise<Told>) {
  let said: Told = {};
  const { changes } = await sentDuring(async () => {
    said = await act();
  });
  expect(changes).toEqual([]);
  return said.error;
}

const NOT_OF_VIEW = { code: 'not_confirmed', message: expect.stringContaining('Only the view') };
const already = (words: string) => ({ code: 'not_confirmed', message: expect.stringContaining(words) });

describe('a change that asks in a view', () => {
  test('tells the model what would happen and its id, and the view alone its code', async () => {
    const { changes } = await sentDuring(async () => {
      const { id, code, headline, until, result } = await asked();
      const { structuredContent, _meta, ...others } = result;
      expect(structuredContent).toMatchObject({
        status: 'Not done yet; nothing was changed.',
        would: { tool: 'create_refund', amount: '5.00 USD', arguments: REFUND },
        id,
        what_to_do: expect.stringMatching(/in a view.*call_read_tool for get_change/),
      });
      expect(structuredContent.confirm).toBeUndefined();
      expect(JSON.stringify([structuredContent, others])).not.toContain(code);
      expect(headline).toMatch(/^Refund 5\.00 USD/);
      expect(until - Date.now()).toBeLessThanOrEqual(CONFIRMATION_SECONDS * 1000);
    });
    expect(changes).toEqual([]);
  });

  test('is made once by the yes in the view, and get_change tells it with its result', async () => {
    const { id, code } = await asked();
    expect(await told(id)).toMatchObject({ id, tool: 'create_refund', state: 'waiting' });
    const { changes } = await sentDuring(async () => {
      expect(await confirm({ id, code })).toMatchObject({ amount: 500, status: 'succeeded' });
    });
    expect(changes).toEqual(['refunds:create']);
    expect(await told(id)).toMatchObject({ state: 'made', result: { amount: 500, status: 'succeeded' } });
    const { items } = (await callTool(tokens, 'list_recent_writes', {})).structuredContent;
    expect(items[0]).toMatchObject({ tool: 'create_refund', outcome: 'done', amount: 625 });
  });

  test('is not made when the person declines it, nor later', async () => {
    const { id, code } = await asked();
    expect(await refused(() => confirm({ id, code, decision: 'decline' }))).toBeUndefined();
    expect(await told(id)).toMatchObject({ state: 'declined' });
    expect(await refused(() => confirm({ id, code }))).toMatchObject(already('was declined'));
  });

  test('through call_write_tool too', async () => {
    const { id, code } = await asked({ name: 'create_refund', arguments: REFUND }, 'call_write_tool');
    const { changes } = await sentDuring(() => confirm({ id, code }));
    expect(changes).toEqual(['refunds:create']);
  });

  test('tells what Polar refused, and what nobody knows', async () => {
    const first = await asked();
    await simulator.fault({ kind: 'status', status: 422, match: { operationId: 'refunds:create' } });
    expect((await confirm(first)).error).toBeDefined();
    expect(await told(first.id)).toMatchObject({ state: 'failed', result: { error: { code: expect.any(String) } } });
    await simulator.clearFaults();
    const second = await asked();
    await simulator.fault({ kind: 'drop_after_commit', match: { operationId: 'refunds:create' } });
    expect((await confirm(second)).error).toMatchObject({ code: 'outcome_unknown' });
    expect(await told(second.id)).toMatchObject({
      state: 'unknown',
      result: { error: { code: 'outcome_unknown', settled_by: { tool: expect.any(String) } } },
    });
    expect(await refused(() => confirm(second))).toMatchObject(already('unknown whether it was made'));
  });
});

describe('changes nothing', () => {
  test.each<[string, (its: { id: string; code: string }) => object]>([
    ['without the code', ({ id }) => ({ id })],
    ['with the id as the code', ({ id }) => ({ id, code: id })],
    ['with an empty code', ({ id }) => ({ id, code: '' })],
    ['with a code that is no text', ({ id, code }) => ({ id, code: [code] })],
    ['with a made-up code', ({ id }) => ({ id, code: 'A'.repeat(24) })],
    ['with a part of the code', ({ id, code }) => ({ id, code: code.slice(0, -1) })],
    ['without the id', ({ code }) => ({ code })],
    ['with another id', ({ code }) => ({ id: 'change_000000000000000000000000', code })],
    ['with another decision', ({ id, code }) => ({ id, code, decision: 'yes' })],
  ])('confirm_change %s', async (_, args) => {
    const change = await asked();
    expect(await refused(() => confirm(args(change)))).toMatchObject(NOT_OF_VIEW);
    expect(await told(change.id)).toMatchObject({ state: 'waiting' });
  });

  test('a replay, nor a second view of the same change', async () => {
    const first = await asked();
    const second = await asked();
    expect([second.id, second.code]).toEqual([first.id, first.code]);
    const { changes } = await sentDuring(async () => {
      await Promise.all(Array.from({ length: 10 }, () => confirm(first)));
    });
    expect(changes).toEqual(['refunds:create']);
    expect(await refused(() => confirm(second))).toMatchObject(already('was made already'));
  });

  test('the same call twice at once, when the person approves both', async () => {
    const both = await Promise.all([asked(), asked()]);
    const { changes } = await sentDuring(() => Promise.all(both.map((one) => confirm(one))));
    expect(changes).toEqual(['refunds:create']);
  });

  test('the code of another change', async () => {
    const first = await asked();
    const second = await asked({ ...REFUND, amount: 600 });
    expect(await refused(() => confirm({ id: first.id, code: second.code }))).toMatchObject(NOT_OF_VIEW);
  });

  test('another connection of the same person, nor hears of it', async () => {
    const { id, code } = await asked();
    const other = await logIn();
    expect(await refused(() => confirm({ id, code }, other))).toMatchObject(NOT_OF_VIEW);
    expect((await told(id, other)).error).toMatchObject({ code: 'not_found' });
  });

  test('the code as the argument `confirm` of the change', async () => {
    const { code } = await asked();
    for (const args of [{ confirm: code }, { ...REFUND, confirm: code }]) {
      expect(
        await refused(async () => (await callTool(tokens, 'create_refund', args)).structuredContent),
      ).toMatchObject({
        code: 'not_confirmed',
      });
    }
  });

  test('the token of a model as the code of a view', async () => {
    const { confirm: code } = (await callTool(tokens, 'create_refund', REFUND)).structuredContent;
    const { id } = await asked();
    expect(await refused(() => confirm({ id, code }))).toMatchObject(NOT_OF_VIEW);
  });

  test('when what it affects has changed meanwhile; the same call then asks anew', async () => {
    const first = await asked();
    const second = await asked({ ...REFUND, amount: 600 });
    await confirm(second);
    expect(await refused(() => confirm(first))).toMatchObject(already('not what was shown any more'));
    const again = await asked();
    expect(again.id).not.toBe(first.id);
    expect(await told(first.id)).toMatchObject({ state: 'expired' });
    expect(await refused(() => confirm(first))).toMatchObject(already('asked anew'));
    const { changes } = await sentDuring(() => confirm(again));
    expect(changes).toEqual(['refunds:create']);
  });

  test('when its time is over', async () => {
    const { id, code } = await asked();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + CONFIRMATION_SECONDS * 1000 });
    expect(await refused(() => confirm({ id, code }))).toMatchObject(already('in time'));
    expect(await told(id)).toMatchObject({ state: 'expired' });
  });

  test.each([
    ['/mcp/readonly', { address: '/readonly' }],
    ['READ_ONLY', { vars: { READ_ONLY: 'true' } }],
    ['EXCLUDE_TOOLS', { vars: { EXCLUDE_TOOLS: 'create_refund' } }],
    ['?toolsets', { address: '?toolsets=products' }],
  ])('where the call could not be made: %s', async (_, asking) => {
    const { id, code } = await asked();
    expect(await refused(() => confirm({ id, code }, tokens, asking))).toMatchObject({ code: 'not_allowed' });
    const { changes } = await sentDuring(() => confirm({ id, code }));
    expect(changes).toEqual(['refunds:create']);
  });

  test('a token of the same grant with fewer scopes', async () => {
    const { id, code } = await asked();
    const { clientId } = (await env.OAUTH_PROVIDER.unwrapToken(tokens.access_token))?.grant ?? {};
    const form = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: String(clientId),
      scope: 'orders:read refunds:read',
    };
    const answer = await send('/oauth/token', { method: 'POST', body: new URLSearchParams(form) });
    const narrow = await answer.json<ClientTokens>();
    expect(narrow.scope).toBe(form.scope);
    expect(await refused(() => confirm({ id, code }, narrow))).toMatchObject({
      code: 'insufficient_scope',
      message: expect.stringContaining('refunds:write'),
    });
    expect(await told(id)).toMatchObject({ state: 'waiting' });
    const { changes } = await sentDuring(() => confirm({ id, code }));
    expect(changes).toEqual(['refunds:create']);
  });

  test('above the limits of the organization', async () => {
    const { id, code } = await asked();
    const vars = { REFUND_CAP_PER_DAY: '0' };
    expect(await refused(() => confirm({ id, code }, tokens, { vars }))).toMatchObject({ code: 'limit_reached' });
    expect(await told(id)).toMatchObject({ state: 'waiting' });
  });
});

describe('get_change where the change itself can’t be called', () => {
  test.each([
    ['/mcp/readonly', { address: '/readonly' }],
    ['?exclude', { address: '?exclude=create_refund' }],
    ['?toolsets', { address: '?toolsets=products' }],
    ['EXCLUDE_TOOLS', { vars: { EXCLUDE_TOOLS: 'create_refund' } }],
  ])('tells its state alone, and neither its link nor its result: %s', async (_, asking) => {
    const { id, code } = await asked();
    const toldAt = async () =>
      (await callShowing(tokens, 'call_read_tool', { name: 'get_change', arguments: { id } }, asking))
        .structuredContent;
    const alone = { what_to_do: expect.stringContaining('where its tool can be called') };
    expect(await told(id)).toHaveProperty('link');
    const waiting = await toldAt();
    expect(waiting).toMatchObject({ id, state: 'waiting', ...alone });
    await confirm({ id, code });
    const made = await toldAt();
    expect(made).toMatchObject({ id, state: 'made', ...alone });
    for (const one of [waiting, made]) expect(one).not.toHaveProperty('link');
    expect(made).not.toHaveProperty('result');
    expect(await told(id)).toMatchObject({ state: 'made', result: { amount: 500 } });
  });
});

describe('the same call again', () => {
  test('tells once that it was made, and then asks for another one', async () => {
    const first = await asked();
    await confirm(first);
    let again: Told = {};
    const { changes } = await sentDuring(async () => {
      again = (await callShowing(tokens, 'create_refund', REFUND)).structuredContent;
    });
    expect(changes).toEqual([]);
    expect(again).toMatchObject({ id: first.id, state: 'made', result: { amount: 500 } });
    const second = await asked();
    expect(second.id).not.toBe(first.id);
    const made = await sentDuring(() => confirm(second));
    expect(made.changes).toEqual(['refunds:create']);
  });

  test('asks anew after get_change told the end', async () => {
    const first = await asked();
    await confirm(first);
    await told(first.id);
    expect((await asked()).id).not.toBe(first.id);
  });
});

test('the approval is used up also where nothing asks any more', async () => {
  const { id, code } = await asked();
  const vars = { CONFIRM: 'none' };
  const { changes } = await sentDuring(async () => {
    await confirm({ id, code }, tokens, { vars });
    await confirm({ id, code }, tokens, { vars });
  });
  expect(changes).toEqual(['refunds:create']);
});

test('nothing of a change that waits, or of its result, is stored in clear', async () => {
  const note = 'only for the person';
  const { id, code } = await asked({ ...REFUND, comment: note });
  await confirm({ id, code });
  const { id: open } = await asked({ ...REFUND, comment: note, amount: 501 });
  const { connectionId } = (await opened(tokens)).props;
  const connection = env.CONNECTIONS.get(env.CONNECTIONS.idFromString(connectionId));
  const stored = () =>
    runInDurableObject(connection, async (_, { storage }) => JSON.stringify([...(await storage.list())]));
  const text = await stored();
  expect(text).toContain(id);
  for (const secret of [code, note, 'chloe.martin']) expect(text).not.toContain(secret);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * CONFIRMATION_SECONDS * 1000 });
  await runDurableObjectAlarm(connection);
  expect(await stored()).not.toMatch(/writes\/(change|result|kept)/);
  expect((await told(open)).error).toMatchObject({ code: 'not_found' });
});

test('clients without views get neither the tool nor the code', async () => {
  const names = async (params: object) =>
    (await ask(tokens, 'tools/list', params)).message.result.tools.map(({ name }: { name: string }) => name);
  expect(await names({})).not.toContain('confirm_change');
  const { structuredContent, _meta } = await callTool(tokens, 'create_refund', REFUND);
  expect(structuredContent.confirm).toMatch(/^confirm_/);
  expect(_meta).toBeUndefined();
});
