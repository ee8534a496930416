import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ViewMeta } from '../../../src/views/view-meta.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { LISTS } from '../../support/reads.ts';
import { launch } from '../chromium.ts';
import { expectAccessible, type HostSite, openHostSite, type ViewHost, withHost } from './host.ts';

let site: HostSite;
let browser: Browser;
beforeAll(async () => {
  site = await openHostSite();
  await site.house.polar.fill(40);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const read = (host: ViewHost, name: string, given: object = {}) =>
  host.show('call_read_tool', { name, arguments: given });
const heading = (host: ViewHost, name: string) => host.view().getByRole('heading', { level: 1, name }).waitFor();
const titles = (host: ViewHost) => host.view().getByRole('rowheader').allTextContents();
const lastCall = async (host: ViewHost) => (await host.asked()).calls.at(-1);
/** The element with the focus, in words. */
const focused = (host: ViewHost) => host.view().evaluate('document.activeElement.textContent');
/** Goes by keyboard to what a function finds, and presses Enter. */
async function press(host: ViewHost, name: string): Promise<void> {
  await host.view().getByRole('button', { name, exact: true }).focus();
  await host.page.keyboard.press('Enter');
}

test('sorts through the host, one column at a time, and keeps the focus', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_orders', { limit: 5 });
    await heading(host, 'Orders');
    const created = host.view().getByRole('columnheader', { name: 'Created' });
    expect(await created.getAttribute('aria-sort')).toBeNull();
    await press(host, 'Created');
    await expect.poll(() => created.getAttribute('aria-sort')).toBe('descending');
    expect(await lastCall(host)).toEqual({
      name: 'call_read_tool',
      arguments: { name: 'list_orders', arguments: { limit: 5, sorting: ['-created_at'] } },
    });
    await expect.poll(() => focused(host)).toBe('Created');
    const newest = await titles(host);
    await press(host, 'Created');
    await expect.poll(() => created.getAttribute('aria-sort')).toBe('ascending');
    expect(await titles(host)).not.toEqual(newest);
    await host.view().getByLabel('Sort by').selectOption('-amount');
    await expect
      .poll(() => host.view().getByRole('columnheader', { name: 'Total' }).getAttribute('aria-sort'))
      .toBe('descending');
    expect(await created.getAttribute('aria-sort')).toBeNull();
  }));

test('turns pages through the host, says where it is, and keeps the focus', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_customers', { sorting: ['email'] });
    const pages = host.view().getByRole('navigation', { name: 'Pages' });
    await pages.getByText(/^1 to 10 of \d+$/).waitFor();
    const first = await titles(host);
    await press(host, 'Next');
    await pages.getByText(/^11 to 20 of \d+$/).waitFor();
    await expect.poll(() => focused(host)).toBe('Next');
    expect(await host.view().getByRole('status').textContent()).toMatch(/^Customers: 11 to 20 of \d+$/);
    expect((await lastCall(host))?.arguments).toEqual({
      name: 'list_customers',
      arguments: { sorting: ['email'], page: 2, limit: 10 },
    });
    await press(host, 'Previous');
    await pages.getByText(/^1 to 10 of/).waitFor();
    expect(await titles(host)).toEqual(first);
    const { calls } = await host.asked();
    await press(host, 'Previous');
    expect((await host.asked()).calls).toEqual(calls);
  }));

test('goes on where a page had no room', () =>
  withHost(browser, site, {}, async (host) => {
    const { structuredContent } = await host.show('list_orders', { limit: 100 });
    const { items, about } = structuredContent as { items: unknown[]; about: { next: object } };
    await host.view().getByText('There was no room for all of this page. The next page goes on').waitFor();
    expect(await titles(host)).toHaveLength(items.length);
    await press(host, 'Next');
    await host
      .view()
      .getByText(new RegExp(`^${items.length + 1} to `))
      .waitFor();
    expect((await lastCall(host))?.arguments.arguments).toEqual({ ...about.next });
  }));

