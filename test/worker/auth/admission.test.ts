import { createExecutionContext, reset, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { endConnection } from '../../../src/connection/polar-token.ts';
import { grantOf } from '../../../src/connection/storage.ts';
import worker from '../../../src/index.ts';
import { type Admission, admissionRefusal, tokenOwner } from '../../../src/policy/grants.ts';
import { ask } from '../mcp/ask.ts';
import { BASE_URL, Browser, field, location } from './browser.ts';
import { env, opened } from './calls.ts';
import { takeDump } from './dump.ts';
import { authorizePath, type ClientTokens, exchange, logInFor, register } from './login.ts';
import { decideAtPolar, interceptPolar, letPolarBe, ORGANIZATIONS_PATH, REVOKE_PATH } from './polar.ts';
import { refreshForm } from './token-endpoint.ts';

const { ada: ADA, ben: BEN, organization: FIRST, otherOrganization: SECOND } = inject('seed');

type Vars = Partial<Record<'ALLOWED_ORGANIZATIONS' | 'ALLOWED_USERS' | 'ALLOW_PASTED_TOKENS', string>>;

beforeEach(reset);
afterEach(letPolarBe);

/** Sends requests to a Worker with these variables. */
const sendTo =
  (vars: Vars) =>
  (path: string, init: RequestInit = {}) => {
    const url = path.startsWith('http') ? path : BASE_URL + path;
    const request = new Request<unknown, IncomingRequestCfProperties>(url, { redirect: 'manual', ...init } as object);
    return worker.fetch(request, { ...env, ...vars }, createExecutionContext());
  };

interface LoginOptions {
  person?: string;
  /** The choice on the consent page. */
  choice?: string;
  /** The person's choice at Polar. */
  organizations?: string[];
  /** The variables when the login began, if they differ from those at the callback. */
  before?: Vars;
}

/** Runs a login up to the Worker's answer to Polar's callback. */
async function logIn(vars: Vars, { person = ADA, choice = 'one', organizations, before = vars }: LoginOptions = {}) {
  const clientId = await register();
  let now = before;
  const browser = new Browser((path, init) => sendTo(now)(path, init));
  const page = await (await browser.get(authorizePath(clientId))).text();
  const form = { handle: field(page, 'handle'), access: 'write', organization: choice, decision: 'approve' };
  const sent = await browser.post('/oauth/authorize', form);
  if (!sent.headers.has('Location')) return { clientId, page, answer: sent };
  const callback = await decideAtPolar(location(sent), 'allow', person, organizations);
  now = vars;
  return { clientId, page, answer: await browser.get(callback.href) };
}

/** Lists the keys in KV, except clients' registrations. */
async function stored(): Promise<string[]> {
  const { kv, objects } = await takeDump('now');
  const kept = kv.map(({ name }) => name).filter((name) => !name.startsWith('client:'));
  return [...kept, ...objects.flatMap(({ keys }) => keys)];
}

async function slugOf(organization: string): Promise<string> {
  const { props } = await opened(await logInFor('one', ADA, [organization]));
  await reset();
  return props.organizations?.find(({ id }) => id === organization)?.slug ?? '';
}

describe('a login of somebody whom this server is for', () => {
  test.each<[string, () => Promise<Vars> | Vars]>([
    ['their organization’s id', () => ({ ALLOWED_ORGANIZATIONS: FIRST })],
    ['its slug, among others', async () => ({ ALLOWED_ORGANIZATIONS: `globex, ${await slugOf(FIRST)}` })],
    ['the person’s id', () => ({ ALLOWED_USERS: `${BEN},${ADA}` })],
    ['both', () => ({ ALLOWED_ORGANIZATIONS: FIRST, ALLOWED_USERS: ADA.toUpperCase() })],
  ])('by %s works as ever, and so do its calls', async (_, make) => {
    const vars = await make();
    const { clientId, answer } = await logIn(vars, { organizations: [FIRST] });
    const tokens = await (await exchange(clientId, location(answer))).json<ClientTokens>();
    expect((await ask(tokens, 'tools/list', {}, { vars })).status).toBe(200);
  });

  test('of a person alone may be for all that they have', async () => {
    const { answer } = await logIn({ ALLOWED_USERS: ADA }, { choice: 'all' });
    expect(location(answer).searchParams.get('code')).toBeTruthy();
  });
});

describe('a login of somebody whom it isn’t for', () => {
  test.each<[string, Vars, LoginOptions, string, string]>([
    ['another organization', { ALLOWED_ORGANIZATIONS: SECOND }, { organizations: [FIRST] }, 'that organization', FIRST],
    ['another person', { ALLOWED_USERS: BEN }, {}, 'your account', ADA],
    ['the right person, another organization', bothOf(SECOND, ADA), { organizations: [FIRST] }, 'that organi', FIRST],
    ['the right organization, another person', bothOf(FIRST, BEN), { organizations: [FIRST] }, 'your account', ADA],
    [
      'a person’s id as an organization',
      { ALLOWED_ORGANIZATIONS: ADA },
      { organizations: [FIRST] },
      'that organi',
      FIRST,
    ],
    [
      'all organizations, begun before one was named',
      { ALLOWED_ORGANIZATIONS: `${FIRST},${SECOND}` },
      { choice: 'all', organizations: [], before: {} },
      'one organization at a time',
      '',
    ],
    [
      'one organization checked in a login for all',
      { ALLOWED_ORGANIZATIONS: FIRST },
      { choice: 'all', organizations: [FIRST], before: {} },
      'one organization at a time',
      '',
    ],
  ])('%s: stores nothing, revokes, and says whom to ask', async (_, vars, asked, title, own) => {
    const revoked = interceptPolar(REVOKE_PATH);
    const { answer } = await logIn(vars, asked);
    const html = await answer.text();
    expect([answer.status, html]).toEqual([403, expect.stringContaining(`This server is`)]);
    expect(html).toContain(title);
    expect(html).toContain('Whoever runs it');
    expect(html).toContain(own);
    // The page must not name anybody who may connect.
    for (const id of [FIRST, SECOND, ADA, BEN].filter((one) => one !== own)) expect(html).not.toContain(id);
    const [, seconds, back = ''] = /^(\d+); url=(.+)$/.exec(answer.headers.get('Refresh') ?? '') ?? [];
    // The person needs time to copy the id from the page.
    expect(Number(seconds)).toBeGreaterThanOrEqual(60);
    expect(Object.fromEntries(new URL(back).searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'the-clients-state',
      iss: BASE_URL,
    });
    expect(revoked).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  test('whose organization Polar doesn’t name is told so, where slugs alone would tell', async () => {
    interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ detail: 'no' }, { status: 403 }));
    const { answer } = await logIn({ ALLOWED_ORGANIZATIONS: 'acme' }, { organizations: [FIRST] });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('can’t tell which')]);
    expect(await stored()).toEqual([]);
    // The id alone identifies the organization too.
    const { answer: known } = await logIn({ ALLOWED_ORGANIZATIONS: FIRST }, { organizations: [FIRST] });
    expect(known.status).toBe(302);
  });
});

