import { UrlElicitationRequiredError } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { showChange } from '../../../src/confirm/index.ts';
import { CallError } from '../../../src/errors.ts';
import { approveChange } from '../../../src/mcp/approve-change.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import type { Caller } from '../../../src/operations/caller.ts';
import { NO_ABILITIES, type ToolRequest } from '../../../src/operations/tool-request.ts';
import { ASKED_BY_DEFAULT, callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';

// A person decides on a page of this server. Here the page is played by the functions that it calls.
const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

const REFUND = { order_id: SEED.order, reason: 'other', amount: 500 };
const PAGE = 'https://polar-mcp.example/confirm/';

/** The secrets that went into links, by the id of their change. */
const secrets = new Map<string, string>();
let caller: Caller;
beforeEach(() => {
  caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, {
    confirm: ASKED_BY_DEFAULT,
    confirmBy: 'person',
    askInBrowser: async ({ id, secret }) => {
      secrets.set(id, secret);
      return PAGE + secret;
    },
  });
});

/** The fields of a result that these tests read. */
interface Result {
  resultType?: string;
  requestState: string;
  inputRequests: { confirm: { params: { mode: string } } };
  structuredContent: { id: string; link?: string; state?: string; error?: object };
}

const call = async (given: object = REFUND, request: Partial<ToolRequest> = {}, name = 'create_refund') =>
  (await callTool(name, { ...given }, caller, { ...quietly(), ...request })) as unknown as Result;
const told = async (id: string) => (await call({ id }, {}, 'get_change')).structuredContent;
const changes = async () =>
  (await shop.control.requests()).filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);

/** What the page does: it shows the change, and then makes it. */
async function approve(id: string, between?: () => Promise<unknown>) {
  const secret = secrets.get(id) ?? '';
  const change = await caller.ledger.changeBySecret(secret);
  if (!change?.call) throw new Error(`it doesn't wait: ${change?.state}`);
  const { preview, fingerprint } = await showChange(change.call, caller, quietly().signal);
  await between?.();
  const approval = { secret, saw: (seen: string) => seen === fingerprint };
  return { preview, result: (await approveChange(change.call, approval, caller, quietly())) as unknown as Result };
}

const URLS = { ...NO_ABILITIES, url: true };

test('what became of a change is told without its page, where that can’t be opened', async () => {
  const { id } = (await call()).structuredContent;
  caller = { ...caller, askInBrowser: () => Promise.reject(new CallError('internal', 'No page.')) };
  expect(await told(id)).toMatchObject({ id, state: 'waiting' });
  expect(await told(id)).not.toHaveProperty('link');
  expect((await call({ ...REFUND, amount: 501 })).structuredContent.error).toMatchObject({ code: 'internal' });
  expect(await changes()).toEqual([]);
});

describe('a client that can do nothing', () => {
  test('gets the link to the page in the result, beside what would happen', async () => {
    const { structuredContent } = await call();
    const { id, link } = structuredContent;
    expect(structuredContent).toMatchObject({
      status: 'Not done yet; nothing was changed.',
      would: { tool: 'create_refund', amount: '5.00 USD' },
      what_to_do: expect.stringMatching(/Give the person this link.*is a yes.*get_change/),
    });
    expect(link).toBe(PAGE + secrets.get(id));
    expect(await told(id)).toMatchObject({ state: 'waiting', link });
    expect(await changes()).toEqual([]);
  });

  test('hears what became of it, by its id and by the same call', async () => {
    const { id } = (await call()).structuredContent;
    const { preview, result } = await approve(id);
    expect(preview).toMatchObject({ amount: '5.00 USD', environment: 'sandbox' });
    expect(result.structuredContent).toMatchObject({ amount: 500 });
    expect(await changes()).toEqual(['refunds:create']);
    expect((await call()).structuredContent).toMatchObject({ id, state: 'made', result: { amount: 500 } });
    const next = (await call()).structuredContent;
    expect(next).toMatchObject({ status: 'Not done yet; nothing was changed.' });
    expect(next.id).not.toBe(id);
    expect(await changes()).toEqual(['refunds:create']);
  });

  test('gets the same link for the same call, also with other order and spelling', async () => {
    const { id, link } = (await call()).structuredContent;
    const { amount, reason, order_id } = REFUND;
    expect((await call({ amount, reason, order_id })).structuredContent).toMatchObject({ id, link });
  });

  test('without a page, nothing can be approved, and it hears so', async () => {
    caller = { ...caller, askInBrowser: undefined };
    expect((await call()).structuredContent.error).toMatchObject({
      code: 'not_allowed',
      message: expect.stringContaining('CONFIRM_BY'),
    });
  });
});

