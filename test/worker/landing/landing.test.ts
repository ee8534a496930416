import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import worker from '../../../src/index.ts';
import { COPY_SCRIPT } from '../../../src/landing/copy-script.ts';
import { MAX_PAGE_TOOLS } from '../../../src/landing/offer.ts';
import { MAX_SEARCH_CHARACTERS } from '../../../src/limits.ts';
import { LISTED_TOOLS } from '../../../src/policy/policy.ts';
import { BASE_URL, send } from '../auth/browser.ts';

const HTML = 'text/html; charset=utf-8';
const MARKDOWN = 'text/markdown; charset=utf-8';

const ask = (path: string, changes: Record<string, string> = {}, accept = 'text/html') =>
  worker.fetch(
    new Request(BASE_URL + path, { headers: { Accept: accept } }) as Request<unknown, IncomingRequestCfProperties>,
    { ...env, ...changes } as unknown as Env,
    createExecutionContext(),
  );

async function look(path: string, changes?: Record<string, string>) {
  const response = await ask(path, changes);
  expect(response.status).toBe(200);
  const page = parse(await response.text());
  const texts = (selector: string) => page.querySelectorAll(selector).map(({ text }) => text.trim());
  return {
    page,
    tools: texts('.tool + p code'),
    addresses: texts('.addresses code'),
    toolsets: page.querySelectorAll('#toolset option').map((option) => option.getAttribute('value')),
    text: page.querySelector('main')?.text.replaceAll(/\s+/g, ' ') ?? '',
  };
}

describe('the start page is HTML or markdown', () => {
  test.each([
    ['a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', HTML],
    ['curl', '*/*', HTML],
    ['a program that says nothing', undefined, HTML],
    ['an agent', 'text/markdown', MARKDOWN],
    ['an agent that takes both', 'text/markdown, text/html;q=0.9, */*;q=0.1', MARKDOWN],
    ['who likes HTML better', 'text/markdown;q=0.5, text/html', HTML],
    ['who refuses markdown', 'text/markdown;q=0, */*', HTML],
    ['who takes only what isn’t there', 'image/png', HTML],
    ['rubbish', ';;q=x,,"', HTML],
  ])('for %s', async (_, accept, type) => {
    const response = await send('/', accept === undefined ? {} : { headers: { Accept: accept } });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    expect(response.headers.get('Vary')).toBe('Accept');
    expect(response.headers.get('Cache-Control')).toBe('private, max-age=300');
  });

  test('and HEAD answers with the headers alone', async () => {
    for (const [path, type] of [
      ['/', MARKDOWN],
      ['/llms.txt', 'text/plain; charset=utf-8'],
    ] as const) {
      const response = await send(path, { method: 'HEAD', headers: { Accept: 'text/markdown' } });
      expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([200, type, '']);
    }
  });

  test('both say the same', async () => {
    const { page, tools } = await look('/');
    const markdown = await (await send('/', { headers: { Accept: 'text/markdown' } })).text();
    for (const { text } of page.querySelectorAll('.apps h3')) expect(markdown).toContain(`### ${text}\n`);
    const copied = page.querySelectorAll('.snippet pre').map(({ text }) => parse(text).text);
    expect(copied.length).toBeGreaterThan(10);
    for (const text of copied) expect(markdown).toContain(text);
    expect(page.querySelectorAll('.asks li')).toHaveLength(3);
    for (const { text } of page.querySelectorAll('.asks li')) expect(markdown).toContain(`- ${text.slice(1, -1)}\n`);
    for (const link of page.querySelectorAll('.button')) expect(markdown).toContain(`](${link.getAttribute('href')})`);
    expect(tools).toEqual(toolsetOrder());
    for (const name of tools) expect(markdown).toContain(`- \`${name}\` (`);
    expect(markdown).toMatch(/^# /);
  });
});

test('a link to the page is shown with its title, what it is and the mark', async () => {
  const { page } = await look('/', { READ_ONLY: 'true' });
  const meta = (name: string) =>
    page.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.getAttribute('content');
  expect([meta('og:type'), meta('twitter:card')]).toEqual(['website', 'summary']);
  expect(meta('og:title')).toBe(page.querySelector('title')?.text);
  expect(meta('description')).toMatch(/look up your customers/);
  expect(meta('description')).not.toMatch(/refunds/);
  expect(meta('og:description')).toBe(meta('description'));
  const image = await send((meta('og:image') ?? '').replace(BASE_URL, ''));
  expect([image.status, image.headers.get('Content-Type')]).toEqual([200, 'image/png']);
});

test('the policy allows the page’s one script by its hash, and a page without it none', async () => {
  const policyOf = async (path: string) =>
    (await send(path, { headers: { Accept: 'text/html' } })).headers.get('Content-Security-Policy');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(COPY_SCRIPT));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  expect(await policyOf('/')).toContain(` script-src 'sha256-${hash}';`);
  for (const path of ['/connections', '/nowhere', '/oauth/callback']) {
    expect(await policyOf(path), path).toMatch(/^default-src 'none';/);
    expect(await policyOf(path), path).not.toContain('script-src');
  }
});