function bothOf(organization: string, user: string): Vars {
  return { ALLOWED_ORGANIZATIONS: organization, ALLOWED_USERS: user };
}

describe('where organizations are named', () => {
  const vars = { ALLOWED_ORGANIZATIONS: FIRST };

  test('the consent page offers one, and a form that says all is refused and can be corrected', async () => {
    const clientId = await register();
    const browser = new Browser(sendTo(vars));
    const page = await (await browser.get(authorizePath(clientId))).text();
    expect(page).toContain('It gets one organization');
    expect(page).not.toContain('All that I have');
    expect(field(page, 'organization')).toBe('one');
    const form = { handle: field(page, 'handle'), access: 'read', decision: 'approve' };
    const refused = await browser.post('/oauth/authorize', { ...form, organization: 'all' });
    expect([refused.status, refused.headers.get('Location')]).toEqual([400, null]);
    const again = await refused.text();
    expect(again).toContain('This server is for one organization at a time');
    const polar = location(await browser.post('/oauth/authorize', { ...form, handle: field(again, 'handle') }));
    expect(polar.searchParams.get('sub_type')).toBe('organization');
  });

  test('elsewhere it offers all', async () => {
    const browser = new Browser(sendTo({ ALLOWED_USERS: ADA }));
    expect(await (await browser.get(authorizePath(await register()))).text()).toContain('All that I have');
  });
});

