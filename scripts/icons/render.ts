import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { encodePng } from './png.ts';

/** The mark, of which all pictures are made. */
export const MARK = 'src/pages/icons/mark.svg';

/** A square picture of the mark. */
export interface Picture {
  path: string;
  pixels: number;
  /** Colours what is outside of the mark's round corners. Default: nothing. */
  corners?: string;
}

export const PICTURES: readonly Picture[] = [
  { path: 'src/pages/icons/icon-48.png', pixels: 48 },
  { path: 'src/pages/icons/icon-256.png', pixels: 256 },
  // iOS rounds the corners itself, and shows what is transparent in black.
  { path: 'src/pages/icons/apple-touch-icon.png', pixels: 180, corners: '#0b4fd0' },
];

/** Starts the Chromium of CHROMIUM, or else Debian's. */
export const launchChromium = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });

/** Renders the mark in Chromium, as a PNG. */
export async function renderPicture(browser: Browser, picture: Picture): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    return encodePng(await drawMark(page, picture), picture.pixels);
  } finally {
    await page.close();
  }
}

/** @returns four bytes for each pixel: red, green, blue and alpha */
async function drawMark(page: Page, { pixels, corners = 'transparent' }: Picture): Promise<Buffer> {
  const source = `data:image/svg+xml,${encodeURIComponent(await readFile(MARK, 'utf8'))}`;
  const base64 = await page.evaluate<string>(`(async () => {
    const image = new Image(${pixels}, ${pixels});
    image.src = ${JSON.stringify(source)};
    await image.decode();
    const canvas = new OffscreenCanvas(${pixels}, ${pixels}).getContext('2d');
    canvas.fillStyle = '${corners}';
    canvas.fillRect(0, 0, ${pixels}, ${pixels});
    canvas.drawImage(image, 0, 0, ${pixels}, ${pixels});
    const { data } = canvas.getImageData(0, 0, ${pixels}, ${pixels});
    return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
  })()`);
  return Buffer.from(base64, 'base64');
}
