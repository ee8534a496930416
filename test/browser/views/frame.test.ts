import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe.each([true, false])('in a host that speaks 2026-07-28: %s', (isCurrent) => {
  test('a result is shown, in the size that it needs', () =>
    withHost(browser, site, { isCurrent }, async (host) => {
      await host.show('list_products');
      const heading = host.view().getByRole('heading', { level: 1 });
      await heading.waitFor();
      expect(await heading.textContent()).toBe('Products');
      await expect.poll(async () => (await host.asked()).heights.length).toBeGreaterThan(0);
      const { heights } = await host.asked();
      const [height] = heights.slice(-1);
      expect(await host.view().evaluate('document.body.getBoundingClientRect().height')).toBeLessThanOrEqual(
        height ?? 0,
      );
      expect(await host.view().evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
      await expectAccessible(host);
    }));
});

test('takes on the looks of the host, and follows their changes', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_products');
    await host.view().getByRole('heading', { level: 1 }).waitFor();
    const background = () => host.view().evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(255, 255, 255)');
    await host.setContext({ theme: 'dark' });
    await expect.poll(background).toBe('rgb(28, 28, 30)');
    await host.setContext({
      theme: 'dark',
      styles: {
        variables: { '--color-background-primary': 'rgb(1, 2, 3)' } as never,
        css: { fonts: '@font-face { font-family: Host; src: local("Arial") }' },
      },
      safeAreaInsets: { top: 30, right: 0, bottom: 0, left: 0 },
    });
    await expect.poll(background).toBe('rgb(1, 2, 3)');
    expect(await host.view().evaluate('getComputedStyle(document.body).paddingTop')).toBe('42px');
    expect(await host.view().evaluate('document.getElementById("host-fonts").textContent')).toContain('Host');
  }));

test('reaches nothing but the host, and is taken away when the host says so', () =>
  withHost(browser, site, {}, async (host) => {
    const requests: string[] = [];
    host.page.on('request', (request) => requests.push(request.url()));
    await host.show('list_products');
    await host.view().getByRole('heading', { level: 1 }).waitFor();
    expect(requests.filter((url) => !url.startsWith(site.house.url) && url !== 'about:srcdoc')).toEqual([]);
    expect(await host.view().evaluate('origin')).toBe('null');
    await host.teardown();
    expect(await host.view().locator('#view').textContent()).toBe('');
  }));

test('listens to the host alone, and not to another frame beside it', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_products');
    const view = host.view();
    const heading = view.getByRole('heading', { level: 1 });
    await heading.waitFor();
    const said = await heading.textContent();
    const message = {
      jsonrpc: '2.0',
      method: 'ui/notifications/tool-result',
      params: { content: [], structuredContent: { error: { message: 'From beside' } }, isError: true },
    };
    const script = `<script>parent.frames[0].postMessage(${JSON.stringify(message)}, '*'); parent.postMessage('sent', '*')</script>`;
    await host.page.evaluate((srcdoc) => {
      const { document, addEventListener } = globalThis as unknown as {
        document: { createElement(name: string): { srcdoc: string }; body: { append(element: object): void } };
        addEventListener(type: string, heard: (event: { data: unknown }) => void): void;
      };
      return new Promise<void>((resolve) => {
        addEventListener('message', ({ data }) => data === 'sent' && resolve());
        const beside = document.createElement('iframe');
        beside.srcdoc = srcdoc;
        document.body.append(beside);
      });
    }, script);
    await host.page.waitForTimeout(300);
    expect(await heading.textContent()).toBe(said);
    expect(await view.getByText('From beside').count()).toBe(0);
  }));

test('says that a call was cancelled, that it failed, and that there is nothing to show', () =>
  withHost(browser, site, {}, async (host) => {
    await host.cancel('the person stopped it');
    await host.view().getByText('The call was cancelled.').waitFor();
    const nothing = { id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f' };
    await host.show('call_read_tool', { name: 'get_product', arguments: nothing });
    expect(await host.view().getByRole('alert').textContent()).toContain('There is nothing with this id');
    await host.showResult({ content: [{ type: 'text', text: 'As it was' }] });
    await host.view().getByText('This app passes nothing on that could be shown here.').waitFor();
  }));

test('a result that no screen can draw leaves a sentence, and the next one is shown', () =>
  withHost(browser, site, {}, async (host) => {
    const call = { tool: 'list_orders', arguments: {} };
    const view = { call, title: 'Orders', environment: 'sandbox', thing: { kind: 'list', fields: 7 } };
    await host.showResult({
      content: [],
      structuredContent: { items: [{ id: 'o-1' }] },
      _meta: { 'polar-mcp/view': view },
    } as CallToolResult);
    await host.view().getByRole('alert').filter({ hasText: 'can’t show the result' }).waitFor();
    await host.show('list_products');
    await expect.poll(() => host.view().getByRole('heading', { level: 1 }).textContent()).toBe('Products');
  }));
