import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OBJECTS, startWorkerd, type Workerd } from '../../bench/lab/workerd.ts';
import { type Bundle, bundle } from '../support/bundle.ts';
import { launch, withPage } from './chromium.ts';

/** For a look at the pages by eye. */
const folder = process.env.PICTURES;

let browser: Browser;
let built: Bundle;
const workers: Workerd[] = [];
beforeAll(async () => {
  [browser, built] = await Promise.all([launch(), bundle()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), built.remove(), ...workers.map((worker) => worker.close())]);
});

/** The Worker as Cloudflare's button deploys it: what `wrangler deploy` bundles, in workerd, with bindings and no secret. */
async function deployed(vars: Record<string, string> = {}): Promise<string> {
  const worker = await startWorkerd({ bundle: built.folder, objects: OBJECTS, vars, readyPath: null });
  workers.push(worker);
  return worker.url;
}

async function examine(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source);
  for (const width of [320, 768, 1440])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
      expect(violations.map(({ id }) => id)).toEqual([]);
      const flags = page.locator('.snippet code span');
      expect(await flags.evaluateAll((spans) => spans.map((span) => span.getClientRects().length))).not.toContain(2);
      expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
      if (folder) await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
}

test('without a secret, its page has one command to copy, and leads nowhere else on this server', async () => {
  const url = await deployed({ ALLOWED_ORGANIZATIONS: '' });
  await withPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(500);
    await page.getByRole('heading', { level: 1, name: 'This server isn’t set up yet' }).waitFor();
    await examine(page, 'not-set-up');
    const flags = await page.locator('.snippet code span').allTextContents();
    expect(flags).toEqual(['--environment', '--base-url', '--deploy']);
    await page.getByRole('button', { name: 'Copy the command' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `npm ci && npm run setup -- --environment sandbox --base-url ${url.replace('http:', 'https:')} --deploy`,
    );
    expect(await page.locator('a[href^="/"]').count()).toBe(0);
  });
});

test('a wrong variable is listed, with the command that deploys the right one', async () => {
  const whole = { POLAR_CLIENT_ID: 'x', POLAR_CLIENT_SECRET: 'y', BASE_URL: 'https://mcp.example.com' };
  const url = await deployed({ ...whole, READ_ONLY: 'yes', ALLOWED_ORGANIZATIONS: 'Acme' });
  await withPage(browser, {}, async (page) => {
    await page.goto(url);
    await page.getByText('READ_ONLY must be true or false').waitFor();
    await examine(page, 'wrong-setting');
  });
});
