import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../e2e/house.ts';
import { launch, withPage as withPageOf } from './chromium.ts';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

let house: House;
let browser: Browser;
/** The client's redirect URI, where something really listens. */
let client: Server;
let redirectUri: string;
beforeAll(async () => {
  house = await openHouse();
  browser = await launch();
  client = createServer((_, response) => response.end('The client has it.'));
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve));
  redirectUri = `http://127.0.0.1:${(client.address() as AddressInfo).port}/callback`;
});
afterAll(async () => {
  await browser.close();
  client.close();
  await house.close();
});

async function authorizeUrl(clientName: string): Promise<string> {
  const registered = await fetch(`${house.url}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_name: clientName, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }),
  });
  const { client_id } = (await registered.json()) as { client_id: string };
  const url = new URL(`${house.url}/oauth/authorize`);
  const parameters = {
    response_type: 'code',
    client_id,
    redirect_uri: redirectUri,
    state: 'xyz',
    resource: house.mcpUrl,
  };
  url.search = new URLSearchParams({
    ...parameters,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

const withPage = (options: BrowserContextOptions, run: (page: Page) => Promise<void>) =>
  withPageOf(browser, options, run);

describe('a login in Chromium', () => {
  test('leads through both pages to the client', () =>
    withPage({}, async (page) => {
      await page.goto(await authorizeUrl('Some App'));
      expect(await page.getByRole('heading').textContent()).toContain('Some App');
      const form = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      expect(await (await form).headerValue('Origin')).toBe(house.url);
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByText('The client has it.').waitFor();
      const { searchParams } = new URL(page.url());
      expect(searchParams.get('code')).toBeTruthy();
      expect(searchParams.get('state')).toBe('xyz');
      expect(searchParams.get('iss')).toBe(house.url);
    }));

  test('works by keyboard and without scripts', () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(await authorizeUrl('Keys'));
      const button = page.getByRole('button', { name: 'Continue to Polar' });
      for (let i = 0; i < 5 && !(await button.evaluate((b) => b.matches(':focus'))); i++)
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Allow' }).waitFor();
    }));

  test('that is cancelled goes back to the client', () =>
    withPage({}, async (page) => {
      await page.goto(await authorizeUrl('Some App'));
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('The client has it.').waitFor();
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    }));

  test('that is declined at Polar says so, and leads back', () =>
    withPage({}, async (page) => {
      await page.goto(await authorizeUrl('Some App'));
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      await page.getByRole('button', { name: 'Deny' }).click();
      await page.getByRole('heading', { name: 'Polar was not connected' }).waitFor();
      await page.getByRole('link', { name: 'Back to your app' }).click();
      await page.getByText('The client has it.').waitFor();
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    }));
});

describe('a page', () => {
  test("shows a client's name as text, however it is written", () =>
    withPage({}, async (page) => {
      const name = '<img src=x onerror=alert(1)>';
      await page.goto(await authorizeUrl(name));
      expect(await page.getByRole('heading').textContent()).toContain(name);
      expect(await page.locator('img').count()).toBe(0);
    }));

  test.each(['/', '/oauth/callback?state=nothing', '/nowhere'])('%s fits a narrow screen', (path) =>
    withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(`${house.url}${path}`);
      const width = await page.locator('html').evaluate((html) => html.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
    }),
  );
});
