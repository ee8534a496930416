import { gzipSync } from 'node:zlib';
import { parse } from 'node-html-parser';
import { beforeAll, expect, test } from 'vitest';
import { viewBundle } from '../../../scripts/view-bundle.ts';

/** Names of XML's, of which none is opened: SVG's, and one of the charts'. */
const NAMESPACES = ['http://www.w3.org', 'http://gionkunz.github.com'];

let page: string;
beforeAll(async () => {
  page = await viewBundle();
});

test('the view is one page that loads nothing', () => {
  const root = parse(page, { blockTextElements: { script: true, style: true } });
  expect(root.querySelectorAll('script, style')).toHaveLength(2);
  expect(root.querySelectorAll('[src], [href], link, base, form, iframe')).toEqual([]);
  const addresses = page.match(/https?:\/\/[\w.-]+/g) ?? [];
  expect(addresses.filter((url) => !NAMESPACES.includes(url))).toEqual([]);
  expect(page).not.toMatch(/@import|url\(/);
});

test('the script and the style end where they should', () => {
  expect(page.match(/<\/script/g)).toHaveLength(1);
  expect(page.match(/<\/style/g)).toHaveLength(1);
});

test('it is ASCII, which the runtime keeps in one byte for each character', () => {
  expect(page.match(/.{0,40}[^\0-\x7f].{0,40}/g) ?? []).toEqual([]);
});

test('it weighs little', () => {
  expect(gzipSync(page).length).toBeLessThanOrEqual(60_000);
});