describe('a pasted token', () => {
  const TOKEN = 'polar_oat_simulator';

  async function paste(vars: Vars) {
    const browser = new Browser(sendTo({ ALLOW_PASTED_TOKENS: 'true', ...vars }));
    const page = await (await browser.get(authorizePath(await register()))).text();
    const form = { handle: field(page, 'handle'), access: 'read', decision: 'token', token: TOKEN };
    return { page, answer: await browser.post('/oauth/authorize', form) };
  }

  const ownOrganization = async () => {
    const answer = await fetch(`${env.POLAR_API_URL}/v1/organizations/`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    const { items } = await answer.json<{ items: { id: string; name: string }[] }>();
    return items[0]?.id ?? '';
  };

  test('of an organization that is named connects it', async () => {
    const { answer } = await paste({ ALLOWED_ORGANIZATIONS: await ownOrganization() });
    expect(location(answer).searchParams.get('code')).toBeTruthy();
  });

  test('of another is refused, and nothing is stored but the page’s own form', async () => {
    const before = async () => (await stored()).filter((name) => !name.startsWith('transaction:'));
    const { answer } = await paste({ ALLOWED_ORGANIZATIONS: 'acme' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([403, null]);
    expect(await answer.text()).toContain('This server isn’t for that organization');
    expect((await before()).filter((name) => !name.startsWith('consent'))).toEqual([]);
  });

  test('that may not see its organization is refused, where organizations are named', async () => {
    interceptPolar(ORGANIZATIONS_PATH, () => Response.json({ detail: 'no' }, { status: 403 }));
    const { answer } = await paste({ ALLOWED_ORGANIZATIONS: FIRST });
    expect([answer.status, answer.headers.get('Location')]).toEqual([403, null]);
    expect(await answer.text()).toContain('organizations:read');
  });

  test('belongs to no person, so where people are named there is no field for one, and none is taken', async () => {
    const asked = interceptPolar(ORGANIZATIONS_PATH);
    const { page, answer } = await paste({ ALLOWED_USERS: ADA });
    expect(page).not.toContain('name="token"');
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('takes no tokens')]);
    expect(asked).toHaveLength(0);
  });
});

describe('a connection of somebody who isn’t allowed any more', () => {
  const vars = { ALLOWED_ORGANIZATIONS: SECOND };

  test.each<[string, 'one' | 'all', Vars]>([
    ['its organization is named no more', 'one', vars],
    ['it is for all organizations', 'all', { ALLOWED_ORGANIZATIONS: `${FIRST},${SECOND}` }],
    ['the person is named no more', 'one', { ALLOWED_USERS: BEN }],
  ])('is refused at each call, and lives again when that was a mistake (%s)', async (_, choice, now) => {
    const tokens = await logInFor(choice, ADA, choice === 'one' ? [FIRST] : [FIRST, SECOND]);
    const sent = interceptPolar('/v1/products/');
    for (const params of [{}, { name: 'list_products' }]) {
      const { status, challenge, message } = await ask(tokens, 'tools/call', params, { vars: now });
      expect([status, message.error.message]).toEqual([401, expect.stringContaining('Ask whoever runs it')]);
      expect(challenge).toContain('This server is for certain people or organizations alone. Ask whoever runs it');
    }
    expect(sent).toEqual([]);
    expect((await ask(tokens, 'tools/list')).status).toBe(200);
  });

  test('gets no new tokens, and ends here and at Polar, so that the app logs in again', async () => {
    const { clientId, answer: back } = await logIn({}, { organizations: [FIRST] });
    const tokens = await (await exchange(clientId, location(back))).json<ClientTokens>();
    const { props } = await opened(tokens);
    const revoked = interceptPolar(REVOKE_PATH);
    const answer = await refreshAt(vars, clientId, tokens);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: expect.stringContaining('Ask whoever runs it') },
    ]);
    expect(revoked).toHaveLength(1);
    expect((await ask(tokens, 'tools/list')).status).toBe(401);
    expect((await stored()).filter((name) => /^(grant|token|polar:token)|pair|writes/.test(name))).toEqual([]);
    // The connection has ended, so nothing is left to end.
    await endConnection(env, props, grantOf(tokens.access_token));
  });

  test('gets none for the code of a login that was under way', async () => {
    const { clientId, answer } = await logIn({}, { organizations: [FIRST] });
    const { code } = Object.fromEntries(location(answer).searchParams);
    const body = new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: code ?? '', client_id: clientId },
      ...{ redirect_uri: location(answer).href.split('?')[0] ?? '' },
      code_verifier: 'a-code-verifier-of-an-mcp-client-0123456789abc',
    });
    const refused = await sendTo(vars)('/oauth/token', { method: 'POST', body });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    expect(await stored()).toEqual([]);
  });

  test('ends it at /connections, and does nothing else there', async () => {
    const tokens = await logInFor('one', ADA, [FIRST]);
    const browser = new Browser(sendTo(vars));
    const callback = await decideAtPolar(location(await browser.post('/connections/login', {})), 'allow', ADA);
    expect(location(await browser.get(callback.href)).pathname).toBe('/connections');
    expect(await (await browser.get('/connections')).text()).toContain('Example Client');
    await browser.post('/connections/end', { all: 'yes' });
    expect((await ask(tokens, 'tools/list')).status).toBe(401);
  });

  /** Changes the variables of the grant's object, which has an environment of its own. */
  async function refreshAt(now: Vars, clientId: string, tokens: ClientTokens): Promise<Response> {
    const [, grantId = ''] = tokens.refresh_token.split(':');
    const stub = env.GRANTS.get(env.GRANTS.idFromName(grantId));
    const body = new URLSearchParams({ ...refreshForm(tokens), client_id: clientId });
    await runInDurableObject(stub, (grant) => Object.assign(grant, { env: { ...env, ...now } }));
    return sendTo(now)('/oauth/token', { method: 'POST', body });
  }
});

