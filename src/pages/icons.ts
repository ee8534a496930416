import { html } from 'hono/html';
import { LOGO_PATH } from '../../settings/urls.ts';
import touchIcon from './icons/apple-touch-icon.png';
import smallIcon from './icons/icon-48.png';
import largeIcon from './icons/icon-256.png';
import mark from './icons/mark.svg';

/** A new mark reaches every browser within a week. */
const CACHE_SECONDS = 7 * 86_400;

const SMALL_PIXELS = 48;

const ICONS = new Map<string, { type: string; body: string | ArrayBuffer }>([
  ['/favicon.svg', { type: 'image/svg+xml', body: mark }],
  ['/favicon.ico', { type: 'image/x-icon', body: asIco(smallIcon, SMALL_PIXELS) }],
  ['/icon-48.png', { type: 'image/png', body: smallIcon }],
  [LOGO_PATH, { type: 'image/png', body: largeIcon }],
  ['/apple-touch-icon.png', { type: 'image/png', body: touchIcon }],
]);

/** The paths of this server's mark, in each of its forms. */
export const ICON_PATHS = [...ICONS.keys()];

/** Answers one of ICON_PATHS. A web client of another origin may show it. */
export function iconResponse(path: string): Response | undefined {
  const icon = ICONS.get(path);
  if (!icon) return undefined;
  return new Response(icon.body, {
    headers: {
      'Content-Type': icon.type,
      // No shared cache may keep it, because each answer has its own request id.
      'Cache-Control': `private, max-age=${CACHE_SECONDS}`,
      'Access-Control-Allow-Origin': '*',
    },
  });
}

/** For the head of every page. */
export const iconLinks = html`<link rel="icon" href="/favicon.ico" sizes="${SMALL_PIXELS}x${SMALL_PIXELS}">
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="apple-touch-icon" href="/apple-touch-icon.png">`;

/** The icons of this server for MCP clients (`Icon` of MCP 2025-11-25 and later). */
export const serverIcons = (baseUrl: string) => [
  { src: `${baseUrl}/icon-48.png`, mimeType: 'image/png', sizes: [`${SMALL_PIXELS}x${SMALL_PIXELS}`] },
  { src: baseUrl + LOGO_PATH, mimeType: 'image/png', sizes: ['256x256'] },
  { src: `${baseUrl}/favicon.svg`, mimeType: 'image/svg+xml', sizes: ['any'] },
];

/** The mark as a part of a page. Its name stands beside it. */
export const inlineMark = mark.replace('<svg ', '<svg class="mark" aria-hidden="true" ');

/** Puts a header before a PNG that makes it an icon file (ICONDIR with one ICONDIRENTRY). All browsers read PNGs there. */
function asIco(png: ArrayBuffer, pixels: number): ArrayBuffer {
  const headerBytes = 22;
  const ico = new Uint8Array(headerBytes + png.byteLength);
  const header = new DataView(ico.buffer);
  header.setUint16(2, 1, true);
  header.setUint16(4, 1, true);
  header.setUint8(6, pixels);
  header.setUint8(7, pixels);
  header.setUint16(10, 1, true);
  header.setUint16(12, 32, true);
  header.setUint32(14, png.byteLength, true);
  header.setUint32(18, headerBytes, true);
  ico.set(new Uint8Array(png), headerBytes);
  return ico.buffer;
}
