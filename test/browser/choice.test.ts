import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../generated/scopes.gen.ts';
import { REDIRECT_URL } from '../../scripts/demo-client/oauth-session.ts';
import { type House, openHouse } from '../e2e/house.ts';
import { type Connected, connect } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { BrowserSession } from './browser-session.ts';
import { launch } from './chromium.ts';
import { allowByKeyboard, tabTo } from './keyboard.ts';

const TOKEN = 'polar_oat_simulator';

let house: House;
let browser: Browser;
/** The client's page, where a login ends: one can go back from it. */
let landing: Server;
beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ ALLOW_PASTED_TOKENS: 'true' }), launch()]);
  const { hostname, port } = new URL(REDIRECT_URL);
  landing = createServer((_, response) => response.end('The client has it.'));
  await new Promise<void>((resolve, reject) => landing.once('error', reject).listen(Number(port), hostname, resolve));
});
afterAll(async () => {
  await browser.close();
  landing.close();
  await house.close();
});

interface SignedIn {
  page: Page;
  client: Connected;
  session: BrowserSession;
}

/** Signs a real client in, as `answer` does it in the browser. */
async function signedIn(
  answer: (page: Page) => Promise<void>,
  run: (all: SignedIn) => Promise<void>,
  javaScriptEnabled = true,
): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  const session = new BrowserSession('Test client', page, answer);
  const client = await connect('v2', house.mcpUrl, { session });
  await run({ page, client, session });
  await client.close();
  await context.close();
}

const approve = (level: string) => async (page: Page) => {
  await page.getByRole('radio', { name: level }).check();
  await page.getByRole('button', { name: 'Continue to Polar' }).click();
  await page.getByRole('radio', { name: 'Brightside Tools' }).check();
  await page.getByRole('button', { name: 'Allow' }).click();
};

async function firstProduct(client: Connected): Promise<{ id: string; name: string }> {
  const { structuredContent } = await client.callTool('list_products');
  const [product] = (structuredContent as { items: { id: string; name: string }[] }).items;
  if (!product) throw new Error('There is no product');
  return { id: product.id, name: product.name };
}

/** Sends a call that changes something, without a client that would step up, and returns the endpoint's challenge. */
async function challenge({ session }: Connected, tool: string): Promise<{ status: number; challenge: string | null }> {
  const response = await fetch(
    house.mcpUrl,
    mcpRequest(session.tokens()?.access_token, 'tools/call', { name: tool, arguments: {} }),
  );
  return { status: response.status, challenge: response.headers.get('WWW-Authenticate') };
}

/** Each login asks who the person is, and which organizations they have. */
const atPolar = (...chosen: string[]) => [...new Set(['openid', 'organizations:read', ...chosen])].sort();

