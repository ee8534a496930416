/** `npm run pictures` */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { npmScript, runScript } from '../../scripts/run-script.ts';
import { launch } from './chromium.ts';
import { openHostSite, type ViewHost, withHost } from './views/host.ts';

const FOLDER = 'docs/pictures';
const ABOUT = `Makes the pictures of README in ${FOLDER}/: views of the simulated shop in Chromium, light and dark. Run it after a change of the views.`;
/** The shop's last day. A later one would show other figures. */
const LIVES_UNTIL = '2026-12-01T00:00:00Z';
/** The shop sells in dollars, which others would see as US$. */
const PERSON = { locale: 'en-US', timeZone: 'America/New_York' };
/** README shows two pictures beside each other, each on some 430 pixels. Tall enough for either, so that nothing scrolls. */
const VIEWPORT = { width: 520, height: 1200 };
/** Sharp on screens with two pixels to a point. */
const SCALE = 1.6;
const QUALITY = 80;

const VIEWS: Record<string, (host: ViewHost) => Promise<void>> = {
  refund: async (host) => {
    const { structuredContent } = await host.call('list_orders', { limit: 20, fields: 'id,net_amount' });
    const { items } = structuredContent as { items: { id: string; net_amount: number }[] };
    const order = items.find(({ net_amount }) => net_amount > 5000);
    if (!order) throw new Error('The shop has no order to refund');
    await host.show('create_refund', { order_id: order.id, reason: 'customer_request', amount: order.net_amount });
    // For its first moments no press counts, in case it was meant for something else.
    await host.view().locator('button:enabled', { hasText: 'Approve' }).waitFor();
    await host.view().getByText('Order now').click();
  },
  metrics: async (host) => {
    await host.show('get_metrics', {
      start_date: '2026-01-01',
      end_date: '2026-11-30',
      interval: 'month',
      metrics: ['revenue', 'net_revenue'],
      timezone: PERSON.timeZone,
    });
    await host
      .view()
      .getByText(/before:/)
      .first()
      .waitFor();
  },
};

async function makePictures(): Promise<void> {
  const [site, browser] = await Promise.all([openHostSite({}, { livesUntil: LIVES_UNTIL }), launch()]);
  try {
    await mkdir(FOLDER, { recursive: true });
    for (const [name, show] of Object.entries(VIEWS)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await withHost(
          browser,
          site,
          { colorScheme, context: { theme: colorScheme, ...PERSON }, viewport: VIEWPORT },
          async (host) => {
            await show(host);
            const path = `${FOLDER}/${name}-${colorScheme}.webp`;
            const picture = await pictureOf(host.page);
            await writeFile(path, picture);
            console.log(`${path}: ${picture.length} bytes`);
          },
        );
      }
    }
  } finally {
    await Promise.allSettled([browser.close(), site.close()]);
  }
}

/** The view as WebP, which Playwright itself doesn't write. */
async function pictureOf(page: Page): Promise<Buffer> {
  await page.addStyleTag({ content: 'iframe { outline: 1px solid #8888; outline-offset: -1px }' });
  const box = await page.locator('iframe').boundingBox();
  if (!box) throw new Error('The view is not shown');
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { ...box, scale: SCALE },
  });
  return Buffer.from(data, 'base64');
}

await runScript(npmScript('pictures', ABOUT).action(makePictures));
