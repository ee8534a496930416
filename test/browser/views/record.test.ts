import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { launch } from '../chromium.ts';
import { expectAccessible, type HostSite, openHostSite, type ViewHost, withHost } from './host.ts';

let site: HostSite;
let browser: Browser;
beforeAll(async () => {
  site = await openHostSite();
  await site.house.polar.fill(10);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const read = (host: ViewHost, name: string, given: object) => host.show('call_read_tool', { name, arguments: given });
const title = (host: ViewHost) => host.view().getByRole('heading', { level: 1 }).last();
/** The id of the first thing of a list. */
async function firstId(host: ViewHost, list: string): Promise<string> {
  const { structuredContent } = await host.call('call_read_tool', { name: list, arguments: { limit: 1 } });
  return (structuredContent as { items: { id: string }[] }).items[0]?.id ?? '';
}
/** What the card says under a label. */
const said = (host: ViewHost, label: string) =>
  host
    .view()
    .locator('dl > div')
    .filter({ has: host.view().getByText(label, { exact: true }) })
    .locator('dd')
    .first();
const press = (host: ViewHost, name: string | RegExp) =>
  host.view().getByRole('button', { name }).last().press('Enter');

test('an order: what a merchant looks at first, and its items', () =>
  withHost(browser, site, {}, async (host) => {
    const { structuredContent } = await read(host, 'get_order', { id: await firstId(host, 'list_orders') });
    const order = structuredContent as Record<string, string>;
    await title(host).waitFor();
    expect(await title(host).textContent()).toBe(`Order${order.description}`);
    const total = new Intl.NumberFormat('en-GB', { style: 'currency', currency: order.currency ?? '' });
    expect(await said(host, 'Total').textContent()).toBe(total.format(Number(order.total_amount) / 100));
    const labels = await host.view().locator('dl').first().locator('dt').allTextContents();
    const invoice = ['Customer', 'Total', 'Subtotal', 'Net of tax', 'Tax', 'Can be refunded', 'Created'];
    expect(labels.filter((label) => invoice.includes(label))).toEqual(invoice);
    // No item is a proration, and what is to pay is the total.
    expect(labels).not.toContain('To pay, after balance');
    const items = host.view().getByRole('table', { name: 'Items' });
    expect(await items.getByRole('columnheader').allTextContents()).toEqual(['Label', 'Amount', 'Tax']);
    await host.view().getByText('Paid', { exact: true }).waitFor();
    expect(await host.view().getByRole('table', { name: 'Items' }).getByRole('rowheader').count()).toBeGreaterThan(0);
    expect(await host.view().getByText('Billing address').isVisible()).toBe(false);
    await host.view().getByText('More', { exact: true }).press('Enter');
    expect(await host.view().getByText('Billing address').isVisible()).toBe(true);
    expect(
      await host
        .view()
        .getByText(order.id ?? '', { exact: true })
        .count(),
    ).toBe(0);
    expect(
      await host
        .view()
        .getByTitle(order.id ?? '')
        .count(),
    ).toBe(1);
    await expectAccessible(host);
  }));

test('leads from thing to thing, to lists of what belongs to it, and back', () =>
  withHost(browser, site, {}, async (host) => {
    await read(host, 'get_subscription', { id: await firstId(host, 'list_subscriptions') });
    const product = await said(host, 'Product').textContent();
    await press(host, /@/);
    await expect.poll(() => title(host).textContent()).toMatch(/^Customer/);
    const customer = await title(host).textContent();
    await press(host, 'Orders');
    await expect.poll(() => title(host).textContent()).toBe('Orders');
    const { calls } = await host.asked();
    expect(calls.map(({ arguments: { name } }) => name)).toEqual(['get_customer_state', 'list_orders']);
    expect(Object.keys(calls[1]?.arguments.arguments ?? {})).toEqual(['customer_id']);
    await press(host, 'Back');
    await expect.poll(() => title(host).textContent()).toBe(customer);
    await expect.poll(() => host.view().evaluate('document.activeElement.textContent')).toBe('Orders');
    await press(host, 'Back');
    await said(host, 'Product').getByRole('button').press('Enter');
    await expect.poll(() => title(host).textContent()).toBe(`Product${product}`);
  }));

test("a customer's state: the active subscriptions open", () =>
  withHost(browser, site, {}, async (host) => {
    await read(host, 'get_customer_state', { customer_id: await firstId(host, 'list_customers') });
    const table = host.view().getByRole('table', { name: 'Active subscriptions' });
    await table.getByRole('rowheader').getByRole('button').first().press('Enter');
    await expect.poll(() => title(host).textContent()).toMatch(/^Subscription/);
    expect((await host.asked()).calls.at(-1)?.arguments.name).toBe('get_subscription');
  }));

test('the host opens an address outside, and the button says whose it is', () =>
  withHost(browser, site, {}, async (host) => {
    const { structuredContent } = await read(host, 'get_checkout_link', {
      id: await firstId(host, 'list_checkout_links'),
    });
    const { url } = structuredContent as { url: string };
    await press(host, `Open ${new URL(url).host}`);
    await expect.poll(async () => (await host.asked()).links).toEqual([url]);
    const { url: invoice } = (await read(host, 'get_invoice', { order_id: await invoicedOrder() }))
      .structuredContent as {
      url: string;
    };
    await press(host, `Open ${new URL(invoice).host}`);
    await expect.poll(async () => (await host.asked()).links).toEqual([url, invoice]);
  }));

test('all fields, on request', () =>
  withHost(browser, site, {}, async (host) => {
    await read(host, 'get_product', { id: SEED.products.starter });
    await host.view().getByText('More', { exact: true }).press('Enter');
    expect(await said(host, 'Recurring').count()).toBe(0);
    await press(host, 'Show all fields');
    await expect.poll(() => said(host, 'Recurring').count()).toBe(1);
    expect((await host.asked()).calls.at(-1)?.arguments).toEqual({
      name: 'get_product',
      arguments: { id: SEED.products.starter, fields: '*' },
    });
  }));

describe('a change that was made', () => {
  test('is shown as the thing that it left', () =>
    withHost(browser, site, {}, async (host) => {
      const id = await firstId(host, 'list_products');
      await host.show('call_write_tool', { name: 'update_product', arguments: { id, description: 'Now better' } });
      await title(host).waitFor();
      expect(await title(host).textContent()).toContain('Product: update product, done');
      expect(await said(host, 'Description').textContent()).toBe('Now better');
      expect(await host.view().getByRole('button', { name: 'Show all fields' }).count()).toBe(0);
      await expectAccessible(host);
    }));

  test('is said where Polar answers with nothing', () =>
    withHost(browser, site, {}, async (host) => {
      const deliveries = await host.call('call_read_tool', {
        name: 'list_webhook_deliveries',
        arguments: { limit: 1 },
      });
      const { items } = deliveries.structuredContent as { items: { webhook_event: { id: string } }[] };
      const { structuredContent } = await host.show('call_write_tool', {
        name: 'redeliver_webhook_event',
        arguments: { id: items[0]?.webhook_event.id },
      });
      await host
        .view()
        .getByText((structuredContent as { done: string }).done)
        .waitFor();
    }));
});

test('in a host that passes on no calls: a card without links', () =>
  withHost(browser, site, { capabilities: {} }, async (host) => {
    await read(host, 'get_subscription', { id: await firstId(host, 'list_subscriptions') });
    await title(host).waitFor();
    await host.view().getByText('More', { exact: true }).press('Enter');
    expect(await host.view().getByRole('button').allTextContents()).toEqual(['Copy']);
    expect(await said(host, 'Customer').textContent()).toContain('@');
    await expectAccessible(host);
  }));

test.each([320, 1280])('a card is as wide as its frame of %i px', (width) =>
  withHost(browser, site, { viewport: { width, height: 800 } }, async (host) => {
    const cards: [string, string, string][] = [
      ['get_order', 'list_orders', 'id'],
      ['get_customer_state', 'list_customers', 'customer_id'],
      ['get_product', 'list_products', 'id'],
      ['get_checkout_link', 'list_checkout_links', 'id'],
      ['get_organization', 'list_organizations', 'organization_id'],
      ['get_event', 'list_events', 'id'],
      ['get_webhook_endpoint', 'list_webhook_endpoints', 'id'],
    ];
    const broken =
      '[...document.querySelectorAll("dt")].filter((one) => /^[A-Za-z]+$/.test(one.textContent) && one.offsetHeight > 24)';
    for (const [tool, list, argument] of cards) {
      await read(host, tool, { [argument]: await firstId(host, list) });
      await title(host).waitFor();
      await host.view().evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      expect(await host.violations(), tool).toEqual([]);
      expect(await host.view().evaluate('document.documentElement.scrollWidth - innerWidth'), tool).toBe(0);
      expect(await host.view().evaluate(`${broken}.map((one) => one.textContent)`), tool).toEqual([]);
    }
  }),
);

/** An order that has an invoice. */
async function invoicedOrder(): Promise<string> {
  await site.house.polar.change('orders', SEED.order, { is_invoice_generated: true });
  return SEED.order;
}
