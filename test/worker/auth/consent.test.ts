import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { scopes } from '../../../generated/scopes.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import worker from '../../../src/index.ts';
import { createPolicy, isPolarTool, TOOL_NAMES } from '../../../src/policy/policy.ts';
import { BASE_URL, Browser, field, location, send } from './browser.ts';
import { authorizePath, challengeOf, REDIRECT_URI, register, toPolar, VERIFIER } from './login.ts';
import { decideAtPolar, interceptPolar, letPolarBe, TOKEN_PATH } from './polar.ts';

afterEach(letPolarBe);

const scopesNamedBy = (html: string) => [...html.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, scope]) => scope);

async function consentPage(metadata: Record<string, unknown> = {}, changes: Record<string, string> = {}) {
  return new Browser().get(authorizePath(await register(metadata), changes));
}

test('the page names the client, where access goes, how much, and which Polar', async () => {
  const html = await (await consentPage()).text();
  expect(html).toContain('Example Client');
  expect(html).toContain('nobody has checked it');
  expect(html).toContain('<strong>127.0.0.1</strong>');
  // So it is for each app on the person's own computer, so nothing warns of it.
  expect(html).toContain('program on your own computer');
  expect(html).not.toContain('warning" role');
  expect(html).toContain('<strong>Only read</strong>');
  expect(html).toContain('<strong>Read and change</strong>');
  expect(html).toContain('<strong>Sandbox:</strong> test data, no real money');
  expect(html).toContain(`${scopes.length} permissions`);
});

test('a client on the web gets no note about a local program', async () => {
  const redirect_uri = 'https://client.example/callback';
  const html = await (await consentPage({ redirect_uris: [redirect_uri] }, { redirect_uri })).text();
  expect(html).toContain('<strong>client.example</strong>');
  expect(html).not.toContain('program on your own computer');
});

test('a client that asks for reads is offered no changes', async () => {
  const html = await (await consentPage({}, { scope: 'products:read orders:read' })).text();
  expect(html).toContain('value="read" required checked');
  expect(html).not.toContain('Read and change');
  expect(html).toContain('2 permissions');
});

test('what the client calls itself is text, and not too long', async () => {
  const client_name = `<img src=x onerror=alert(1)>${'x'.repeat(500)}`;
  const html = await (await consentPage({ client_name })).text();
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img');
  expect(html).not.toContain('x'.repeat(100));
});

