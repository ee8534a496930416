import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { launch } from '../chromium.ts';
import { expectAccessible, type HostSite, openHostSite, type ViewHost, withHost } from './host.ts';

let site: HostSite;
let browser: Browser;
beforeAll(async () => {
  site = await openHostSite({ CONFIRM_BY: 'person' });
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  await site.house.polar.clearFaults();
  await site.house.polar.clearRequests();
});

/** As much of a text as a preview has room for. */
const MAX_PREVIEWED_CHARACTERS = 4000;

const REFUND = { order_id: SEED.order, reason: 'customer_request', amount: 100 };

const button = (host: ViewHost, name: string) => host.view().getByRole('button', { name, exact: true });
/** What became of it, in the view's words. */
const outcome = (host: ViewHost) => host.view().locator('.note h2').textContent();
/** How often Polar was asked to refund something. */
const changes = async () =>
  (await site.house.polar.requests()).filter(({ operationId }) => operationId === 'refunds:create').length;

/** What the view alone gets of a change. */
const changeIn = ({ _meta = {} }: CallToolResult) =>
  (_meta['polar-mcp/view'] as { change: { id: string; code: string; until: number } }).change;

/** The id of the change that a result is about, as the model reads it. */
const idIn = (result: { structuredContent?: unknown }) => (result.structuredContent as { id: string }).id;
const told = async (host: ViewHost, id: string) => {
  const { structuredContent } = await host.call('call_read_tool', { name: 'get_change', arguments: { id } });
  return structuredContent as { state: string };
};

const WOULD = {
  title: 'Create refund',
  environment: 'production',
  consequence: 'The money goes back.',
  arguments: { order_id: SEED.order, reason: 'x', comment: 'x', metadata: { key: 'x' } },
  amount: '20.00 EUR',
  organization: 'x',
  exposes: 'x',
  not_seen: 'x',
  now: {
    order: { id: SEED.order, customer: { email: 'x', name: 'x' }, product: { name: 'x', url: 'x' } },
    items: ['x'],
  },
  names: { [SEED.order]: 'x' },
  left_out: ['x'],
};

/** The same with this text in place of each `x`. */
const withTexts = (value: object, text: string) =>
  JSON.parse(JSON.stringify(value), (_, one) => (one === 'x' ? text : one)) as object;

/** A result that asks, as the server makes it. */
const asking = (would: object, headline: string): CallToolResult => ({
  content: [],
  structuredContent: { would },
  _meta: {
    'polar-mcp/view': {
      call: { tool: 'create_refund', arguments: {} },
      title: 'Create refund',
      environment: 'production',
      change: { id: 'id', code: 'code', headline, until: Date.now() + 600_000 },
    },
  },
});

describe.each([true, false])('a refund in a host that speaks 2026-07-28: %s', (isCurrent) => {
  test('is made when the person approves, and the model never had the code', () =>
    withHost(browser, site, { isCurrent }, async (host) => {
      const result = await host.show('create_refund', REFUND);
      const { _meta, ...seen } = result;
      const change = changeIn(result);
      expect(JSON.stringify(seen)).not.toContain(change.code);
      expect(await host.view().getByRole('heading', { level: 1 }).textContent()).toMatch(
        /^Refund US\$1\.00 \(at most US\$1\.25 with tax\) to "chloe\.martin@example\.com"/,
      );
      expect(await host.view().locator('.place').textContent()).toBe('Sandbox: test data, no real money');
      await expectAccessible(host);
      expect(await changes()).toBe(0);
      await button(host, 'Approve').click();
      await expect.poll(() => outcome(host)).toBe('Done');
      // What the preview showed is no longer so.
      expect(await host.view().getByText('Order before the decision').count()).toBe(1);
      expect(await host.view().getByText('Order now').count()).toBe(0);
      expect(await changes()).toBe(1);
      expect(await told(host, change.id)).toMatchObject({ state: 'made', result: { amount: 100 } });
      await expectAccessible(host);
      const { calls, contexts } = await host.asked();
      expect(calls.map(({ name }) => name)).toEqual(['confirm_change']);
      // The model hears of it in words of the view alone.
      const text = `The person looked at the change ${change.id}: Done. get_change tells what became of it.`;
      expect(contexts).toEqual([{ type: 'text', text }]);
    }));

  test('is not made when the person declines', () =>
    withHost(browser, site, { isCurrent }, async (host) => {
      const id = idIn(await host.show('create_refund', REFUND));
      await button(host, 'Don’t').click();
      await expect.poll(() => outcome(host)).toBe('It was declined');
      expect(await told(host, id)).toMatchObject({ state: 'declined' });
      expect(await changes()).toBe(0);
    }));
});

