import type { CheckName, State } from '../../scripts/doctor/finding.ts';
import type { Meddle, Passing } from './meddler.ts';

const METADATA = '/.well-known/oauth-authorization-server';
const RESOURCE = '/.well-known/oauth-protected-resource';

/** Changes the answers to one path. */
export const at =
  (path: string, change: (answer: Passing) => Partial<Passing> | 'hang', method?: string): Meddle =>
  (asked, answer) => {
    if (asked.path !== path || (method && asked.method !== method)) return answer;
    const changed = change(answer);
    return changed === 'hang' ? changed : { ...answer, ...changed };
  };
const json = (path: string, change: Record<string, unknown>) =>
  at(path, ({ body }) => ({ body: JSON.stringify({ ...JSON.parse(body), ...change }) }));
const header = (path: string, headers: Record<string, string | undefined>, method?: string) =>
  at(path, (answer) => ({ headers: merged(answer.headers, headers) }), method);
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Soon here</h1>' };

function merged(before: Passing['headers'], changes: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined));
}

/** Each fault: the check that must see it, as what, and what it then says. */
export const BROKEN: [CheckName, State, what: string, Meddle, found: RegExp, fix: RegExp][] = [
  [
    'reachable',
    'failure',
    'a redirect elsewhere',
    at('/health', () => ({ status: 302, headers: { location: 'https://login.example/x' } })),
    /redirects to https:\/\/login\.example/,
    /doctor -- https:\/\/login\.example/,
  ],
  [
    'health',
    'failure',
    'missing variables',
    at('/health', () => ({
      status: 503,
      body: '{"status":"misconfigured","problems":["BASE_URL is missing: x","READ_ONLY must be true or false"]}',
    })),
    /BASE_URL is missing/,
    /BASE_URL in \.dev\.vars/,
  ],
  ['health', 'failure', 'another server', at('/health', () => html), /200 with text\/html/, /another server/],
  [
    'health',
    'failure',
    'a Worker that crashes',
    at('/health', () => ({ status: 500, body: 'error code: 1101' })),
    /500/,
    /npm start/,
  ],
  ['health', 'warning', 'an older version', json('/health', { version: '0.0.9' }), /0\.0\.9/, /npm start/],
  [
    'health',
    'warning',
    'a CONFIRM that leaves something out',
    json('/health', { confirm: ['money', 'irreversible'] }),
    /CONFIRM leaves out exposes/,
    /as money,irreversible,exposes/,
  ],
  [
    'health',
    'warning',
    'a person who is never asked',
    json('/health', { confirm: [], confirm_by: 'person' }),
    /CONFIRM_BY=person has no effect/,
    /CONFIRM/,
  ],
  ['health', 'warning', 'a newer version', json('/health', { version: '10.0.0' }), /10\.0\.0/, /git pull/],
  [
    'metadata',
    'failure',
    'another issuer',
    json(METADATA, { issuer: 'https://other.example' }),
    /issuer isn't/,
    /BASE_URL/,
  ],
  [
    'metadata',
    'failure',
    'an endpoint elsewhere',
    json(METADATA, { token_endpoint: 'https://other.example/token' }),
    /token_endpoint/,
    /BASE_URL/,
  ],
  [
    'metadata',
    'failure',
    'no S256',
    json(METADATA, { code_challenge_methods_supported: ['plain'] }),
    /S256/,
    /npm start/,
  ],
  [
    'metadata',
    'failure',
    'client metadata documents on this machine',
    json(METADATA, { client_id_metadata_document_supported: true }),
    /client_id_metadata_document_supported/,
    /npm start/,
  ],
  [
    'metadata',
    'failure',
    'fewer scopes',
    json(METADATA, { scopes_supported: ['products:read'] }),
    /scopes_supported/,
    /npm start/,
  ],
  ['metadata', 'failure', 'none', at(METADATA, () => ({ status: 404 })), /404/, /npm start/],
  ['metadata', 'failure', 'HTML', at(`${RESOURCE}/mcp`, () => html), /no JSON/, /npm start/],
  [
    'metadata',
    'failure',
    'another resource',
    json(RESOURCE, { resource: 'https://other.example/mcp' }),
    /resource isn't/,
    /BASE_URL/,
  ],
  [
    'no token',
    'failure',
    'an answer without a token',
    at('/mcp', () => ({ status: 200, body: '{}' }), 'POST'),
    /POST.*200/,
    /npm start/,
  ],
  [
    'no token',
    'failure',
    'no challenge',
    header('/mcp', { 'www-authenticate': 'Bearer' }, 'DELETE'),
    /DELETE.*WWW-Authenticate/,
    /npm start/,
  ],
  [
    'no token',
    'failure',
    'a stack',
    at('/mcp', () => ({ body: 'Error\n    at run (worker.js:1:2)' }), 'GET'),
    /GET.*more than it should/,
    /npm start/,
  ],
  [
    'headers',
    'failure',
    'no policy',
    header('/connections', { 'content-security-policy': undefined }),
    /Content-Security-Policy/,
    /npm start/,
  ],
  [
    'headers',
    'failure',
    'a page that may be framed',
    header('/connections', { 'x-frame-options': 'SAMEORIGIN' }),
    /X-Frame-Options/,
    /npm start/,
  ],
  [
    'headers',
    'failure',
    'a page that is cached',
    header('/connections', { 'cache-control': 'max-age=60' }),
    /Cache-Control/,
    /npm start/,
  ],
  [
    'headers',
    'failure',
    'a stack',
    at('/doctor-looks-for-nothing', () => ({ body: 'Error\n    at run (worker.js:1:2)' })),
    /made of/,
    /npm start/,
  ],
  [
    'CORS',
    'failure',
    'calls from a stranger’s page',
    at('/mcp', (answer) => ({ status: answer.status === 403 ? 401 : answer.status }), 'POST'),
    /401/,
    /CORS/,
  ],
  [
    'CORS',
    'failure',
    'metadata that no page can read',
    header(`${RESOURCE}/mcp`, { 'access-control-allow-origin': undefined }),
    /Access-Control-Allow-Origin/,
    /CORS/,
  ],
  ['registration', 'failure', 'closed', at('/oauth/register', () => ({ status: 500, body: '' })), /500/, /OAUTH_KV/],
  [
    'registration',
    'warning',
    'too many',
    at('/oauth/register', () => ({ status: 429, body: '' })),
    /Too many/,
    /minute/,
  ],
  [
    'consent',
    'failure',
    'another app',
    at('/oauth/authorize', ({ body }) => ({ body: body.replaceAll('polar-mcp doctor', 'Acme') })),
    /name the app/,
    /npm start/,
  ],
  [
    'consent',
    'failure',
    'the other environment',
    at('/oauth/authorize', ({ body }) => ({ body: body.replaceAll(/sandbox/gi, 'Live') })),
    /sandbox/,
    /npm start/,
  ],
  [
    'consent',
    'failure',
    'a page that may be framed',
    header(
      '/oauth/authorize',
      { 'x-frame-options': undefined, 'content-security-policy': "default-src 'none'" },
      'GET',
    ),
    /frame-ancestors/,
    /npm start/,
  ],
  [
    'consent',
    'failure',
    'a redirect to a stranger',
    at('/oauth/authorize', ({ status }) =>
      status === 400 ? { status: 302, headers: { location: 'https://doctor.example/callback' } } : {},
    ),
    /isn't registered/,
    /Don't use/,
  ],
  ['consent', 'failure', 'no page', at('/oauth/authorize', () => ({ status: 503 })), /503/, /npm start/],
  [
    'consent',
    'failure',
    'nothing left to allow',
    at('/oauth/authorize', ({ status }) =>
      status === 200 ? { status: 302, headers: { location: 'http://127.0.0.1:9/doctor?error=invalid_scope' } } : {},
    ),
    /invalid_scope/,
    /TOOLSETS/,
  ],
  [
    'Polar client',
    'failure',
    'a form to elsewhere',
    at('/oauth/authorize', ({ body }) => ({ body: body.replace('action="', 'action="https://other.example') })),
    /form goes to/,
    /Don't use/,
  ],
  [
    'Polar client',
    'failure',
    'no way on',
    at('/oauth/authorize', () => ({ status: 502, headers: {} }), 'POST'),
    /502/,
    /npm start/,
  ],
  [
    'Polar client',
    'warning',
    'a login elsewhere',
    at('/oauth/authorize', () => ({ headers: { location: 'https://other.example/login' } }), 'POST'),
    /at https:\/\/other\.example; which API belongs to it isn't known/,
    /--polar-api-url.*POLAR_AUTHORIZE_URL/,
  ],
  [
    'Polar client',
    'failure',
    'the way back to another address',
    at(
      '/oauth/authorize',
      ({ headers }) => ({ headers: { location: headers.location?.replace('callback', 'back') } }),
      'POST',
    ),
    /\/oauth\/back/,
    /BASE_URL/,
  ],
  [
    'Polar client',
    'failure',
    'the other Polar',
    at(
      '/oauth/authorize',
      ({ headers }) => ({
        headers: { location: headers.location?.replace(/^.*\?/, 'https://polar.sh/oauth2/authorize?') },
      }),
      'POST',
    ),
    /which is production/,
    /POLAR_AUTHORIZE_URL/,
  ],
  [
    'clock',
    'warning',
    'an hour too late',
    header('/health', { date: new Date(Date.now() - 3_600_000).toUTCString() }),
    /behind/,
    /Polar agrees with this machine/,
  ],
  ['pages', 'failure', 'no landing page', at('/', () => ({ status: 500 })), /500/, /npm start/],
  ['pages', 'warning', 'an older version', at('/llms.txt', () => ({ status: 404 })), /llms\.txt/, /npm start/],
];