describe('what is chosen in Chromium', () => {
  test('only read: a change is refused, and works once it is allowed', () =>
    signedIn(approve('Only read'), async ({ client, session }) => {
      const reading = scopes.filter((scope) => scope.endsWith(':read'));
      expect(session.asked.map((one) => one.sort())).toEqual([atPolar(...reading)]);
      const product = await firstProduct(client);
      const refused = await challenge(client, 'update_product');
      expect(refused.status).toBe(403);
      expect(refused.challenge).toContain('error="insufficient_scope"');
      expect(refused.challenge).toContain('products:write');

      session.answer = approve('Read and change');
      expect((await client.callToolSigningIn('update_product', product)).isError ?? false).toBe(false);
      expect(session.logins).toBe(2);
      expect(session.asked[1]?.sort()).toEqual(atPolar(...reading, 'products:write'));
    }));

  test('read and change: all is asked for, and a change works', () =>
    signedIn(approve('Read and change'), async ({ client, session }) => {
      expect(session.asked.map((one) => one.sort())).toEqual([atPolar(...scopes)]);
      const answer = await client.callTool('update_product', await firstProduct(client));
      expect(answer.isError ?? false).toBe(false);
      expect(session.logins).toBe(1);
    }));

  test('area by area, by keyboard and without scripts', () =>
    signedIn(
      async (page) => {
        await tabTo(page, page.getByRole('radio', { name: 'Only read' }));
        expect(await page.getByRole('combobox').count()).toBe(0);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        expect(await page.getByRole('radio', { name: 'Choose for each area' }).isChecked()).toBe(true);
        const select = (name: string) => page.getByRole('combobox', { name, exact: true });
        const down = async (times: number) => {
          for (let i = 0; i < times; i++) await page.keyboard.press('ArrowDown');
        };
        await tabTo(page, select('Products'));
        expect(await select('Products').inputValue()).toBe('like');
        await down(3);
        await tabTo(page, select('Customers'));
        await down(2);
        expect(await select('Products').inputValue()).toBe('write');
        expect(await select('Customers').inputValue()).toBe('read');
        await tabTo(page, page.getByRole('button', { name: 'Continue to Polar' }));
        await page.keyboard.press('Enter');
        await allowByKeyboard(page);
      },
      async ({ client, session }) => {
        const chosen = ['customers:read', 'products:read', 'products:write'];
        expect(session.asked.map((one) => one.sort())).toEqual([atPolar(...chosen)]);
        const answer = await client.callTool('update_product', await firstProduct(client));
        expect(answer.isError ?? false).toBe(false);
        expect((await challenge(client, 'update_customer')).status).toBe(403);
        expect((await challenge(client, 'list_orders')).status).toBe(403);
      },
      false,
    ));

  test('all areas but some, by keyboard and without scripts', () =>
    signedIn(
      async (page) => {
        await page.getByRole('radio', { name: 'Choose for each area' }).check();
        const select = (name: string) => page.getByRole('combobox', { name, exact: true });
        await tabTo(page, select('All other areas'));
        await page.keyboard.press('ArrowDown');
        await tabTo(page, select('Customers'));
        await page.keyboard.press('ArrowDown');
        expect(await select('All other areas').inputValue()).toBe('read');
        expect(await select('Customers').inputValue()).toBe('');
        await tabTo(page, page.getByRole('button', { name: 'Continue to Polar' }));
        await page.keyboard.press('Enter');
        await allowByKeyboard(page);
      },
      async ({ client, session }) => {
        const reading = scopes.filter((scope) => scope.endsWith(':read') && scope !== 'customers:read');
        expect(session.asked.map((one) => one.sort())).toEqual([atPolar(...reading)]);
        await firstProduct(client);
        expect((await challenge(client, 'list_customers')).status).toBe(403);
      },
      false,
    ));

  describe('nothing: the page says so', () => {
    const heading = (page: Page) => page.getByRole('heading', { name: 'use your Polar account?' });
    async function chooseNothing(page: Page): Promise<void> {
      await page.getByRole('radio', { name: 'Choose for each area' }).check();
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      await page.getByRole('alert').getByText('Nothing was chosen').waitFor();
    }

    test.each<[string, (page: Page) => Promise<void>]>([
      [
        'and is corrected there, by keyboard',
        async (page) => {
          await heading(page).waitFor();
          expect(await page.getByRole('alert').evaluate((note) => note.matches(':focus'))).toBe(true);
          expect(await page.getByRole('radio', { name: 'Choose for each area' }).isChecked()).toBe(true);
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
          await page.keyboard.press('Tab');
          await page.keyboard.press('ArrowUp');
          await page.keyboard.press('ArrowUp');
          expect(await page.getByRole('radio', { name: 'Only read' }).isChecked()).toBe(true);
          await tabTo(page, page.getByRole('button', { name: 'Continue to Polar' }));
          await page.keyboard.press('Enter');
          await allowByKeyboard(page);
        },
      ],
      [
        'and is corrected after going back, too',
        async (page) => {
          await page.goBack();
          expect(await page.getByRole('alert').count()).toBe(0);
          await approve('Only read')(page);
        },
      ],
    ])('%s', (_, correct) =>
      signedIn(
        async (page) => {
          await chooseNothing(page);
          await correct(page);
        },
        async ({ client }) => {
          await firstProduct(client);
        },
        false,
      ),
    );
  });
});

describe('a pasted token in Chromium', () => {
  /** Every address that the browser asked for, and whatever it keeps of the page it was on. */
  async function paste(page: Page, send: () => Promise<void>): Promise<void> {
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url(), request.headers().referer ?? ''));
    const summary = page.getByText('Use an organization access token instead');
    const field = page.getByLabel('Organization access token', { exact: true });
    for (let i = 0; i < 12 && !(await summary.evaluate((element) => element.matches(':focus'))); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect([await field.getAttribute('autocomplete'), await field.getAttribute('type')]).toEqual(['off', 'password']);
    await page.keyboard.type(TOKEN);
    const landed = page.waitForRequest((request) => request.url().startsWith(REDIRECT_URL));
    await send();
    await landed;
    expect(urls.length).toBeGreaterThan(1);
    expect(urls.filter((url) => url.includes(TOKEN))).toEqual([]);
  }

  /** Back on the consent page, the field is empty: it isn't in the session's history. */
  async function expectForgotten(page: Page): Promise<void> {
    await page.getByText('The client has it.').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'use your Polar account?' }).waitFor();
    expect(await page.locator('#token').inputValue()).toBe('');
  }

  test('that is of no use is asked for again, in its field', () =>
    signedIn(
      async (page) => {
        await page.getByText('Use an organization access token instead').click();
        await page.getByLabel('Organization access token', { exact: true }).fill('polar_oat_unknown');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').getByText('Polar doesn’t know this token').waitFor();
        expect(await page.locator('#token').inputValue()).toBe('');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        expect(await page.locator('#token').evaluate((field) => field.matches(':focus'))).toBe(true);
        await page.keyboard.type(TOKEN);
        await page.keyboard.press('Enter');
      },
      async ({ client }) => {
        await firstProduct(client);
      },
      false,
    ));

  test.each([
    ['with Return in its field', (page: Page) => page.keyboard.press('Enter')],
    [
      'with its button',
      async (page: Page) => {
        await tabTo(page, page.getByRole('button', { name: 'Connect with this token' }));
        await page.keyboard.press('Enter');
      },
    ],
  ])('is sent %s, and stays nowhere in the browser', (_, send) =>
    signedIn(
      (page) => paste(page, () => send(page)),
      async ({ page, client, session }) => {
        expect(session.asked).toEqual([]);
        await firstProduct(client);
        await expectForgotten(page);
      },
    ),
  );
});
