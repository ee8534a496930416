import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_URL, send } from '../auth/browser.ts';
import { logIn } from '../auth/login.ts';

/** The width and height in a PNG's header (IHDR). */
function pngSize(bytes: Uint8Array): string {
  expect([...bytes.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return `${header.getUint32(16)}x${header.getUint32(20)}`;
}

async function load(path: string) {
  const response = await send(path);
  expect(response.status).toBe(200);
  return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

describe('the mark', () => {
  test.each([
    ['/favicon.ico', 'image/x-icon'],
    ['/favicon.svg', 'image/svg+xml'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/icon-48.png', 'image/png'],
    ['/icon-256.png', 'image/png'],
  ])('%s is %s, which browsers keep and other sites may show', async (path, type) => {
    const { headers } = await load(path);
    expect(headers.get('Content-Type')).toBe(type);
    expect(headers.get('Cache-Control')).toBe('private, max-age=604800');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('the icon file holds one PNG of the size that it says', async () => {
    const { bytes } = await load('/favicon.ico');
    const header = new DataView(bytes.buffer);
    expect([header.getUint16(0, true), header.getUint16(2, true), header.getUint16(4, true)]).toEqual([0, 1, 1]);
    const [length, offset] = [header.getUint32(14, true), header.getUint32(18, true)];
    expect(offset + length).toBe(bytes.length);
    expect(pngSize(bytes.slice(offset))).toBe(`${header.getUint8(6)}x${header.getUint8(7)}`);
  });

  test('a page links to each form that a browser asks for', async () => {
    const page = await send('/nothing', { headers: { Accept: 'text/html' } });
    const links = [...(await page.text()).matchAll(/<link rel="(?:apple-touch-)?icon" href="([^"]+)"/g)];
    expect(links.map(([, href]) => href)).toEqual(['/favicon.ico', '/favicon.svg', '/apple-touch-icon.png']);
    for (const [, href = ''] of links) await load(href);
    expect(page.headers.get('Content-Security-Policy')).toContain("img-src 'self'");
  });
});

describe('the server introduces itself', () => {
  interface ServerInfo {
    title: string;
    description: string;
    websiteUrl: string;
    icons: { src: string; mimeType: string; sizes: string[] }[];
  }

  const MODERN = '2026-07-28';
  const INFO = 'io.modelcontextprotocol/serverInfo';

  let token: string;
  beforeAll(async () => {
    token = (await logIn()).access_token;
  });

  async function resultOf(method: string, params: object, version: string) {
    const response = await send('/mcp', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json, text/event-stream',
        'Content-Type': 'application/json',
        'MCP-Protocol-Version': version,
        'Mcp-Method': method,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const text = (await response.text()).replace(/^[\s\S]*?data: (?=\{)/, '');
    return (JSON.parse(text) as { result: { serverInfo?: ServerInfo; _meta?: Record<string, ServerInfo> } }).result;
  }

  const modern = (method: string) =>
    resultOf(
      method,
      {
        _meta: {
          'io.modelcontextprotocol/protocolVersion': MODERN,
          'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
      MODERN,
    );

  const legacy = async () =>
    (
      await resultOf(
        'initialize',
        { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
        '2025-11-25',
      )
    ).serverInfo;

  test.each([
    ['initialize', legacy],
    ['server/discover', async () => (await modern('server/discover'))._meta?.[INFO]],
  ])('in %s, with icons of the sizes that it says', async (_, ask) => {
    const info = await ask();
    expect(info).toMatchObject({
      title: 'Polar',
      description: expect.stringContaining('Polar account'),
      websiteUrl: `${BASE_URL}/`,
    });
    const icons = info?.icons ?? [];
    expect(icons.map(({ mimeType, sizes }) => [mimeType, ...sizes])).toEqual([
      ['image/png', '48x48'],
      ['image/png', '256x256'],
      ['image/svg+xml', 'any'],
    ]);
    for (const { src, mimeType, sizes } of icons) {
      const { headers, bytes } = await load(src);
      expect(headers.get('Content-Type')).toBe(mimeType);
      if (mimeType === 'image/png') expect(pngSize(bytes)).toBe(sizes[0]);
    }
  });

  test('and no answer after that repeats it', async () => {
    const info = (await modern('tools/list'))._meta?.[INFO];
    expect(info).toMatchObject({ title: 'Polar' });
    expect(Object.keys(info ?? {}).sort()).toEqual(['name', 'title', 'version']);
  });
});