test('a row opens the thing, and Back leads to the row', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_customers', {});
    await press(host, 'Maja Lindqvist');
    await host.view().getByRole('button', { name: 'Back' }).waitFor();
    await heading(host, 'Maja Lindqvist');
    expect((await lastCall(host))?.arguments.name).toBe('get_customer_state');
    await expect.poll(() => focused(host)).toContain('Maja Lindqvist');
    await press(host, 'Back');
    await heading(host, 'Customers');
    await expect.poll(() => focused(host)).toBe('Maja Lindqvist');
    expect(await host.view().getByRole('button', { name: 'Back' }).count()).toBe(0);
  }));

test('a thing that Polar reads by no id shows what the list has of it', () =>
  withHost(browser, site, {}, async (host) => {
    await read(host, 'list_refunds');
    const row = host.view().getByRole('rowheader').first().getByRole('button');
    const title = await row.textContent();
    await row.press('Enter');
    await host.view().getByText('Reason', { exact: true }).last().waitFor();
    expect((await host.asked()).calls).toEqual([]);
    await press(host, 'Back');
    await heading(host, 'Refunds');
    await expect.poll(() => focused(host)).toBe(title);
  }));

test('says that nothing matches, and that Polar refused', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_products', { query: 'there is no such thing' });
    await host.view().getByText('No products match.').waitFor();
    await read(host, 'list_products', { page: 99 });
    await host.view().getByText('Nothing on this page').waitFor();
    expect(await host.view().getByText('Nothing on this page').count()).toBe(1);
    expect(await host.view().getByRole('table').count()).toBe(0);
    await host.show('list_products', {});
    const before = await titles(host);
    await site.house.polar.fault({ kind: 'status', status: 403, match: { operationId: 'products:list' } });
    await press(host, 'Name');
    await host.view().getByRole('alert').waitFor();
    expect(await titles(host)).toEqual(before);
    expect(await host.view().getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBeNull();
    await press(host, 'Name');
    await expect.poll(() => host.view().getByRole('alert').count()).toBe(0);
  }));

test('of two presses in a slow host, the last one counts', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_customers', {});
    await heading(host, 'Customers');
    await host.answerCalls({ afterMs: 800 });
    await press(host, 'Next');
    expect(await host.view().getByRole('main').getAttribute('aria-busy')).toBe('true');
    await host.answerCalls({ afterMs: 50 });
    await press(host, 'Email');
    await expect.poll(() => host.view().getByRole('main').getAttribute('aria-busy')).toBe('false');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await host
      .view()
      .getByText(/^1 to 10 of/)
      .waitFor();
    expect(await host.view().getByRole('columnheader', { name: 'Email' }).getAttribute('aria-sort')).toBe('ascending');
    await host.answerCalls({ refuse: true });
    await press(host, 'Next');
    await host.view().getByText('This app did not pass the call on').waitFor();
  }));

test('in a host that passes on no calls: no button that would need one, and rows that show themselves', () =>
  withHost(browser, site, { capabilities: {} }, async (host) => {
    await host.show('list_orders', {});
    await heading(host, 'Orders');
    await host
      .view()
      .getByText(/^1 to 10 of/)
      .waitFor();
    for (const name of ['Created', 'Next', 'Previous']) {
      expect(await host.view().getByRole('button', { name }).count(), name).toBe(0);
    }
    expect(await host.view().getByLabel('Sort by').count()).toBe(0);
    await host.view().getByRole('rowheader').first().getByRole('button').press('Enter');
    await host.view().getByRole('button', { name: 'Back' }).waitFor();
    expect((await host.asked()).calls).toEqual([]);
    await expectAccessible(host);
  }));

test("dates are in the person's zone and language, and in UTC for whoever asks", () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_orders', { sorting: ['-created_at'], limit: 1 });
    const time = host.view().locator('td time');
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const inZone = (locale: string, timeZone: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
    expect(await time.textContent()).toBe(inZone('en-GB', 'Europe/Berlin'));
    expect(await time.getAttribute('title')).toMatch(/ UTC$/);
    await host.setContext({ locale: 'de-DE', timeZone: 'Asia/Tokyo' });
    await expect.poll(() => time.textContent()).toBe(inZone('de-DE', 'Asia/Tokyo'));
  }));

