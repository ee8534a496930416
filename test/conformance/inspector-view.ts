import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { freePort } from '../../scripts/local-worker.ts';
import { SEED } from '../../simulator/index.ts';
import { launch } from '../browser/chromium.ts';
import { INSPECTOR } from './inspector.ts';

const START_TIMEOUT_MS = 20_000;
const STEP_TIMEOUT_MS = 10_000;

/**
 * Opens the view in MCP Inspector's pages, a host of MCP Apps that nobody here wrote, in Chromium: a list, and a refund that the person
 * approves there.
 *
 * @param home where the Inspector keeps what it keeps
 * @returns one line for what is not as it should be
 */
export async function lookWithInspector(mcpUrl: string, home: string): Promise<string[]> {
  // Its pages speak the revision before 2026-07-28 here: in the other, they declare forms, and a form comes before a view.
  const { url, child } = await startPages(['--server-url', mcpUrl, '--protocol-era', 'legacy'], home);
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    await page.goto(url);
    await page.getByRole('switch').first().click({ force: true });
    await page.getByText('Apps', { exact: true }).first().click();
    await open(page, 'List products');
    await view(page).getByRole('heading', { name: 'Products' }).waitFor();
    await page.getByText('Create refund', { exact: true }).first().click();
    await page.getByLabel('order_id').first().fill(SEED.order);
    await page.getByLabel('amount').first().fill('100');
    await page.getByLabel('reason').first().click();
    await page.getByRole('option', { name: 'customer_request' }).click();
    await page.getByRole('button', { name: 'Open App' }).click();
    await view(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await view(page).getByText('You approved it, and it was made.').waitFor();
    return [];
  } catch (error) {
    return [`Inspector, its view: ${error instanceof Error ? error.message : error}`];
  } finally {
    await browser.close();
    child.kill();
  }
}

async function open(page: Page, title: string): Promise<void> {
  await page.getByText(title, { exact: true }).first().click();
  await page.getByRole('button', { name: 'Open App' }).click();
}

/** The Inspector has a frame around the view's own. */
const view = (page: Page) => page.frameLocator('iframe').frameLocator('iframe');

/** @throws Error when it doesn't say its address */
async function startPages(args: string[], home: string): Promise<{ url: string; child: ChildProcess }> {
  const script = join(INSPECTOR, 'clients', 'launcher', 'build', 'index.js');
  const [pages, sandbox] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [script, '--web', '--transport', 'http', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      HOME: home,
      MCP_AUTO_OPEN_ENABLED: 'false',
      MCP_INSPECTOR_SECRET_STORE: 'memory',
      CLIENT_PORT: String(pages),
      MCP_SANDBOX_PORT: String(sandbox),
    },
  });
  const until = AbortSignal.timeout(START_TIMEOUT_MS);
  let said = '';
  try {
    for (;;) {
      const [, url] = new RegExp(`(http://[\\w.]+:${pages}\\S*)\\n`).exec(said) ?? [];
      if (url !== undefined) return { url, child };
      const [chunk] = await once(child.stdout, 'data', { signal: until });
      said += chunk;
    }
  } catch {
    child.kill();
    throw new Error('The Inspector’s pages did not start');
  }
}