describe('a name that shows nothing is shown as its host', () => {
  const redirect_uri = 'https://client.example/callback';
  test.each([
    ['spaces', ' \u00a0\u2003\u3000\t'],
    ['joiners', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of direction', '\u202e\u2066\u200f'],
    ['marks without a letter', '\u0301\u20dd\ufe0f\u{e0100}'],
    ['fillers of Hangul', '\u3164\u115f\u1160\uffa0'],
    ['a blank of Braille, of music, of hieroglyphs', '\u2800\u{1d159}\u{13441}'],
    ['private use', '\ue000\u{f0000}'],
    ['what is not assigned', '\u0378\u{e0fff}'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['controls', '\u0001\u001b\u0085'],
    ['nothing', ''],
    ['no name', undefined],
  ])('%s', async (_, client_name) => {
    const page = await consentPage({ client_name, redirect_uris: [redirect_uri] }, { redirect_uri });
    const html = await page.text();
    expect(html).toContain('Let <bdi>client.example</bdi> use your Polar account?');
    // The app can't choose any of these texts.
    expect(html).toContain('It gave no name.');
    expect(html).not.toContain('the app chose this name');
  });

  test.each(['é', 'नमस्ते', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '…', 'ไทย', '한', '1'])(
    'and one that shows something as itself: %s',
    async (client_name) => {
      expect(await (await consentPage({ client_name })).text()).toContain(`Let <bdi>${client_name}</bdi> use`);
    },
  );

  test('on one line, with no pile of marks over others', async () => {
    const html = await (await consentPage({ client_name: `A\n\n\u3000${'\u0301'.repeat(60)}B` })).text();
    expect(html).toContain(`Let <bdi>A ${'\u0301'.repeat(4)}B</bdi> use`);
  });
});

test('a client with a metadata document is shown with its domain', async () => {
  const client_id = 'https://client.example/mcp.json';
  const document = { client_id, client_name: 'Example', redirect_uris: ['https://client.example/callback'] };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(document));
  const response = await new Browser().get(
    authorizePath(client_id, { redirect_uri: 'https://client.example/callback' }),
  );
  expect(await response.text()).toContain('published by <strong>client.example</strong>');
});

test('the page can’t be framed, scripted, cached or leak its address', async () => {
  const { headers } = await consentPage();
  const policy = headers.get('Content-Security-Policy');
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'nonce-[\w-]+'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Referrer-Policy')).toBe('same-origin');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('Set-Cookie')).toMatch(/^__Host-.*Path=\/; Secure; HttpOnly; SameSite=Lax/);
});

test('approval leads to Polar with state, PKCE, prompt and what was asked', async () => {
  const polar = await toPolar(new Browser(), await register(), { scope: 'orders:read made:up products:read' });
  expect(polar.origin + polar.pathname).toBe(env.POLAR_AUTHORIZE_URL);
  expect(Object.fromEntries(polar.searchParams)).toEqual({
    response_type: 'code',
    client_id: env.POLAR_CLIENT_ID,
    redirect_uri: `${BASE_URL}/oauth/callback`,
    scope: 'openid organizations:read orders:read products:read',
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    sub_type: 'user',
    prompt: 'consent',
  });
});

test('the verifier that goes to Polar fits the challenge', async () => {
  const exchanges = interceptPolar(TOKEN_PATH);
  const browser = new Browser();
  const polar = await toPolar(browser, await register());
  await browser.get((await decideAtPolar(polar, 'allow')).href);
  const form = new URLSearchParams(exchanges[0]);
  expect(await challengeOf(form.get('code_verifier') ?? '')).toBe(polar.searchParams.get('code_challenge'));
});

test('a client that asks for nothing is offered everything', async () => {
  const polar = await toPolar(new Browser(), await register());
  expect(polar.searchParams.get('scope')?.split(' ').sort()).toEqual(['openid', ...scopes].sort());
});

/** What each of these clients asks for by habit, of any server. */
test.each([
  ['Cline', 'openid'],
  ['Letta Code', 'openid profile email'],
  ['Claude Code', 'openid offline_access'],
  ['no client', ' '],
  ['another server’s client', 'made:up mcp:tools'],
])('a client that asks for scopes of other servers alone, as %s, is offered everything', async (_, scope) => {
  const html = await (await consentPage({}, { scope })).text();
  expect(scopesNamedBy(html)).toEqual([...scopes]);
  // Nobody asked for changes in particular.
  expect(html).not.toContain('The app asks for this.');
});

test.each([
  ['cancelling', { decision: 'deny' }],
  ['a form without a decision', { access: 'write' }],
  ['a form with another decision', { access: 'write', decision: 'approved' }],
])('%s sends the client a denial', async (_, form) => {
  const browser = new Browser();
  const page = await browser.get(authorizePath(await register()));
  const handle = field(await page.text(), 'handle');
  const answer = await browser.post('/oauth/authorize', { handle, ...form });
  // The browser keeps no cookie of the login.
  expect(answer.headers.get('Set-Cookie')).toContain('Max-Age=0');
  expect(browser.cookie).toBe('');
  expect(Object.fromEntries(location(answer).searchParams)).toEqual({
    error: 'access_denied',
    state: 'the-clients-state',
    iss: BASE_URL,
  });
});

test.each([
  ['it uses no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['it means another resource', { resource: 'https://other.example/mcp' }, 'invalid_target'],
  ['it wants another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
])('a client hears of it when %s', async (_, changes, error) => {
  const answer = await send(authorizePath(await register(), changes));
  const told = { error, state: 'the-clients-state', iss: BASE_URL };
  expect(Object.fromEntries(location(answer).searchParams)).toMatchObject(told);

  // Anybody can register a redirect URI, so nobody is sent there before they have agreed to anything.
  const redirect_uri = 'https://elsewhere.example/callback?a=b';
  const path = authorizePath(await register({ redirect_uris: [redirect_uri] }), { ...changes, redirect_uri });
  const page = await send(path, { headers: { Accept: 'text/html' } });
  expect(page.status).toBe(400);
  expect(['Location', 'Refresh', 'Set-Cookie'].map((name) => page.headers.get(name))).toEqual([null, null, null]);
  const html = await page.text();
  expect(html).not.toMatch(/<meta http-equiv|<script|<form/);
  const [, href = ''] = /<a class="button" href="([^"]*)">Go on to elsewhere\.example<\/a>/.exec(html) ?? [];
  const back = new URL(href.replaceAll('&amp;', '&'));
  expect(back.origin).toBe('https://elsewhere.example');
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ a: 'b', ...told });
});

