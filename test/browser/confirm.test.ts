import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SEED } from '../../simulator/index.ts';
import { type House, openHouse } from '../e2e/house.ts';
import { type Connected, connect } from '../support/clients.ts';
import { launch, withPage } from './chromium.ts';
import { tabTo } from './keyboard.ts';

const REFUND = { order_id: SEED.order, reason: 'customer_request', amount: 500 };

let house: House;
let browser: Browser;
let client: Connected;
beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ CONFIRM_BY: 'person' }), launch()]);
  client = await connect('v2', house.mcpUrl);
});
afterAll(async () => {
  await client.close();
  await browser.close();
  await house.close();
});
beforeEach(() => house.polar.reset({ keepLogins: true }));

interface Told {
  id?: string;
  link?: string;
  state?: string;
  result?: { amount?: number };
  items?: { tool: string; outcome: string }[];
}

const call = async (name: string, args: Record<string, unknown>) =>
  (await client.callTool(name, args)).structuredContent as Told;

/** Asks for a change as the app does. */
async function asked(
  name = 'create_refund',
  args: Record<string, unknown> = REFUND,
): Promise<{ id: string; link: string }> {
  // The first repetition of a call hears what became of the one before.
  const { id = '', link = '' } = await call(name, args).then((told) => (told.link ? told : call(name, args)));
  expect(link).toMatch(new RegExp(`^${house.url}/confirm/[\\w-]+$`));
  return { id, link };
}

const stateOf = (id: string) => call('call_read_tool', { name: 'get_change', arguments: { id } });

async function logIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log in at Polar' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

const approve = (page: Page) => page.getByRole('button', { name: 'Approve' });

/** WCAG's rules and axe's own, in both schemes; and no way to scroll sideways. */
async function examine(page: Page, width: number): Promise<void> {
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      colorScheme,
    ).toEqual([]);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
    await picture(page, `${width}-${colorScheme}`);
  }
}

/** The buttons stand on the first two screens of a phone, below what they are about, and the details below them. */
async function buttonsComeEarly(page: Page): Promise<void> {
  const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? Number.NaN;
  const button = await top(approve(page));
  expect(button).toBeLessThan(1000);
  expect(await top(page.locator('.consequence'))).toBeLessThan(button);
  expect(await top(page.getByRole('heading', { name: 'at Polar now' }).first())).toBeGreaterThan(button);
}

/** Pictures to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const slug = heading
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .slice(0, 40);
  if (folder) await page.screenshot({ path: `${folder}/${slug}-${name}.png`, fullPage: true });
}

describe('the page of a change in Chromium', () => {
  test.each<[string, BrowserContextOptions]>([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
  ])('leads from the call over the login to the refund, by keyboard, %s', (_, options) =>
    withPage(browser, options, async (page) => {
      const { id, link } = await asked();
      await page.goto(link);
      await tabTo(page, page.getByRole('button', { name: 'Log in at Polar' }));
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Allow' }).click();
      expect(page.url()).toBe(link);
      expect(await stateOf(id)).toMatchObject({ state: 'waiting' });
      await tabTo(page, approve(page));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      expect(page.url()).toBe(link);
      expect(await stateOf(id)).toMatchObject({ state: 'made', result: { amount: 500 } });
      await page.reload();
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      await page.goBack();
      const { items = [] } = await call('list_recent_writes', { limit: 1 });
      expect(items).toMatchObject([{ tool: 'create_refund', outcome: 'done' }]);
    }),
  );
});

/** Decides in another tab, or another browser, meanwhile. */
async function inOtherTab(page: Page, link: string, run: (other: Page) => Promise<void>): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(link);
  await run(other);
  await other.close();
}

/** Logs in as another person of the simulator than the first. */
async function logInAsOther(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log in at Polar' }).click();
  await page.getByRole('radio', { name: SEED.otherUser.name }).check();
  await page.getByRole('button', { name: 'Allow' }).click();
}

const onChange = (
  args: Record<string, unknown>,
  run: (page: Page, asked: { id: string; link: string }) => Promise<void>,
) =>
  withPage(browser, {}, async (page) => {
    const change = await asked('create_refund', { ...REFUND, ...args });
    await page.goto(change.link);
    await run(page, change);
  });