test('the person decides by keyboard, at 320 px, and hears what became of it', () =>
  withHost(browser, site, { viewport: { width: 320, height: 640 } }, async (host) => {
    await host.show('create_refund', REFUND);
    const approve = button(host, 'Approve');
    await expect.poll(() => approve.isEnabled()).toBe(true);
    expect(await host.view().evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    for (let i = 0; i < 10 && !(await approve.evaluate((it) => it === it.ownerDocument.activeElement)); i++)
      await host.page.keyboard.press('Tab');
    await host.page.keyboard.press('Enter');
    await expect.poll(() => outcome(host)).toBe('Done');
    await expect.poll(() => host.view().evaluate('document.activeElement.textContent')).toBe('Done');
    expect(await host.view().getByRole('status').first().textContent()).toContain('Approved');
  }));

test('in two views of the same change, one is approved, and the other says what became of it', () =>
  withHost(browser, site, {}, async (first) => {
    const result = await first.show('create_refund', REFUND);
    await withHost(browser, site, {}, async (second) => {
      await second.showResult(result);
      await expect.poll(() => button(first, 'Approve').isEnabled()).toBe(true);
      await expect.poll(() => button(second, 'Approve').isEnabled()).toBe(true);
      await button(first, 'Approve').click();
      await expect.poll(() => outcome(first)).toBe('Done');
      // The second host is another connection, which knows nothing of the change, and makes nothing of its code.
      await button(second, 'Approve').click();
      await expect.poll(() => outcome(second)).toBe('It was not made');
      expect(await changes()).toBe(1);
    });
    await first.showResult(result);
    await button(first, 'Approve').click();
    await expect.poll(() => outcome(first)).toBe('It was made');
    await first.showResult(result);
    await button(first, 'Don’t').click();
    await expect.poll(() => outcome(first)).toBe('It was made');
    expect(await changes()).toBe(1);
  }));

test('two answers at once make one change', () =>
  withHost(browser, site, {}, async (host) => {
    const result = await host.show('create_refund', REFUND);
    const { id, code } = changeIn(result);
    await expect.poll(() => button(host, 'Approve').isEnabled()).toBe(true);
    const others = Array.from({ length: 4 }, () => host.call('confirm_change', { id, code }));
    await button(host, 'Approve').click();
    const ended = await Promise.all(others);
    await expect.poll(() => outcome(host)).toMatch(/^(?:Done|It was made|It is being made)$/);
    expect(await changes()).toBe(1);
    expect(ended.filter(({ isError }) => !isError).length).toBeLessThanOrEqual(1);
  }));

test('an answer that Polar lost is told as such', () =>
  withHost(browser, site, {}, async (host) => {
    const id = idIn(await host.show('create_refund', REFUND));
    await site.house.polar.fault({ kind: 'drop_after_commit', match: { operationId: 'refunds:create' } });
    await button(host, 'Approve').click();
    await expect.poll(() => outcome(host), { timeout: 25_000 }).toBe('Nobody knows whether it was made');
    await host.view().getByText('Look at Polar before it is asked for again.').waitFor();
    expect(await told(host, id)).toMatchObject({ state: 'unknown' });
    await expectAccessible(host);
  }));

test('a change that Polar refuses says why', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('create_refund', REFUND);
    await site.house.polar.fault({ kind: 'status', status: 403, match: { operationId: 'refunds:create' } });
    await button(host, 'Approve').click();
    await expect.poll(() => outcome(host)).toBe('It was not made');
  }));

test('a host that refuses the call leaves the question open', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('create_refund', REFUND);
    await host.answerCalls({ refuse: true });
    await button(host, 'Approve').click();
    await expect.poll(() => outcome(host)).toBe('It is not known here whether it was made');
    await host.answerCalls({});
    await button(host, 'Look again').click();
    await host.view().getByText('Nothing was changed yet. You can answer again.').waitFor();
    await button(host, 'Approve').click();
    await expect.poll(() => outcome(host)).toBe('Done');
    expect(await changes()).toBe(1);
  }));

test('without calls to the server there are no buttons, and the person learns of the page', () =>
  withHost(browser, site, { capabilities: {} }, async (host) => {
    await host.show('create_refund', REFUND);
    await host.view().getByText('This app passes no answer on.', { exact: false }).waitFor();
    expect(await button(host, 'Approve').count()).toBe(0);
  }));

test('when the time is over, the view says so and asks nothing', () =>
  withHost(browser, site, {}, async (host) => {
    const result = structuredClone(await host.show('create_refund', REFUND));
    changeIn(result).until = Date.now() + 3000;
    await host.showResult(result);
    await host.view().getByText('3 s left').waitFor();
    await host.view().getByText('The time to decide is over.').waitFor();
    // By the server's clock it isn't over: the change waits, and the person can still decide.
    await expect.poll(async () => (await host.asked()).calls).toHaveLength(1);
    expect(await button(host, 'Approve').isEnabled()).toBe(true);
    changeIn(result).id = 'of-a-day-ago';
    changeIn(result).until = Date.now() - 1000;
    await host.showResult(result);
    await expect.poll(() => outcome(host)).toBe('The time to decide is over');
    expect(await button(host, 'Approve').count()).toBe(0);
  }));

test('texts of others are text wherever they stand', { timeout: 120_000 }, () =>
  withHost(browser, site, { viewport: { width: 320, height: 640 } }, async (host) => {
    const made = 'script, img, iframe, object, embed, a, form, input, link, meta, svg, style';
    for (const { what, text } of HOSTILE) {
      // The server shows no more of a change than this.
      const shown = text.slice(0, MAX_PREVIEWED_CHARACTERS);
      await host.showResult(asking(withTexts(WOULD, shown), shown));
      const view = host.view();
      await button(host, 'Approve').waitFor();
      expect(await view.locator('#view').locator(made).count(), what).toBe(0);
      expect(await view.evaluate('document.documentElement.scrollWidth'), what).toBeLessThanOrEqual(320);
      expect(await view.locator('.place').textContent()).toBe('Production: real customers and real money');
    }
    expect(await host.asked()).toMatchObject({ calls: [], links: [], messages: [] });
  }),
);

describe('another view that calls confirm_change', () => {
  test.each([
    ['without a code', {}],
    ['with a made-up code', { code: '0'.repeat(43) }],
    ['with the id as the code', { code: 'ID' }],
  ])('%s changes nothing', async (_, more) =>
    withHost(browser, site, {}, async (host) => {
      const id = idIn(await host.show('create_refund', REFUND));
      const args = { id, ...more, ...('code' in more && more.code === 'ID' ? { code: id } : {}) };
      const result = await host.call('confirm_change', args);
      expect(result.isError).toBe(true);
      expect(await changes()).toBe(0);
      expect(await told(host, id)).toMatchObject({ state: 'waiting' });
    }),
  );
});
