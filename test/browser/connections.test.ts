import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../e2e/house.ts';
import { type Connected, connect } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { launch, withPage } from './chromium.ts';
import { tabTo } from './keyboard.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  house = await openHouse();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Runs on the list of a person who has logged in. */
function onList(options: BrowserContextOptions, run: (page: Page) => Promise<void>): Promise<void> {
  return withPage(browser, options, async (page) => {
    await page.goto(house.url);
    await page.getByRole('link', { name: 'See which apps can use your account' }).click();
    await page.getByRole('button', { name: 'Log in at Polar' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('button', { name: 'Log out' }).waitFor();
    expect(page.url()).toBe(`${house.url}/connections`);
    await run(page);
  });
}

/** Returns the endpoint's status for a client's token. */
async function statusOf({ session }: Connected): Promise<number> {
  const response = await fetch(house.mcpUrl, mcpRequest(session.tokens()?.access_token, 'tools/list'));
  return response.status;
}

const endButton = (page: Page, app: string) =>
  page.getByRole('button', { name: new RegExp(`^End this connection ${app} \\d`) });

describe('/connections in Chromium', () => {
  let v1: Connected;
  let v2: Connected;
  beforeEach(async () => {
    [v1, v2] = await Promise.all([connect('v1', house.mcpUrl), connect('v2', house.mcpUrl)]);
    return async () => {
      await onList({}, endWhatIsLeft);
      await Promise.all([v1.close(), v2.close()]);
    };
  });

  async function endWhatIsLeft(page: Page) {
    for (const app of ['Test client v1', 'Test client v2']) {
      while ((await endButton(page, app).count()) > 0) {
        await endButton(page, app).first().click();
        await page.getByRole('status').waitFor();
      }
    }
  }

  test('ends the connection that is chosen, and no other: its client gets 401', () =>
    onList({}, async (page) => {
      expect(
        await page
          .getByRole('listitem')
          .filter({ has: page.getByRole('heading') })
          .count(),
      ).toBe(2);
      expect([await statusOf(v1), await statusOf(v2)]).toEqual([200, 200]);
      await endButton(page, 'Test client v1').click();
      expect(await page.getByRole('status').textContent()).toContain('Test client v1 is disconnected');
      expect(await page.title()).toContain('Test client v1 is disconnected');
      expect([await statusOf(v1), await statusOf(v2)]).toEqual([401, 200]);
      await endButton(page, 'Test client v2').waitFor();
      expect(await endButton(page, 'Test client v1').count()).toBe(0);

      // Post, redirect, get: a reload ends nothing more.
      await page.reload();
      expect(await statusOf(v2)).toBe(200);
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('button', { name: 'Log in at Polar' }).waitFor();
    }));

  test('has an app that lacks something log in again, by keyboard and without scripts', async () => {
    const reader = await connect('v2', house.mcpUrl, { scope: 'products:read' });
    await onList({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } }, async (page) => {
      await tabTo(page, page.getByText('Connect again with more'));
      await page.keyboard.press('Enter');
      const button = page.getByRole('button', { name: /^End it, to log in again Test client v2 \d/ });
      expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
      await tabTo(page, button);
      await page.keyboard.press('Enter');
      await page.getByText('Test client v2 is disconnected').waitFor();
      expect(await statusOf(reader)).toBe(401);
      expect([await statusOf(v1), await statusOf(v2)]).toEqual([200, 200]);
    });
    await reader.close();
  });

  test('ends all by keyboard and without scripts', () =>
    onList({ javaScriptEnabled: false }, async (page) => {
      const tabTo = async (name: string) => {
        for (let i = 0; i < 20; i++) {
          await page.keyboard.press('Tab');
          if (name === (await page.locator(':focus').textContent())?.trim()) return;
        }
        throw new Error(`Tab doesn't lead to "${name}"`);
      };
      await tabTo('End all 2 connections');
      await page.keyboard.press('Enter');
      await tabTo('End all 2');
      await page.keyboard.press('Enter');
      await page.getByText('2 connections have ended').waitFor();
      expect([await statusOf(v1), await statusOf(v2)]).toEqual([401, 401]);
    }));

  test('fits a narrow screen', () =>
    onList({ viewport: { width: 320, height: 640 } }, async (page) => {
      const width = () => page.locator('html').evaluate((html) => html.scrollWidth);
      await page.getByText('All ').first().click();
      expect(await width()).toBeLessThanOrEqual(320);
      await endButton(page, 'Test client v1').click();
      await page.getByRole('status').waitFor();
      expect(await width()).toBeLessThanOrEqual(320);
    }));
});
