import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PICTURES, renderPicture } from '../../scripts/icons/render.ts';
import { launch } from './chromium.ts';

/** The Worker's upload has a budget. */
const MAX_BYTES = 4 * 1024;

/** Of 255: versions of Chromium draw edges a little differently. */
const MAX_MEAN_DIFFERENCE = 0.5;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The mean difference of two pictures, over all channels. Another size is a difference too. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const page = await browser.newPage();
  const urls = JSON.stringify([one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`));
  const mean = await page.evaluate<number>(`(async () => {
    const [one, other] = await Promise.all(${urls}.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height).data;
    }));
    if (one.length !== other.length) return 255;
    return one.reduce((sum, byte, i) => sum + Math.abs(byte - other[i]), 0) / one.length;
  })()`);
  await page.close();
  return mean;
}

test.each(PICTURES)('$path is the mark, and small: or else npm run icons', async (picture) => {
  const kept = await readFile(picture.path);
  expect(kept.length).toBeLessThan(MAX_BYTES);
  expect(await difference(kept, await renderPicture(browser, picture))).toBeLessThan(MAX_MEAN_DIFFERENCE);
});