test('copies the page as CSV', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_products', { limit: 2 });
    await press(host, 'Copy as CSV');
    await host.view().getByRole('button', { name: 'Copied' }).waitFor();
    await expect.poll(() => focused(host)).toBe('Copied');
    await host.page.evaluate(
      'document.body.append(Object.assign(document.createElement("textarea"), { id: "paste" }))',
    );
    await host.page.locator('#paste').focus();
    await host.page.keyboard.press('Control+V');
    const pasted = await host.page.locator('#paste').inputValue();
    expect(pasted.split('\n')[0]?.trim()).toBe('"Name","Archived","Billed","Price","Organization"');
    expect(pasted.split('\n')).toHaveLength(3);
  }));

test('an item that is known from its list alone has the name of its organization', () =>
  withHost(browser, site, {}, async (host) => {
    await read(host, 'list_files');
    await host.view().getByRole('rowheader').first().getByRole('button').press('Enter');
    await host.view().getByText('More', { exact: true }).press('Enter');
    await host.view().getByRole('term').filter({ hasText: 'Organization' }).waitFor();
    await host.view().getByRole('definition').filter({ hasText: 'brightside-tools' }).waitFor();
  }));

describe('every list', () => {
  test('is readable at 320 px and wider, to all', { timeout: 180_000 }, () =>
    withHost(browser, site, { viewport: { width: 320, height: 800 } }, async (host) => {
      for (const [tool, { limit: _, ...given }] of LISTS) {
        await read(host, tool, given);
        await host.view().getByRole('table').waitFor();
        expect(await host.violations(), tool).toEqual([]);
        // In a narrow frame, a row has no line for what it lacks.
        const lines = '[...document.querySelectorAll("td:empty")].filter((one) => one.offsetHeight > 1).length';
        for (const width of [768, 320]) {
          await host.page.setViewportSize({ width, height: 800 });
          // The frame is another process, which learns of its size a little later.
          await expect.poll(() => host.view().evaluate('innerWidth')).toBe(width);
          expect(await host.view().evaluate('document.documentElement.scrollWidth - innerWidth'), tool).toBe(0);
        }
        expect(await host.view().evaluate(lines), tool).toBe(0);
      }
      await expectAccessible(host);
    }),
  );
});