/** All tools as the page has them: each toolset in turn. */
function toolsetOrder(): string[] {
  const own = LISTED_TOOLS.map(({ name }) => name).filter(
    (name) => !toolsets.some(({ tools }) => tools.includes(name)),
  );
  const [discovery, others] = [own.slice(-4), own.slice(0, -4)];
  return [...toolsets.flatMap(({ tools }) => tools), ...others, ...discovery];
}

test('/llms.txt has the form of llmstxt.org, and its links answer', async () => {
  const text = await (await send('/llms.txt')).text();
  expect(text).toMatch(/^# .+\n\n> .+\n\n[^#]+\n\n## /);
  const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\): .+$/gm)].map(([, url = '']) => url);
  expect(links.length).toBeGreaterThan(toolsets.length);
  expect(text.match(/^- /gm)).toHaveLength(links.length);
  const own = links.filter((url) => url.startsWith(`${BASE_URL}/`));
  expect(links.length - own.length).toBe(1);
  for (const url of own) {
    const response = await send(url, { headers: { Accept: '*/*' } });
    expect(response.status, url).toBe(200);
    await response.text();
  }
  const refunds = await send('/index.html.md?toolset=refunds');
  expect(refunds.headers.get('Content-Type')).toBe(MARKDOWN);
  expect(await refunds.text()).toMatch(/- `create_refund` \(moves money\)/);
});

describe('the tools can be looked through', () => {
  test('by words, best first', async () => {
    const { tools, page } = await look('/?q=give+money+back');
    expect(tools[0]).toBe('create_refund');
    expect(tools.length).toBeLessThanOrEqual(MAX_PAGE_TOOLS);
    expect(page.querySelector('#q')?.getAttribute('value')).toBe('give money back');
    expect(page.querySelector('.tools .risk')?.text).toBe('Moves money');
  });

  test('without those that fit far less than the best', async () => {
    const { tools } = await look('/?q=coupon');
    expect(tools).toContain('list_discounts');
    for (const name of tools) expect(name).toContain('discount');
    expect((await look('/?q=weather+tomorrow')).text).toContain('No tool fits.');
  });

  test('by toolset and by what they do', async () => {
    expect((await look('/?toolset=refunds')).tools).toEqual(toolsets.find(({ name }) => name === 'refunds')?.tools);
    const { tools, page } = await look('/?q=refund&toolset=refunds&kind=read');
    expect(tools).toContain('list_refunds');
    expect(tools).not.toContain('create_refund');
    expect(page.querySelectorAll('option[selected]').map((option) => option.getAttribute('value'))).toEqual([
      'refunds',
      'read',
    ]);
  });

  test('and when nothing fits, the page says what to do', async () => {
    const { tools, page } = await look('/?q=zzzzzz&kind=money');
    expect(tools).toEqual([]);
    expect(page.querySelector('.empty')?.text).toMatch(/No tool fits\.[\s\S]*Try other words/);
    expect(page.querySelectorAll('.links a').map((link) => link.getAttribute('href'))).toEqual([
      '/?q=zzzzzz#tools',
      '/#tools',
    ]);
  });
});

describe('rubbish in the query is harmless', () => {
  const long = 'x'.repeat(10_000);
  test.each([
    ['a toolset that there isn’t', '?toolset=nope'],
    ['a kind that there isn’t', '?kind=constructor'],
    ['parameters that repeat', '?q=refund&q=x&toolset=refunds&toolset=x&kind=read&kind=money'],
    ['nothing', '?q=&toolset=&kind='],
    ['no UTF-8', '?q=%ff%fe%00%C0%AF&toolset=%E0%A4%A&kind=%'],
    ['half a character', '?q=%ED%A0%80'],
    ['no more than signs', '?q=%20%00%0A.*%2B%3F%5B'],
    ['10 kB', `?q=${long}&toolset=${long}&kind=${long}`],
    ['10 kB of words', `?q=${'refnud%20'.repeat(1100)}`],
    ['names of an object', '?q=__proto__&toolset=__proto__&kind=__proto__'],
  ])('%s', async (_, query) => {
    for (const accept of ['text/html', 'text/markdown']) {
      const response = await ask(`/${query}`, {}, accept);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/undefined|\[object/);
    }
  });

  test('what is ignored is said, and what was typed is text', async () => {
    expect((await look('/?toolset=nope')).text).toContain('That part was ignored');
    expect((await look('/?kind=toString')).text).toContain('That part was ignored');
    expect((await look('/?toolset=refunds')).text).not.toContain('That part was ignored');
    const typed = '"><script>alert(1)</script>';
    const { page } = await look(`/?q=${encodeURIComponent(typed)}`);
    expect(page.querySelectorAll('script').map(({ text }) => text)).toEqual([COPY_SCRIPT]);
    expect(page.querySelector('#q')?.getAttribute('value')).toBe(typed);
    const { page: other } = await look(`/?q=${'a'.repeat(10_000)}`);
    expect(other.querySelector('#q')?.getAttribute('value')).toHaveLength(MAX_SEARCH_CHARACTERS);
  });
});