test.each([
  ['the client is unknown', 'unknown', {}],
  ['the redirect URI isn’t the client’s', undefined, { redirect_uri: 'https://attacker.example/callback' }],
])('nobody is redirected when %s', async (_, clientId, changes) => {
  const answer = await send(authorizePath(clientId ?? (await register()), changes));
  expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
});

describe('a return address', () => {
  const usable = 'https://client.example/callback';
  const open = async (redirect_uris: string[], redirect_uri?: string) =>
    send(authorizePath(await register({ redirect_uris }), { redirect_uri }), { headers: { Accept: 'text/html' } });

  test.each([
    ['cursor://anysphere.cursor-retrieval/oauth/user-1/callback', 'of the kind cursor:…, which any program'],
    ['vscode://vscode.github-authentication/did-authenticate', 'of the kind vscode:…, which any program'],
    ['com.example.app:/callback', 'of the kind com.example.app:…, which any program'],
    ['javascript:alert(1)', 'of the kind javascript:…, which any program'],
    ['http://client.example/callback', 'an address with http, and others could read it'],
    ['https://user@client.example/callback', 'an address that this server can’t use'],
    ['https://client.example/callback#x', 'an address that this server can’t use'],
    ['nothing', 'an address that this server can’t use'],
    ['https://elsewhere.example/callback', 'sent to elsewhere.example, to an address that it didn’t register here'],
  ])('that can’t be used is a page that says why, and leads nowhere: %s', async (uri, why) => {
    const page = await open([usable], uri);
    expect([page.status, page.headers.get('Location')]).toEqual([400, null]);
    const html = await page.text();
    expect(html).toContain('return address can’t be used');
    expect(html).toContain(why);
    expect(html).not.toContain(`href="${uri}`);
  });

  test('that is left out, and is the only one that the app’s description has, is named by its kind', async () => {
    const client_id = 'https://client.example/cursor.json';
    const redirect_uris = ['cursor://anysphere.cursor-retrieval/oauth/callback'];
    const document = { client_id, redirect_uris, client_name: 'Example', token_endpoint_auth_method: 'none' };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(document));
    const path = authorizePath(client_id, { redirect_uri: undefined });
    const page = await send(path, { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('Location')]).toEqual([400, null]);
    expect(await page.text()).toContain('of the kind cursor:…, which any program');
  });

  test.each([
    ['left out', undefined],
    ['empty', ''],
  ])('that is %s is the only one that was registered', async (_, redirect_uri) => {
    const page = await open([usable], redirect_uri);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<strong>client.example</strong>');
  });

  test('that is left out is a page, where there are two', async () => {
    const page = await open([usable, 'http://localhost/callback']);
    expect([page.status, page.headers.get('Location')]).toEqual([400, null]);
    expect(await page.text()).toContain('registered more than one address');
  });

  test('that was left out can be left out or named with the code', async () => {
    for (const named of [undefined, REDIRECT_URI]) {
      const browser = new Browser();
      const clientId = await register();
      const callback = await decideAtPolar(await toPolar(browser, clientId, { redirect_uri: undefined }), 'allow');
      const back = location(await browser.get(callback.href));
      expect(back.origin + back.pathname).toBe(REDIRECT_URI);
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        client_id: clientId,
        code_verifier: VERIFIER,
        ...(named && { redirect_uri: named }),
      });
      expect((await send('/oauth/token', { method: 'POST', body })).status).toBe(200);
    }
  });
});

