import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../e2e/house.ts';
import { examine, NARROW } from './accessible.ts';
import { type App, openApp } from './app.ts';
import { launch, withPage } from './chromium.ts';
import { tabTo } from './keyboard.ts';

let house: House;
let browser: Browser;
let app: App;
beforeAll(async () => {
  [house, browser, app] = await Promise.all([openHouse({ ALLOW_PASTED_TOKENS: 'true' }), launch(), openApp()]);
});
afterAll(async () => {
  await browser.close();
  app.close();
  await house.close();
});

const onPage = (run: (page: Page) => Promise<void>) => withPage(browser, { viewport: NARROW }, run);

describe('accessible and without scrolling sideways at 320 px, light and dark', () => {
  test.each(['/oauth/callback?state=nothing', '/nowhere', '/connections'])('%s', (path) =>
    onPage(async (page) => {
      await page.goto(`${house.url}${path}`);
      await examine(page);
    }),
  );

  test('the consent page, also with everything open', () =>
    onPage(async (page) => {
      await page.goto(await app.authorizeUrl(house, `${'Donaudampfschifffahrt'.repeat(5)} & Co.`));
      await examine(page);
      await page.getByRole('radio', { name: 'Read and change' }).check();
      await page.getByText('permissions by name').click();
      await page.getByText('Use an organization access token instead').click();
      await examine(page);
      await page.getByRole('radio', { name: 'Choose for each area' }).check();
      await page.getByRole('combobox', { name: 'Products' }).waitFor();
      await examine(page);
    }));

  test.each([320, 768, 1440])('the consent page with a choice for each area, and answered, at %i px', (width) =>
    withPage(browser, { viewport: { width, height: 800 } }, async (page) => {
      await page.goto(await app.authorizeUrl(house, 'Some App'));
      await page.getByRole('radio', { name: 'Choose for each area' }).check();
      await page.getByRole('combobox', { name: 'All other areas' }).selectOption('Read and change');
      await examine(page, { width });
      const areas = await page.locator('.areas li').evaluateAll((items) =>
        items.map((item) => {
          const [label, select] = [...item.children].map((child) => child.getBoundingClientRect());
          if (!label || !select) throw new Error('An area lacks its label or its select');
          return { isBeside: select.top < label.bottom && select.left >= label.right, height: select.height };
        }),
      );
      expect(areas.every(({ isBeside, height }) => isBeside && height >= 24)).toBe(true);
      // Before, each select stood below its label: 4,500 px.
      if (width === 320) expect(await page.locator('html').evaluate((html) => html.scrollHeight)).toBeLessThan(3600);
      await page.getByRole('combobox', { name: 'All other areas' }).selectOption('No access');
      await page.getByRole('button', { name: 'Continue to Polar' }).click();
      await page.getByRole('alert').waitFor();
      await examine(page, { width });
      await page.getByRole('combobox', { name: 'Products' }).selectOption('Only read');
      await page.getByText('Use an organization access token instead').click();
      await page.getByLabel('Organization access token', { exact: true }).fill('polar_oat_unknown');
      await page.getByRole('button', { name: 'Connect with this token' }).click();
      await page.getByText('Polar doesn’t know this token').waitFor();
      expect(await page.getByRole('combobox', { name: 'Products' }).inputValue()).toBe('read');
      await examine(page, { width });
    }),
  );

  test('an app that can’t be connected, whose site is a click away and no less', () =>
    onPage(async (page) => {
      const elsewhere = `https://${'x'.repeat(60)}.example/callback`;
      const url = new URL(await app.authorizeUrl(house, 'Some App', undefined, elsewhere));
      url.searchParams.set('resource', 'https://another-server.example/mcp');
      await page.goto(url.href);
      await examine(page);
      const link = page.getByRole('link', { name: /^Go on to x+\.example$/ });
      // In one piece also over two lines, and under the text.
      const { pieces, top, bottom } = await link.evaluate((button) => ({
        pieces: button.getClientRects().length,
        top: button.getBoundingClientRect().top,
        bottom:
          button.parentElement?.previousElementSibling?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY,
      }));
      expect(pieces).toBe(1);
      expect(top).toBeGreaterThanOrEqual(bottom);
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/x+\.example\/callback\?error=invalid_target/);
      expect(page.url()).toContain(house.url);
    }));

  test('what Polar refused, and the list of connections', () =>
    onPage(async (page) => {
      const toPolar = async () => {
        await page.goto(await app.authorizeUrl(house, 'Some App'));
        await page.getByRole('button', { name: 'Continue to Polar' }).click();
        await page.getByRole('radio', { name: 'Brightside Labs' }).check();
      };
      await toPolar();
      await house.polar.fault({ kind: 'status', status: 429, match: { path: '/v1/oauth2/token' } });
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('heading', { name: 'Too many requests to Polar' }).waitFor();
      await examine(page);
      await toPolar();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByText('The client has it.').waitFor();
      await page.goto(`${house.url}/connections`);
      await page.getByRole('button', { name: 'Log in at Polar' }).click();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('button', { name: 'End this connection' }).waitFor();
      await examine(page);
      await page.getByText('Connect again with more').click();
      await examine(page);
    }));
});