describe('what strangers wrote', () => {
  const thing: ViewMeta['thing'] = {
    kind: 'list',
    noun: 'Things',
    fields: ['id', 'name', 'status', 'url', 'customer.email', 'tags', 'created_at', 'total_amount', 'metadata'],
    first: 9,
    reads: { customer: { tool: 'get_customer', argument: 'customer_id' } },
  };
  const meta: ViewMeta = {
    call: { tool: 'list_things', arguments: {} },
    title: 'List things',
    environment: 'sandbox',
    thing,
  };
  // A result has some 30,000 characters at most, so no text in it is longer.
  const texts = HOSTILE.map(({ text }) => text.slice(0, 2000).toWellFormed());
  const items = texts.map((text, index) => ({
    id: `${index}`,
    name: text,
    status: text,
    url: text,
    customer: { id: text, email: text },
    tags: [text, text],
    created_at: text,
    total_amount: text,
    total_amount_formatted: text,
    metadata: Object.fromEntries([[text, text]]),
    [text]: text,
  }));
  const shown = (result: object) => ({
    content: [],
    structuredContent: { ...result },
    _meta: { 'polar-mcp/view': meta as unknown as Record<string, unknown> },
  });

  test.each([320, 1280])('is only ever text in a list and in a card, at %i px', (width) =>
    withHost(browser, site, { viewport: { width, height: 800 } }, async (host) => {
      await host.showResult(shown({ items, about: {} }));
      await heading(host, 'Things');
      await expectHarmless(host);
      const rows = host.view().getByRole('rowheader');
      const names = await rows.evaluateAll((cells) => cells.map((cell) => cell.textContent));
      expect(names).toEqual(texts);
      expect(await host.view().evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(
        await host
          .view()
          .getByRole('button', { name: /^Open / })
          .allTextContents(),
      ).toEqual([]);
      for (const index of [0, 12, 17, 19]) {
        await rows.nth(index).getByRole('button').press('Enter');
        await host.view().getByText('More', { exact: true }).press('Enter');
        await expectHarmless(host);
        await press(host, 'Back');
      }
      expect(await host.asked()).toMatchObject({ calls: [], links: [], messages: [] });
    }),
  );

  /** No element, attribute or address comes of a text. */
  async function expectHarmless(host: ViewHost): Promise<void> {
    const found = await host.view().evaluate<{ tags: string[]; attributes: string[] }>(`({
      tags: [...new Set([...document.body.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase()))],
      attributes: [...new Set([...document.body.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()))],
    })`);
    const expected =
      'button caption code dd details div dl dt h1 h2 header label li main nav option p script section select span summary table tbody td th thead time tr ul wbr';
    expect(found.tags.filter((tag) => !expected.split(' ').includes(tag))).toEqual([]);
    const allowed =
      'aria-busy aria-disabled aria-label aria-sort class data-key data-title datetime disabled hidden id open role scope tabindex title type value';
    expect(found.attributes.filter((name) => !allowed.split(' ').includes(name))).toEqual([]);
  }
});

test('shows the data alone where the host keeps the rest, and of tools of this server itself', () =>
  withHost(browser, site, {}, async (host) => {
    const { structuredContent, content } = await host.call('list_customers', { limit: 2 });
    await host.showResult({ content, structuredContent: structuredContent as Record<string, unknown> });
    await heading(host, 'Result');
    const { items } = structuredContent as { items: { name: string }[] };
    expect(await titles(host)).toEqual(items.map(({ name }) => name));
    expect(await host.view().getByRole('button').allTextContents()).toEqual(['Copy as CSV']);
    expect(await host.view().getByText('Sandbox').count()).toBe(0);
    await read(host, 'get_connection');
    await host.view().getByText('polar-mcp').waitFor();
    await expectAccessible(host);
  }));

test('an export is a table, and goes on', () =>
  withHost(browser, site, {}, async (host) => {
    const { structuredContent } = await read(host, 'export_orders', { limit: 5 });
    const { columns, row_count } = structuredContent as { columns: string[]; row_count: number };
    await heading(host, 'Export orders');
    expect(await host.view().getByRole('columnheader').allTextContents()).toEqual(columns);
    expect(await host.view().getByRole('caption').textContent()).toBe(`Export orders: 5 of ${row_count} rows`);
    const first = await titles(host);
    expect(first).toHaveLength(5);
    await press(host, 'Open the file');
    await expect.poll(async () => (await host.asked()).links).toHaveLength(1);
    const [link = ''] = (await host.asked()).links;
    expect((await (await fetch(link)).text()).trimEnd().split('\r\n')).toHaveLength(row_count + 1);
    await press(host, 'More rows');
    await expect.poll(() => titles(host)).not.toEqual(first);
    await host.page.setViewportSize({ width: 600, height: 800 });
    const region = host.view().getByRole('group', { name: 'Export orders' });
    await region.focus();
    await host.page.keyboard.press('ArrowRight');
    await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    expect((await lastCall(host))?.arguments).toEqual({
      name: 'export_orders',
      arguments: { limit: 5, offset: 5 },
    });
    await expectAccessible(host);
  }));

test('where no other tool is listed that calls any, it calls the listed ones by name, and links to no others', () =>
  withHost(browser, site, { query: '?toolsets=subscriptions' }, async (host) => {
    await host.show('list_subscriptions', {});
    await heading(host, 'Subscriptions');
    await press(host, 'Amount');
    await expect.poll(() => lastCall(host)).toMatchObject({ name: 'list_subscriptions' });
    await host.view().getByRole('rowheader').first().getByRole('button').press('Enter');
    await host.view().getByRole('button', { name: 'Back' }).waitFor();
    expect(await lastCall(host)).toMatchObject({ name: 'get_subscription' });
    const buttons = await host.view().getByRole('main').getByRole('button').allTextContents();
    expect(buttons.filter((name) => name !== 'Copy')).toEqual([]);
  }));