test.each(['resource', 'scope', 'state', 'prompt'])(
  'a parameter without a value counts as left out: %s',
  async (name) => {
    expect((await consentPage({}, { [name]: '' })).status).toBe(200);
  },
);

test('a slash at the end of the page’s address changes nothing', async () => {
  const path = authorizePath(await register()).replace('?', '/?');
  const browser = new Browser();
  const page = await browser.get(path);
  expect(page.status).toBe(200);
  const form = { handle: field(await page.text(), 'handle'), access: 'read', organization: 'all', decision: 'approve' };
  const atPolar = location(await browser.post('/oauth/authorize', form));
  expect(atPolar.origin + atPolar.pathname).toBe(env.POLAR_AUTHORIZE_URL);
});

test('a parameter without a value counts as left out: what is required stays so', async () => {
  const answer = await send(authorizePath(await register(), { code_challenge: '', code_challenge_method: '' }));
  expect(location(answer).searchParams.get('error')).toBe('invalid_request');
});

test.each<[string, (browser: Browser, handle: string) => Promise<Response>]>([
  [
    'another browser',
    (_, handle) => new Browser().post('/oauth/authorize', { handle, access: 'write', decision: 'approve' }),
  ],
  ['no handle', (browser) => browser.post('/oauth/authorize', { access: 'write', decision: 'approve' })],
  [
    'the handle a second time',
    async (browser, handle) => {
      await browser.post('/oauth/authorize', { handle, access: 'write', decision: 'approve' });
      return browser.post('/oauth/authorize', { handle, access: 'write', decision: 'approve' });
    },
  ],
])('an approval with %s is refused', async (_, approve) => {
  const browser = new Browser();
  const page = await browser.get(authorizePath(await register()));
  const answer = await approve(browser, field(await page.text(), 'handle'));
  expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
  expect(await answer.text()).toContain('Go back to your app and connect again');
});

