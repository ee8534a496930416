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

test('asks for the whole window where the host has that, and goes by what the host answers', () =>
  withHost(
    browser,
    site,
    { context: { displayMode: 'inline', availableDisplayModes: ['inline', 'fullscreen'] } },
    async (host) => {
      await host.show('list_products');
      const right = 'document.querySelector(".display-mode").getBoundingClientRect().right';
      await expect.poll(() => host.view().evaluate(right)).toBeGreaterThan(740);
      await host.view().getByRole('button', { name: 'Full screen', exact: true }).click();
      await host.view().getByRole('button', { name: 'Leave full screen' }).click();
      await host.view().getByRole('button', { name: 'Full screen', exact: true }).waitFor();
      expect((await host.asked()).modes).toEqual(['fullscreen', 'inline']);
      // The host declines, or takes the mode back by itself.
      await host.setContext({ displayMode: 'inline', availableDisplayModes: ['inline'] });
      await expect
        .poll(() =>
          host
            .view()
            .getByRole('button', { name: /screen/ })
            .count(),
        )
        .toBe(0);
      await host.setContext({ containerDimensions: { maxWidth: 400 } });
      await expect.poll(() => host.view().evaluate('document.body.getBoundingClientRect().width')).toBe(400);
      await host.setContext({ containerDimensions: { width: 768 } });
      await expect.poll(() => host.view().evaluate('document.body.getBoundingClientRect().width')).toBe(768);
    },
  ));

test('shows a result in a host that says nothing of itself', () =>
  withHost(browser, site, {}, async (host) => {
    await host.show('list_products');
    await host.page.evaluate(`{
      const bare = document.createElement('iframe');
      bare.setAttribute('sandbox', 'allow-scripts');
      bare.srcdoc = document.querySelector('iframe').srcdoc;
      addEventListener('message', ({ source, data: { id, method } }) => {
        if (source !== bare.contentWindow) return;
        const answer = (message) => source.postMessage({ jsonrpc: '2.0', ...message }, '*');
        if (method === 'ui/initialize') answer({ id, result: {} });
        const params = { content: [], structuredContent: { name: 'Ada' } };
        if (method === 'ui/notifications/initialized') answer({ method: 'ui/notifications/tool-result', params });
      });
      document.body.append(bare);
    }`);
    await expect.poll(() => host.view().getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Ada']);
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
    const { heights } = await host.asked();
    await host.page.setViewportSize({ width: 400, height: 400 });
    await host.page.waitForTimeout(200);
    expect((await host.asked()).heights).toEqual(heights);
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
    const title = () => host.view().getByRole('heading', { level: 1 }).textContent();
    await host.cancel('the person stopped it');
    await host.view().getByText('The call was cancelled.').waitFor();
    expect(await title()).toBe('Polar');
    expect(await host.view().getByRole('main').count()).toBe(1);
    const nothing = { id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f' };
    await host.show('call_read_tool', { name: 'get_product', arguments: nothing });
    expect(await host.view().getByRole('alert').textContent()).toContain('There is nothing with this id');
    expect(await title()).toBe('That did not work');
    await expectAccessible(host);
    await host.showResult({ content: [{ type: 'text', text: 'As it was' }] });
    await host.view().getByText('This app passes nothing on that could be shown here.').waitFor();
    expect(await title()).toBe('Result');
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
