import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../e2e/house.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { type App, openApp } from './app.ts';
import { launch, withPage } from './chromium.ts';

let house: House;
let browser: Browser;
let app: App;
beforeAll(async () => {
  [house, browser, app] = await Promise.all([openHouse(), launch(), openApp()]);
});
afterAll(async () => {
  await browser.close();
  app.close();
  await house.close();
});

test('a page of an origin that isn’t allowed reads why its request was refused', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${app.origin}/callback`);
    const read = await page.evaluate(
      async ({ url, init }) => {
        const answer = await fetch(url, init);
        return {
          status: answer.status,
          body: (await answer.json()) as { error: { message: string } },
          id: answer.headers.get('X-Request-Id'),
        };
      },
      { url: house.mcpUrl, init: mcpRequest('x', 'tools/list') },
    );
    expect(read).toMatchObject({ status: 403, body: { jsonrpc: '2.0', id: null, error: { code: -32_000 } } });
    expect(read.body.error.message).toContain(`pages of ${app.origin}. Whoever runs it can allow them`);
    expect(read.id).toBeTruthy();
  });
});
