import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../simulator/faults.ts';
import { SEED } from '../../simulator/index.ts';
import { type House, openHouse } from '../e2e/house.ts';
import { connect } from '../support/clients.ts';
import { type App, openApp } from './app.ts';
import { BrowserSession } from './browser-session.ts';
import { launch, withPage as withPageOf } from './chromium.ts';
import { tabTo } from './keyboard.ts';

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

const authorizeUrl = (name: string) => app.authorizeUrl(house, name);

const withPage = (options: BrowserContextOptions, run: (page: Page) => Promise<void>) =>
  withPageOf(browser, options, run);

/** Reads the headers as they are sent: Playwright's own list of headers never comes for a form that is redirected. */
async function originOfForm(page: Page): Promise<string | undefined> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  return new Promise((resolve) => {
    devtools.on('Network.requestWillBeSentExtraInfo', ({ headers }) => {
      if (headers['Content-Type'] === 'application/x-www-form-urlencoded') resolve(headers.Origin);
    });
  });
}

describe('a login in Chromium', () => {
  test('leads through both pages to the client', () =>
    withPage({}, async (page) => {
      await page.goto(await authorizeUrl('Some App'));
      expect(await page.getByRole('heading').textContent()).toContain('Some App');
      const origin = originOfForm(page);
      await page.getByRole('radio', { name: 'All that I have' }).check();
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      expect(await origin).toBe(house.url);
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
      await tabTo(page, button);
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

describe('somebody with several organizations', () => {
  test('picks one at Polar, and calls reach that one alone', () =>
    withPage({}, async (page) => {
      const session = new BrowserSession('Test client', page, async () => {
        expect(await page.getByRole('radio', { name: 'One organization' }).isChecked()).toBe(true);
        await page.getByRole('button', { name: 'Continue to Polar' }).click();
        await page.getByRole('radio', { name: 'Brightside Labs' }).check();
        await page.getByRole('button', { name: 'Allow' }).click();
      });
      const client = await connect('v2', house.mcpUrl, { session });
      const { structuredContent } = await client.callTool('list_products', { limit: 100, fields: 'organization_id' });
      const { items } = structuredContent as { items: { organization_id: string }[] };
      expect(new Set(items.map((item) => item.organization_id))).toEqual(new Set([SEED.otherOrganization]));
      await client.close();
    }));

  test('declines there, and the client is told', () =>
    withPage({}, async (page) => {
      await page.goto(await authorizeUrl('Some App'));
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      await page.getByRole('button', { name: 'Deny' }).click();
      await page.getByRole('link', { name: 'Back to your app' }).click();
      await page.getByText('The client has it.').waitFor();
      const { searchParams } = new URL(page.url());
      expect(searchParams.get('error')).toBe('access_denied');
      expect(searchParams.has('code')).toBe(false);
    }));
});

test.each<[string, Fault, string, string]>([
  ['can’t be reached', { kind: 'drop' }, 'Polar isn’t answering', 'temporarily_unavailable'],
  [
    'limits',
    { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
    'Too many requests to Polar',
    'temporarily_unavailable',
  ],
  [
    'refuses this server',
    {
      kind: 'status',
      status: 400,
      body: '{"error":"invalid_client"}',
      headers: { 'content-type': 'application/json' },
    },
    'Polar doesn’t accept this server',
    'server_error',
  ],
  [
    'isn’t understood',
    { kind: 'status', status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
    'This server doesn’t understand Polar',
    'server_error',
  ],
])('when Polar %s at the end of a login, a page says so, and the client hears of it', async (_, fault, title, error) =>
  withPage({}, async (page) => {
    await page.goto(await authorizeUrl('Some App'));
    await page.getByRole('radio', { name: 'All that I have' }).check();
    await page.getByRole('button', { name: 'Continue to Polar' }).click();
    await house.polar.fault({ ...fault, match: { path: '/v1/oauth2/token' } });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByRole('link', { name: 'Back to your app' }).click();
    await page.getByText('The client has it.').waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual([error, 'xyz']);
  }),
);