describe('the start page', () => {
  test.each([320, 768, 1440])('is accessible and doesn’t scroll sideways at %i px, opened up', (width) =>
    withPage(browser, { viewport: { width, height: 800 } }, async (page) => {
      await page.goto(`${house.url}/`);
      for (const summary of await page.locator('.apps summary, .toolset:nth-of-type(-n + 3) summary').all())
        await summary.click();
      await examine(page, { width });
    }),
  );

  test.each(['q=refund', `toolset=nope&q=${'Donaudampfschifffahrt'.repeat(5)}`])('is so with ?%s', (query) =>
    onPage(async (page) => {
      await page.goto(`${house.url}/?${query}`);
      await examine(page);
    }),
  );

  test('copies a text, and shows no button for it without scripts', async () => {
    const address = (page: Page) => page.getByRole('group', { name: 'the server address' });
    const context = await browser.newContext();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.url });
    const page = await context.newPage();
    await page.goto(`${house.url}/`);
    await page.getByRole('button', { name: 'Copy the server address' }).click();
    await page.getByRole('button', { name: 'Copied the server address' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(house.mcpUrl);
    await context.close();
    await withPage(browser, { javaScriptEnabled: false }, async (plain) => {
      await plain.goto(`${house.url}/`);
      expect(await plain.getByRole('button', { name: /Copy/ }).count()).toBe(0);
      await tabTo(plain, address(plain));
    });
  });

  test('works without scripts, by keyboard, and asks no other server for anything', () =>
    withPage(browser, { javaScriptEnabled: false }, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${house.url}/`);
      await page.getByRole('link', { name: 'Tools', exact: true }).click();
      const words = page.getByRole('searchbox', { name: 'What do you want to do?' });
      await tabTo(page, words);
      await page.keyboard.type('give money back');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'the best first' }).waitFor();
      expect(await page.locator('.tools li').first().textContent()).toMatch(
        /^\s*Create refund\s+Moves money\s+create_refund/,
      );
      expect(new URL(page.url()).hash).toBe('#tools');
      await page.getByRole('combobox', { name: 'What it does' }).selectOption('Reads');
      await page.getByRole('button', { name: 'Find' }).click();
      await page.getByText('Look among all tools').click();
      await page.getByText('Show every toolset').click();
      await page.getByText('Money that goes back').click();
      expect(await page.getByText('create_refund', { exact: true }).isVisible()).toBe(true);
      expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([house.url]));
    }));
});

test('the consent page reads as it is meant to', () =>
  onPage(async (page) => {
    await page.goto(await app.authorizeUrl(house, 'Some App', 'products:read products:write'));
    expect(await page.locator('main').ariaSnapshot()).toMatchInlineSnapshot(`
      "- main:
        - paragraph:
          - strong: "Sandbox:"
          - text: test data, no real money
        - heading "Let Some App use your Polar account?" [level=1]
        - term: App
        - definition: Some App (the app chose this name; nobody has checked it)
        - term: Access is sent to
        - definition:
          - strong: 127.0.0.1
        - note:
          - text: Access goes to
          - strong: a program on your own computer
          - text: . Continue only if you started this there just now.
        - group "What may it do?":
          - text: What may it do?
          - radio "Only read It can look things up, and change nothing." [checked]
          - strong: Only read
          - text: It can look things up, and change nothing.
          - radio "Read and change This can include refunds, cancellations and deletions. The app asks for this."
          - strong: Read and change
          - text: This can include refunds, cancellations and deletions. The app asks for this.
          - radio "Choose for each area What you don’t open stays closed to it."
          - strong: Choose for each area
          - text: What you don’t open stays closed to it.
          - group: 2 permissions by name
        - group "In which organizations?":
          - text: In which organizations?
          - radio "One organization Polar asks which. The app can’t reach any other." [checked]
          - strong: One organization
          - text: Polar asks which. The app can’t reach any other.
          - radio "All that I have The app says each time which one it means."
          - strong: All that I have
          - text: The app says each time which one it means.
        - paragraph: Next, Polar asks you to log in and to confirm.
        - button "Continue to Polar"
        - button "Cancel"
        - group: Use an organization access token instead"
    `);
  }));

test.each([
  ['HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['letters that turn around what follows', 'App\u202e\u2066 evil', 'App evil'],
  ['far too many letters', 'x'.repeat(500), `${'x'.repeat(80)}…`],
])("a client's name of %s is text, and changes nothing around it", (_, name, shown) =>
  onPage(async (page) => {
    await page.goto(await app.authorizeUrl(house, name));
    expect(await page.getByRole('heading').textContent()).toBe(`Let ${shown} use your Polar account?`);
    expect(await page.title()).toBe(`Let ${shown} use your Polar account?`);
    expect(await page.locator('img').count()).toBe(0);
  }),
);

test('a page of another site can’t frame the consent page, though it can frame its own', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const framedBy = async (url: string) => {
    await page.goto(`${app.origin}/frame?url=${encodeURIComponent(url)}`);
    return page.frameLocator('iframe').locator('body').textContent();
  };
  expect(await framedBy(`${app.origin}/callback`)).toBe('The client has it.');
  expect(await framedBy(await app.authorizeUrl(house, 'Some App'))).not.toContain('Some App');
  await context.close();
});