describe('an approval that grants nothing is answered on the page itself', () => {
  const REFUSED = 'role="alert"';
  const allLike = Object.fromEntries(toolsets.map(({ name }) => [`toolset.${name}`, 'like']));

  /** Opens the page, sends its form, and returns what is needed to send it again. */
  async function sent(fields: Record<string, string>, scope?: string) {
    const browser = new Browser();
    const path = authorizePath(await register(), { scope });
    const page = await (await browser.get(path)).text();
    const handle = field(page, 'handle');
    const hidden: Record<string, string> = page.includes('name="asks"') ? { asks: field(page, 'asks') } : {};
    const answer = await browser.post('/oauth/authorize', { handle, decision: 'approve', ...hidden, ...fields });
    return { browser, page, handle, answer, html: await answer.text() };
  }

  test.each<[string, Record<string, string>]>([
    ['no choice', {}],
    ['a choice that there isn’t', { access: 'admin' }],
    ['a choice of nothing', { access: 'choose', 'toolset.orders': '' }],
    ['nothing for all areas', { access: 'choose', others: '', ...allLike }],
    ['areas like others that have no choice', { access: 'choose', ...allLike }],
    ['a choice for all areas that there isn’t', { access: 'choose', others: 'like', ...allLike }],
    ['a choice for an area that there isn’t', { access: 'choose', others: 'write', 'toolset.orders': 'Write' }],
    ['an area that there isn’t', { access: 'choose', others: 'write', 'toolset.others': 'write', toolset: 'read' }],
  ])('%s: stores nothing, and can be corrected', async (_, fields) => {
    const { browser, handle, answer, html } = await sent(fields);
    expect([answer.status, answer.headers.get('Location')]).toEqual([400, null]);
    expect(html).toContain(REFUSED);
    expect(html).toContain('Nothing was chosen');
    expect(html).not.toMatch(/Write"|admin/);
    const again = { decision: 'approve', access: 'read' };
    // A handle works once, and what was shown again has another.
    expect((await browser.post('/oauth/authorize', { ...again, handle })).status).toBe(400);
    expect(field(html, 'handle')).not.toBe(handle);
    const polar = location(await browser.post('/oauth/authorize', { ...again, handle: field(html, 'handle') }));
    expect(polar.origin + polar.pathname).toBe(env.POLAR_AUTHORIZE_URL);
  });

  test('though it chose something that the app doesn’t ask for', async () => {
    const { answer, html } = await sent({ access: 'choose', 'toolset.orders': 'write' }, 'products:read');
    expect([answer.status, html]).toEqual([400, expect.stringContaining('Nothing was chosen')]);
  });

  test('with what was chosen, and nothing else changed', async () => {
    const scope = 'orders:read products:write';
    const fields = { access: 'choose', organization: 'all', others: 'read', 'toolset.orders': '' };
    const { page, html } = await sent({ ...fields, 'toolset.products': 'like' }, scope);
    const plain = (text: string) =>
      text.replace(/<div class="note[\s\S]*?<\/div>/, '').replace(/ (checked|selected)/g, ' ');
    const still = (text: string) => plain(text).replace(/nonce[-="]+[\w-]+|name="handle" value="[^"]*"|<title>.*/g, '');
    expect(still(html).replace(/\s+/g, ' ')).toBe(still(page).replace(/\s+/g, ' '));
    expect([...html.matchAll(/value="([^"]*)" (?:required )?(?:checked|selected)/g)].map(([, value]) => value)).toEqual(
      ['choose', 'read', 'like', '', 'all'],
    );
  });

  test('in the browser that has the page, and in no other', async () => {
    const browser = new Browser();
    const handle = field(await (await browser.get(authorizePath(await register()))).text(), 'handle');
    const answer = await new Browser().post('/oauth/authorize', { handle, decision: 'approve' });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([400, expect.stringContaining('Go back to your app and connect again')]);
    expect(html).not.toContain('name="handle"');
  });

  test('and the browser keeps one cookie of the login', async () => {
    const { browser } = await sent({});
    expect(browser.cookie.split('; ')).toHaveLength(1);
  });

  test.each([
    [undefined, false],
    ['products:read products:write', true],
  ])('and still knows whether the app asks for changes: %s', async (scope, isAsked) => {
    const { page, html } = await sent({}, scope);
    for (const text of [page, html]) expect(text.includes('The app asks for this.')).toBe(isAsked);
  });
});

test.each<[string, string | undefined, string[], string[]]>([
  ['all areas', undefined, ['All other areas', 'below that is “Like all others”', 'Read and change'], []],
  ['one', 'products:read', ['No access', 'Only read'], ['All other areas', 'Like all others', 'Read and change']],
  ['several to read', 'products:read orders:read', ['All other areas', 'Only read'], ['Here it can only read']],
  ['one that it can only read', 'products:read orders:read orders:write', ['Here it can only read'], []],
  ['one that it doesn’t ask to read', 'products:write orders:read', ['ask to read here'], []],
])('what the page offers to choose of %s', async (_, scope, shown, hidden) => {
  const html = await (await consentPage({}, scope ? { scope } : {})).text();
  const areas = html.slice(html.indexOf('class="areas"'), html.indexOf('</ul>'));
  for (const text of shown) expect(areas).toContain(text);
  for (const text of hidden) expect(areas).not.toContain(text);
});

describe('what is chosen is what Polar is asked for', () => {
  const everything = toolsets.flatMap(({ write }) => write);
  const table: [string, string | undefined, Record<string, string>, readonly string[]][] = [
    ['reading', undefined, { access: 'read' }, scopes.filter((scope) => scope.endsWith(':read'))],
    ['everything', undefined, { access: 'write' }, everything],
    [
      'one toolset',
      undefined,
      { access: 'choose', 'toolset.refunds': 'write' },
      ['disputes:read', 'disputes:write', 'refunds:read', 'refunds:write'],
    ],
    [
      'one to read, one to change',
      undefined,
      { access: 'choose', 'toolset.orders': 'read', 'toolset.discounts': 'write' },
      ['discounts:read', 'discounts:write', 'orders:read', 'payments:read'],
    ],
    [
      'an area like all others',
      'products:write products:read orders:read customers:read',
      {
        access: 'choose',
        others: 'read',
        'toolset.products': 'like',
        'toolset.orders': 'like',
        'toolset.customers': '',
      },
      ['orders:read', 'products:read'],
    ],
    [
      'no more than it asks, of an area like all others',
      'products:write products:read orders:read',
      { access: 'choose', others: 'write', 'toolset.products': 'read', 'toolset.orders': 'like' },
      ['orders:read', 'products:read'],
    ],
    ['reading, of what the app asks', 'products:write orders:read', { access: 'read' }, ['orders:read']],
    ['all that the app asks', 'products:write orders:read', { access: 'write' }, ['orders:read', 'products:write']],
    [
      'no more than it asks',
      'products:read',
      { access: 'choose', 'toolset.products': 'write', 'toolset.orders': 'write' },
      ['products:read'],
    ],
    [
      'choices that count only when they are meant',
      undefined,
      { access: 'read', 'toolset.orders': 'write' },
      scopes.filter((scope) => scope.endsWith(':read')),
    ],
  ];
  test.each(table)('%s', async (_, scope, fields, want) => {
    const browser = new Browser();
    const handle = field(await (await browser.get(authorizePath(await register(), { scope }))).text(), 'handle');
    const polar = location(await browser.post('/oauth/authorize', { handle, decision: 'approve', ...fields }));
    const asked = new Set(polar.searchParams.get('scope')?.split(' '));
    expect([...asked].sort()).toEqual([...new Set(['openid', 'organizations:read', ...want])].sort());
  });

  test.each<[string, Record<string, string>, (scope: string) => boolean]>([
    ['reading alone, on a server that only reads', { READ_ONLY: 'true' }, (scope) => scope.endsWith(':read')],
    ['its toolsets', { TOOLSETS: 'products,files' }, (scope) => /^(products|files):/.test(scope)],
    ['all, on a server whose list is short', { TOOLSETS: 'discovery' }, () => true],
  ])('and no more is offered than is of use there: %s', async (_, vars, isUseful) => {
    const show = async (scope?: string) => {
      const request = new Request(`${BASE_URL}${authorizePath(await register(), { scope })}`, {
        headers: { Accept: 'text/html' },
      });
      const ctx = createExecutionContext();
      return worker.fetch(
        request as Request<unknown, IncomingRequestCfProperties>,
        { ...env, ...vars } as unknown as Env,
        ctx,
      );
    };
    const named = scopesNamedBy(await (await show()).text());
    expect(named).toEqual(scopes.filter(isUseful));
    const useless = scopes.find((scope) => !isUseful(scope));
    // An app that asks for nothing else is offered what there is, as if it had named nothing.
    if (useless) expect(scopesNamedBy(await (await show(useless)).text())).toEqual(named);
  });

  test('reading never includes a change', () => {
    const { refusal } = createPolicy(
      [],
      scopes.filter((scope) => scope.endsWith(':read')),
    );
    for (const name of TOOL_NAMES.filter(isPolarTool)) {
      expect(refusal(name) === undefined, name).toBe(tools[name].risk === 'read');
    }
  });
});

test('a form that is far too large is refused', async () => {
  const answer = await new Browser().post('/oauth/authorize', { handle: 'x'.repeat(20_000) });
  expect(answer.status).toBe(413);
});