describe('a person', () => {
  test('who declines changes nothing, and the form of another tab does no more', () =>
    onChange({ amount: 410 }, async (page, { id, link }) => {
      await logIn(page);
      await approve(page).waitFor();
      await inOtherTab(page, link, async (other) => {
        await other.getByRole('button', { name: 'Don’t' }).click();
        await other.getByRole('heading', { name: 'Not done, as you decided' }).waitFor();
      });
      await approve(page).click();
      await page.getByRole('heading', { name: 'Not done, as you decided' }).waitFor();
      await page.getByText('decided before').waitFor();
      expect(await stateOf(id)).toMatchObject({ state: 'declined' });
      expect((await call('list_recent_writes', {})).items?.filter(({ outcome }) => outcome === 'started')).toEqual([]);
    }));

  test('who is another one sees nothing of it', () =>
    onChange({ amount: 420 }, async (page, { id, link }) => {
      await logInAsOther(page);
      await page.getByRole('heading', { name: 'There is nothing to decide here' }).waitFor();
      expect(await page.content()).not.toContain('4.20');
      await page.goto(link);
      await page.getByRole('button', { name: 'Log in at Polar' }).waitFor();
      expect(await stateOf(id)).toMatchObject({ state: 'waiting' });
    }));

  test('sees anew what changed while they looked, and decides again', () =>
    onChange({ amount: 430 }, async (page, { id }) => {
      await logIn(page);
      await approve(page).waitFor();
      const other = await asked('create_refund', { ...REFUND, amount: 130 });
      await inOtherTab(page, other.link, async (tab) => {
        await logIn(tab);
        await approve(tab).click();
        await tab.getByRole('heading', { name: 'Done' }).waitFor();
      });
      await approve(page).click();
      await page.getByRole('alert').getByText('Something changed since you looked').waitFor();
      await examine(page, 1280);
      expect(await stateOf(id)).toMatchObject({ state: 'waiting' });
      await approve(page).click();
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      expect(await stateOf(id)).toMatchObject({ state: 'made', result: { amount: 430 } });
    }));

  test('hears that nobody knows, when Polar’s answer is lost', () =>
    onChange({ amount: 440 }, async (page, { id }) => {
      await logIn(page);
      await house.polar.fault({ kind: 'drop_after_commit', match: { operationId: 'refunds:create' } });
      await approve(page).click();
      await page.getByRole('heading', { name: 'It isn’t known whether it was done' }).waitFor();
      await examine(page, 1280);
      expect(await stateOf(id)).toMatchObject({ state: 'unknown' });
    }));

  test('sees texts of others as text alone, in one line of sight with ours', () =>
    onChange(
      { amount: 450, comment: `\u202e"><img src=x onerror=alert(1)><h1>Approved</h1>${'W'.repeat(300)}` },
      async (page) => {
        await logIn(page);
        await approve(page).waitFor();
        expect(await page.locator('main img').count()).toBe(0);
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
      },
    ));
});

describe('accessible and without scrolling sideways, light and dark', () => {
  test.each([320, 768, 1280])('at %i px', (width) =>
    withPage(browser, { viewport: { width, height: 800 } }, async (page) => {
      const { link } = await asked();
      await page.goto(link);
      await examine(page, width);
      await logIn(page);
      await approve(page).waitFor();
      await buttonsComeEarly(page);
      await examine(page, width);
      await approve(page).click();
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      for (const said of ['Refund 5.00 USD', 'chloe.martin@example.com', 'Icon Pack', 'Brightside Tools'])
        await page.getByText(said).first().waitFor();
      await examine(page, width);
      const { link: other } = await asked('revoke_subscription', { id: SEED.subscription });
      await page.goto(other);
      await logIn(page);
      await approve(page).waitFor();
      await buttonsComeEarly(page);
      await examine(page, width);
      await page.getByRole('button', { name: 'Don’t' }).click();
      await page.getByRole('heading', { name: 'Not done, as you decided' }).waitFor();
      await examine(page, width);
      await page.goto(`${house.url}/confirm/nothing`);
      await examine(page, width);
    }),
  );
});
