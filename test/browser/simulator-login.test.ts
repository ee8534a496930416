import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../simulator/index.ts';
import { examine } from './accessible.ts';
import { launch, withPage } from './chromium.ts';

const CLIENT = { id: 'polar_ci_page', secret: 'polar_cs_page', name: 'polar-mcp' };

let simulator: Simulator;
let browser: Browser;
beforeAll(async () => {
  simulator = await startSimulator({ clients: [{ ...CLIENT, redirectUris: ['http://localhost:1/callback'] }] });
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await simulator.close();
});

function authorizeUrl(query: Record<string, string> = {}): string {
  const asked = { response_type: 'code', client_id: CLIENT.id, scope: 'openid products:read', state: 'xyz', ...query };
  return `${simulator.url}/oauth2/authorize?${new URLSearchParams(asked)}`;
}

const forOne = { sub_type: 'organization' };

/** Presses Allow, and returns where the page leads: nobody listens there. */
async function allow(page: Page): Promise<URL> {
  const [request] = await Promise.all([
    page.waitForRequest(/\/callback\?/),
    page.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true }),
  ]);
  return new URL(request.url());
}

test.each([320, 768, 1440])('the login of the simulator is accessible at %i px, light and dark', (width) =>
  withPage(browser, { viewport: { width, height: 800 } }, async (page) => {
    for (const query of [forOne, {}]) {
      await page.goto(authorizeUrl(query));
      await examine(page, { width });
      await page.getByText('It asks for').click();
      await page.getByRole('radio', { name: SEED.otherUser.name }).check();
      await examine(page, { width });
    }
    await page.goto(authorizeUrl({ client_id: 'polar_ci_unknown' }));
    await examine(page, { width });
  }),
);

test.each([
  ['one organization', forOne, 'radio'],
  ['any number', {}, 'checkbox'],
] as const)('who is chosen last decides, of %s and without scripts', (_, query, role) =>
  withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(authorizeUrl(query));
    await page.getByRole(role, { name: 'Brightside Tools' }).check();
    await page.getByRole('radio', { name: SEED.otherUser.name }).check();
    expect(await page.getByRole(role, { name: 'Brightside Tools' }).count()).toBe(0);
    const { searchParams } = await allow(page);
    expect([searchParams.get('state'), searchParams.get('code')]).toEqual(['xyz', expect.stringMatching(/\S/)]);
  }),
);

test('one organization has to be chosen, so one is from the start', () =>
  withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(authorizeUrl(forOne));
    expect((await allow(page)).searchParams.get('code')).toMatch(/\S/);
  }));