describe('who is refused', () => {
  const allowed = (organizations: string[], users: string[] = []): Admission => ({ organizations, users });
  const acme = { id: FIRST, slug: 'acme', name: 'Acme' };
  type Who = Parameters<typeof admissionRefusal>[1];
  const one: Who = { userId: ADA, organization: FIRST, organizations: [acme], heldBy: 'token' };
  const { organizations: _, ...unnamed } = one;
  const { heldBy: __, ...unheld } = one;

  test.each<[string, Admission, Who, ReturnType<typeof admissionRefusal>]>([
    ['nobody, without limits', allowed([]), { userId: ADA }, undefined],
    ['nobody whose slug is named', allowed(['acme']), one, undefined],
    [
      'nobody whose slug Polar writes in capitals',
      allowed(['acme']),
      { ...one, organizations: [{ ...acme, slug: 'Acme' }] },
      undefined,
    ],
    [
      'an organization whose slug is another’s id',
      allowed([SECOND]),
      { ...one, organizations: [{ ...acme, slug: SECOND }] },
      'organization',
    ],
    [
      'a slug of another organization of the same person',
      allowed(['globex']),
      { ...one, organizations: [acme, { id: SECOND, slug: 'globex', name: 'Globex' }] },
      'organization',
    ],
    [
      'a name that is a slug',
      allowed(['acme']),
      { ...one, organizations: [{ ...acme, slug: 'x', name: 'acme' }] },
      'organization',
    ],
    ['all organizations', allowed([FIRST]), { userId: ADA, organizations: [acme] }, 'many_organizations'],
    ['one that Polar doesn’t hold', allowed([FIRST]), unheld, 'many_organizations'],
    ['a grant without names, by slug', allowed(['acme']), unnamed, 'organization_unknown'],
    ['a grant without names, by another id', allowed([SECOND]), unnamed, 'organization'],
    ['nobody without names, by id', allowed([FIRST]), unnamed, undefined],
    [
      'an organization’s token, where people are named',
      allowed([], [FIRST]),
      { userId: tokenOwner(FIRST), organization: FIRST },
      'user',
    ],
    ['a person, first', allowed([FIRST], [BEN]), one, 'user'],
  ])('%s', (_, admission, who, refusal) => {
    expect(admissionRefusal(admission, who)).toBe(refusal);
  });

  test('is the same after a slug was taken by somebody else, by id', () => {
    const squatter: Who = { ...one, userId: BEN, organization: SECOND, organizations: [{ ...acme, id: SECOND }] };
    expect(admissionRefusal(allowed([FIRST]), squatter)).toBe('organization');
  });
});

test('/health and the start page say whether anybody may connect, and not who', async () => {
  const look = async (vars: Vars) => {
    const health = await (await sendTo(vars)('/health')).json<{ access: string }>();
    const pages = await Promise.all(
      ['/', '/index.html.md', '/llms.txt'].map(async (path) => (await sendTo(vars)(path)).text()),
    );
    return { access: health.access, pages };
  };
  const open = await look({});
  expect(open.access).toBe('open');
  for (const page of open.pages) expect(page).toContain('Anyone with a Polar account can connect');
  for (const vars of [{ ALLOWED_ORGANIZATIONS: FIRST }, { ALLOWED_USERS: ADA }]) {
    const limited = await look(vars);
    expect(limited.access).toBe('limited');
    for (const page of limited.pages) {
      expect(page).toContain('Whoever runs this server chose who may connect');
      expect(page).not.toMatch(new RegExp(`${FIRST}|${ADA}|Anyone with a Polar account`));
    }
  }
});
