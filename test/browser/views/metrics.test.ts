import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../chromium.ts';
import { expectAccessible, type HostSite, openHostSite, type ViewHost, withHost } from './host.ts';

let site: HostSite;
let browser: Browser;
beforeAll(async () => {
  site = await openHostSite();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The seeded shop sells in these months. */
const ASKED = {
  start_date: '2026-07-01',
  end_date: '2026-08-31',
  interval: 'day',
  metrics: ['revenue', 'orders', 'churn_rate', 'net_revenue'],
  timezone: 'Europe/Berlin',
};
const METER = '6f26d490-e579-4763-9507-318a12e51ae8';

const tileOf = (host: ViewHost, name: string) => host.view().locator('.tiles li', { hasText: name }).first();
const chartsIn = (host: ViewHost) => host.view().getByRole('img', { name: /chart of/ });
const table = (host: ViewHost) => host.view().getByText(/^Table of \d+ periods?$/);
const lastCall = async (host: ViewHost) => (await host.asked()).calls.at(-1);

async function showMetrics(host: ViewHost, args: Record<string, unknown> = ASKED) {
  const result = await host.show('get_metrics', args);
  await host.view().getByRole('heading', { level: 1, name: 'Metrics' }).waitFor();
  return result.structuredContent as { totals: Record<string, number>; periods: Record<string, number | string>[] };
}

test('shows the totals with the time before, a chart for each unit, and the figures in a table', () =>
  withHost(browser, site, {}, async (host) => {
    const { totals, periods } = await showMetrics(host);
    const revenue = ((totals.revenue as number) / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 });
    expect(await tileOf(host, 'Revenue (USD)').locator('b').textContent()).toBe(`US$${revenue}`);
    await tileOf(host, 'Revenue (USD)')
      .getByText(/^\+[\d,]+%, before: US\$\d/)
      .waitFor();
    await tileOf(host, 'Churn rate')
      .getByText(/^\+33\.3 points, before: 0%$/)
      .waitFor();
    // May and June, because the calls were for whole months.
    expect(await tileOf(host, 'Orders').locator('span[title]').getAttribute('title')).toBe('1 May – 30 Jun 2026');
    expect((await host.asked()).calls).toEqual([
      {
        name: 'call_read_tool',
        arguments: {
          name: 'get_metrics',
          arguments: { ...ASKED, start_date: '2026-05-01', end_date: '2026-06-30', fields: 'totals' },
        },
      },
    ]);
    const headings = await host.view().getByRole('heading', { level: 2 }).allTextContents();
    expect(headings).toEqual(['Money (USD)', 'Orders', 'Churn rate']);
    const charts = chartsIn(host);
    expect(await charts.count()).toBe(3);
    expect(await charts.first().getAttribute('aria-label')).toMatch(
      /^Line chart of Revenue, Net revenue, 1 Jul to 31 Aug\. The table below/,
    );
    expect(await charts.first().locator('.ct-line').count()).toBe(2);
    await table(host).click();
    const rows = host.view().getByRole('table', { name: 'The figures of each period' }).getByRole('row');
    expect(await rows.count()).toBe(periods.length + 1);
    expect(await rows.nth(0).getByRole('columnheader').allTextContents()).toEqual([
      'Period',
      'Revenue (USD)',
      'Orders',
      'Churn rate',
      'Net revenue (USD)',
    ]);
    await expectAccessible(host);
  }));

test('another time and another interval are read through the host', () =>
  withHost(browser, site, { viewport: { width: 320, height: 900 } }, async (host) => {
    await showMetrics(host);
    const time = host.view().getByRole('combobox', { name: 'Period' });
    const interval = host.view().getByRole('combobox', { name: 'By' });
    expect(await interval.locator('option').allTextContents()).toEqual(['Day', 'Week', 'Month']);
    await interval.selectOption('month');
    await host.view().getByText('1 Jul – 31 Aug 2026, by month.').waitFor();
    expect(await table(host).textContent()).toBe('Table of 2 periods');
    await time.focus();
    await time.selectOption('last_year');
    await host
      .view()
      .getByText(/^1 Jan – 31 Dec \d{4}, by month/)
      .waitFor();
    const calls = (await host.asked()).calls.map((call) => call.arguments.arguments as Record<string, string>);
    expect(calls.find(({ fields }) => fields === 'periods,totals')).toMatchObject({ ...ASKED, interval: 'month' });
    await expect.poll(() => host.view().evaluate('document.activeElement.value')).toBe('last_year');
    expect(await host.view().evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await expectAccessible(host);
  }));

test('a long time that the result cuts is shown whole when the person asks', () =>
  withHost(browser, site, {}, async (host) => {
    const metrics = ['revenue', 'orders', 'churn_rate', 'net_revenue', 'average_order_value', 'costs'];
    const { periods } = await showMetrics(host, {
      start_date: '2025-10-01',
      end_date: '2026-09-30',
      interval: 'day',
      metrics,
    });
    expect(periods.length).toBeLessThan(365);
    await host
      .view()
      .getByText(/^Too large to show whole \(periods: the last/)
      .waitFor();
    await host.view().getByRole('button', { name: 'Show the whole time' }).click();
    await host.view().getByText('Table of 365 periods').waitFor();
    expect(
      await host
        .view()
        .getByText(/^Too large/)
        .count(),
    ).toBe(0);
  }));

test('bars, and other figures, are the person’s choice, by keyboard', () =>
  withHost(browser, site, {}, async (host) => {
    await showMetrics(host, { ...ASKED, metrics: undefined });
    expect(await host.view().locator('.tiles li').count()).toBe(5);
    const bars = host.view().getByRole('button', { name: 'Bars' });
    await bars.focus();
    await host.page.keyboard.press('Enter');
    expect(await bars.getAttribute('aria-pressed')).toBe('true');
    // A bar of nothing isn’t seen.
    await host.view().locator('.ct-bar').first().waitFor({ state: 'attached' });
    expect(await chartsIn(host).first().getAttribute('aria-label')).toMatch(/^Bar chart of /);
    await host
      .view()
      .getByText(/^Choose figures/)
      .press('Enter');
    await host.view().getByLabel('Lifetime value').press('Space');
    await tileOf(host, 'Lifetime value (USD)').waitFor();
    await host.view().getByLabel('Revenue', { exact: true }).press('Space');
    expect(await host.view().locator('.tiles li').count()).toBe(5);
    await expectAccessible(host);
    const boxes = host.view().getByRole('checkbox', { checked: true });
    while ((await boxes.count()) > 0) await boxes.first().press('Space');
    await host.view().getByText('No figure is chosen.').waitFor();
    expect(await host.view().getByText('There is nothing to draw').count()).toBe(0);
  }));

test.each([
  ['without any sale', { start_date: '2024-07-01', end_date: '2024-07-31' }, 1],
  ['of a single day', { start_date: '2026-08-15', end_date: '2026-08-15' }, 0],
])('a time %s has its figures, and no chart', (_, time, sentences) =>
  withHost(browser, site, {}, async (host) => {
    await showMetrics(host, { ...ASKED, ...time });
    await tileOf(host, 'Orders').waitFor();
    expect(await chartsIn(host).count()).toBe(0);
    expect(await host.view().getByRole('button', { name: 'Bars' }).count()).toBe(0);
    expect(await host.view().getByText('There is nothing to draw').count()).toBe(sentences);
    await expectAccessible(host);
  }),
);

test('every name below a chart stands within the frame', () =>
  withHost(browser, site, { viewport: { width: 1280, height: 900 } }, async (host) => {
    await showMetrics(host, { ...ASKED, start_date: '2026-01-01', interval: 'month' });
    await host.view().locator('.ct-horizontal').first().waitFor();
    const beyond = await host.view().evaluate<string[]>(`[...document.querySelectorAll('.ct-label.ct-horizontal')]
      .filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect().right > innerWidth;
      }).map((one) => one.textContent)`);
    expect(beyond).toEqual([]);
  }));

describe('as CSV', () => {
  const LINES =
    /^"Period","Revenue \(USD\)","Orders","Churn rate \(%\)","Net revenue \(USD\)"\r\n"2026-07-01",[\d.]+,\d,0,[\d.]+\r\n/;

  test('it is saved by the host', () =>
    withHost(browser, site, {}, async (host) => {
      await showMetrics(host);
      await host.view().getByRole('button', { name: 'Save as CSV' }).click();
      await expect
        .poll(async () => (await host.asked()).downloads)
        .toMatchObject([
          {
            type: 'resource',
            resource: {
              uri: 'file:///polar-metrics-2026-07-01-2026-08-31.csv',
              mimeType: 'text/csv',
              text: expect.stringMatching(LINES),
            },
          },
        ]);
    }));

  test('where the frame may not write to the clipboard, it is there to be selected', () =>
    withHost(browser, site, { capabilities: { serverTools: {} } }, async (host) => {
      await showMetrics(host);
      expect(await host.view().getByRole('button', { name: 'Save as CSV' }).count()).toBe(0);
      await host
        .view()
        .evaluate(
          'navigator.clipboard.writeText = () => Promise.reject(new Error()), document.execCommand = () => false, 0',
        );
      await host.view().getByRole('button', { name: 'Copy as CSV' }).click();
      const area = host.view().getByLabel(/^Copy this/);
      // A text field has no carriage returns.
      expect((await area.inputValue()).replaceAll('\n', '\r\n')).toMatch(LINES);
      expect(await area.evaluate((one) => (one as unknown as { selectionEnd: number }).selectionEnd)).toBeGreaterThan(
        100,
      );
      await expectAccessible(host);
    }));
});

test('a host that passes no calls on has no controls that need one, and no comparison', () =>
  withHost(browser, site, { capabilities: {} }, async (host) => {
    await showMetrics(host);
    expect(await host.view().getByRole('combobox').count()).toBe(0);
    expect(await host.view().getByText('before:').count()).toBe(0);
    expect((await host.asked()).calls).toEqual([]);
  }));

test('a call that the host refuses leaves what is shown, and says so', () =>
  withHost(browser, site, {}, async (host) => {
    await showMetrics(host);
    await host.answerCalls({ refuse: true });
    await host.view().getByRole('combobox', { name: 'By' }).selectOption('week');
    await host.view().getByRole('alert').waitFor();
    expect(await chartsIn(host).count()).toBe(3);
  }));

test('usage of a meter is shown the same, by instants', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('call_read_tool', {
      name: 'get_meter_quantities',
      arguments: {
        meter_id: METER,
        start_timestamp: '2026-08-01T00:00:00+02:00',
        end_timestamp: '2026-09-01T00:00:00+02:00',
        interval: 'day',
        timezone: 'Europe/Berlin',
      },
    });
    await host.view().getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
    await host.view().getByText('1 – 31 Aug 2026, by day. Time zone: Europe/Berlin.').waitFor();
    await tileOf(host, 'Quantity')
      .getByText(/before: /)
      .waitFor();
    expect((await lastCall(host))?.arguments.arguments).toMatchObject({
      start_timestamp: '2026-06-30T22:00:00Z',
      end_timestamp: '2026-07-31T22:00:00Z',
    });
  }));

test('texts of others are only text', () =>
  withHost(browser, site, {}, async (host) => {
    const result = await host.call('get_metrics', ASKED);
    const { periods } = result.structuredContent as { periods: object[] };
    const hostile = '<img src=x onerror="document.title=1">';
    const structuredContent = { periods: periods.map((one) => ({ ...one, [hostile]: 1, timestamp: hostile })) };
    await host.showResult({ ...result, structuredContent });
    await tileOf(host, hostile).waitFor();
    expect(await host.view().evaluate('[document.title === "1", document.images.length]')).toEqual([false, 0]);
  }));
