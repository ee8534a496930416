import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../chromium.ts';
import { expectAccessible, type HostSite, openHostSite, withHost } from './host.ts';

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

const EXPORT = { name: 'export_orders', arguments: {} };

test('an export shows its rows, and opens its file in the person’s browser', () =>
  withHost(browser, site, { viewport: { width: 320, height: 900 } }, async (host) => {
    const { structuredContent } = await host.show('call_read_tool', EXPORT);
    const { row_count } = structuredContent as { row_count: number };
    await host.view().getByRole('heading', { level: 1, name: 'Export orders' }).waitFor();
    await host
      .view()
      .getByRole('table', { name: `Export orders: ${row_count} of ${row_count} rows` })
      .waitFor();
    // Whoever sees the address has the file.
    expect(await host.view().locator('#view').textContent()).not.toContain('/export?file=');
    await host.view().getByRole('button', { name: 'Open the file' }).click();
    await expect.poll(async () => (await host.asked()).links.length).toBe(1);
    const [link = ''] = (await host.asked()).links;
    const file = await fetch(link);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="polar-sandbox-orders-/);
    expect((await file.text()).trimEnd().split('\r\n')).toHaveLength(row_count + 1);
    expect(await host.view().evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await expectAccessible(host);
  }));

test('a host that opens no links has the address shown', () =>
  withHost(browser, site, { capabilities: {} }, async (host) => {
    await host.show('call_read_tool', EXPORT);
    await host.view().getByText('/export?file=').waitFor();
    expect(await host.view().getByRole('button', { name: 'Open the file' }).count()).toBe(0);
  }));

test('over stdio it says where the file is; texts of others, and other addresses, are only text', () =>
  withHost(browser, site, {}, async (host) => {
    const hostile = '<img src=x onerror="document.title=1">';
    const result = await host.call('call_read_tool', EXPORT);
    const show = (address: string) => {
      const file = { address, name: hostile, until: Date.now() };
      const view = { ...(result._meta?.['polar-mcp/view'] as object), file };
      const structuredContent = { columns: [hostile, 1], rows: [[hostile, null, {}], 'no row'], row_count: 'many' };
      return host.showResult({ ...result, structuredContent, _meta: { 'polar-mcp/view': view } } as CallToolResult);
    };
    for (const address of ['file:///tmp/polar-export-a/polar-orders.csv', 'javascript:alert(1)']) {
      await show(address);
      await host.view().getByText(address).waitFor();
      expect(await host.view().getByRole('button', { name: 'Open the file' }).count()).toBe(0);
      expect(await host.view().locator('a, img').count()).toBe(0);
    }
    await expectAccessible(host);
  }));