describe('what the person saw', () => {
  test('is what is made: anything else is refused, and can be shown and approved after that', async () => {
    const { id } = (await call()).structuredContent;
    const atPolar = () =>
      fetch(`${shop.simulator.url}/v1/refunds/`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...REFUND, amount: 100 }),
      });
    const { result } = await approve(id, atPolar);
    expect(result.structuredContent.error).toMatchObject({ code: 'not_confirmed' });
    expect(await told(id)).toMatchObject({ state: 'waiting' });
    expect((await approve(id)).result.structuredContent).toMatchObject({ amount: 500 });
    await expect(approve(id)).rejects.toThrow('made');
    expect(await changes()).toEqual(['refunds:create', 'refunds:create']);
  });

  test('is told before it is shown to be impossible', async () => {
    const { id } = (await call({ ...REFUND, amount: 1500 })).structuredContent;
    const { id: other } = (await call({ ...REFUND, amount: 1000 })).structuredContent;
    await approve(other);
    await expect(approve(id)).rejects.toMatchObject({ name: 'CallError' });
    expect(await changes()).toEqual(['refunds:create']);
  });
});

describe('a client that opens pages', () => {
  test('is asked to open it, and its next round hears whether the person decided', async () => {
    const asked = await call(REFUND, { abilities: URLS, takesQuestions: true });
    expect(asked).toMatchObject({
      resultType: 'input_required',
      inputRequests: {
        confirm: {
          method: 'elicitation/create',
          params: {
            mode: 'url',
            url: expect.stringContaining(PAGE),
            message: expect.stringMatching(/^Refund 5\.00 USD/),
          },
        },
      },
      requestState: expect.stringMatching(/^change_/),
    });
    const id = asked.requestState;
    // The client says that the page is open. Nobody has decided there yet.
    const round = (said: 'left_open' | 'refused' | 'unanswered') =>
      call(REFUND, { abilities: URLS, takesQuestions: true, answer: { said, state: id } });
    expect((await round('left_open')).structuredContent).toMatchObject({ id, state: 'waiting' });
    await approve(id);
    expect((await round('left_open')).structuredContent).toMatchObject({ id, state: 'made', result: { amount: 500 } });
    expect(await changes()).toEqual(['refunds:create']);
  });

  test.each([
    ['refused', 'declined'],
    ['unanswered', 'waiting'],
  ] as const)('whose person answers the question with %s: it is %s', async (said, state) => {
    const { requestState: id } = await call(REFUND, { abilities: URLS, takesQuestions: true });
    const round = await call(REFUND, { abilities: URLS, takesQuestions: true, answer: { said, state: id } });
    expect(round.structuredContent).toMatchObject({ id, state });
  });

  test('is not asked twice about the same change: the link is in the result then', async () => {
    const { requestState: id } = await call(REFUND, { abilities: URLS, takesQuestions: true });
    expect((await call(REFUND, { abilities: URLS, takesQuestions: true })).structuredContent).toMatchObject({
      id,
      link: PAGE + secrets.get(id),
    });
  });

  test('in an older revision over HTTP, hears of it by the protocol’s error', async () => {
    const asking = call(REFUND, { abilities: URLS, takesQuestions: false });
    await expect(asking).rejects.toBeInstanceOf(UrlElicitationRequiredError);
    await expect(asking).rejects.toMatchObject({
      code: -32042,
      data: { elicitations: [{ mode: 'url', url: expect.stringContaining(PAGE), elicitationId: expect.any(String) }] },
    });
    expect(await changes()).toEqual([]);
  });

  test('is sent to the page also where an app may bring the yes', async () => {
    caller = { ...caller, confirmBy: 'app' };
    const asked = await call(REFUND, { abilities: URLS, takesQuestions: true });
    expect(asked.resultType).toBe('input_required');
  });

  test('made up by another, a state tells nothing', async () => {
    const round = await call(REFUND, {
      abilities: URLS,
      takesQuestions: true,
      answer: { said: 'agreed', state: 'change_000000000000000000000000' },
    });
    expect(round.structuredContent?.state).toBeUndefined();
    expect(await changes()).toEqual([]);
  });
});

test('a client that takes forms is asked by its form, whatever else it can do', async () => {
  const abilities = { form: true, url: true, views: true };
  const asked = await call(REFUND, { abilities, takesQuestions: true });
  expect(asked.inputRequests.confirm.params.mode).toBe('form');
});