describe('what whoever runs the server took away isn’t offered', () => {
  test('READ_ONLY', async () => {
    const { page, tools, addresses, text } = await look('/', { READ_ONLY: 'true' });
    expect(new Set(page.querySelectorAll('.risk').map((mark) => mark.text))).toEqual(new Set(['Reads']));
    expect(tools).not.toContain('create_refund');
    expect(tools).not.toContain('call_write_tool');
    expect(addresses.join()).not.toMatch(/readonly|exclude/);
    expect(text).toContain('no app can change anything');
    expect(text).not.toContain('give refunds');
    expect((await look('/')).text).toContain('give refunds');
    expect((await look('/?q=create+refund', { READ_ONLY: 'true' })).tools).not.toContain('create_refund');
  });

  test('TOOLSETS and EXCLUDE_TOOLS', async () => {
    const changes = { TOOLSETS: 'refunds', EXCLUDE_TOOLS: 'create_refund' };
    const { tools, toolsets: offered, addresses, text } = await look('/', changes);
    expect(tools).toContain('list_refunds');
    expect(tools).not.toContain('create_refund');
    expect(tools).not.toContain('list_products');
    expect(offered).toEqual(['', 'refunds', 'organization', 'discovery']);
    expect(addresses.join()).not.toContain('toolsets=refunds');
    expect(text).toContain('The app can then use the tools below');
    expect((await look('/?toolset=products', changes)).text).toContain('That part was ignored');
    const llms = await (await ask('/llms.txt', changes)).text();
    expect(llms).toContain('toolset=refunds');
    expect(llms).not.toContain('toolset=products');
  });

  test('everything', async () => {
    const changes = { TOOLSETS: 'refunds', EXCLUDE_TOOLS: toolsets.flatMap(({ tools }) => tools).join() };
    const { tools, text, addresses } = await look('/?q=refund', changes);
    expect([tools, addresses]).toEqual([[], []]);
    expect(text).toContain('switched every tool off');
    for (const path of ['/llms.txt', '/index.html.md'])
      expect(await (await ask(path, changes)).text()).toContain('switched every tool off');
  });

  test('CONFIRM says what asks first', async () => {
    expect((await look('/')).text).toContain(
      'Before an app does what moves money, can’t be undone, or gives others access, data or goods, you see what would happen',
    );
    const { text } = await look('/', { CONFIRM: 'money,irreversible' });
    expect(text).toContain('Before an app does what moves money or can’t be undone, you see what would happen');
    expect(text).toContain('On this server, what gives others access, data or goods is done at once.');
    expect((await look('/', { CONFIRM: 'money,irreversible,exposes' })).text).not.toContain('is done at once');
    expect((await look('/', { CONFIRM: 'none' })).text).toContain('This server doesn’t ask again');
  });

  test('CONFIRM_BY says who agrees', async () => {
    expect((await look('/')).text).toContain('you see what would happen, and agree or not');
    const { text } = await look('/', { CONFIRM_BY: 'person' });
    expect(text).toContain('Only you can agree, in your app or on a page of this server.');
    const health = await ask('/health', { CONFIRM_BY: 'person' });
    expect(await health.json()).toMatchObject({ confirm_by: 'person' });
  });
});

test('every address on the page opens the endpoint', async () => {
  const { addresses } = await look('/');
  const ways = ['', '?toolsets=discovery', '?toolsets=all', '?toolsets=products,customers', '/readonly'];
  expect(addresses).toEqual([...ways, '?exclude=create_refund'].map((more) => `${BASE_URL}/mcp${more}`));
  for (const url of addresses) expect((await send(url, { method: 'POST', body: '{}' })).status, url).toBe(401);
});

test.each(['/', '/llms.txt'])('a wrong configuration at %s is said, and isn’t kept', async (path) => {
  for (const accept of ['text/markdown', 'text/html']) {
    const response = await ask(path, { POLAR_CLIENT_ID: '' }, accept);
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([500, 'no-store']);
    expect(await response.text()).toMatch(/set up yet|POLAR_CLIENT_ID is missing/);
  }
});
