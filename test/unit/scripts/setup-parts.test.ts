import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  baseUrlProblem,
  type Check,
  credentialProblem,
  nameProblem,
  originProblem,
} from '../../../scripts/setup/checks.ts';
import { withVariables } from '../../../scripts/setup/dev-vars-text.ts';
import { registerClient } from '../../../scripts/setup/register.ts';
import {
  isRouted,
  variable,
  variablesIn,
  withVariable,
  withWorkerName,
  workerName,
} from '../../../scripts/setup/wrangler-toml.ts';
import { type Simulator, startSimulator } from '../../../simulator/index.ts';

describe('an answer is checked', () => {
  const baseUrl = baseUrlProblem('mine');
  const cases: [Check, string, RegExp | undefined][] = [
    [baseUrl, 'https://mine.acme.workers.dev', undefined],
    [baseUrl, 'https://mine.acme.workers.dev/', undefined],
    [baseUrl, 'https://mcp.example.com', undefined],
    [baseUrl, '', /must be an address/],
    [baseUrl, 'mcp.example.com', /must be an address with https/],
    [baseUrl, 'http://mcp.example.com', /must begin with https/],
    [baseUrl, 'https://mcp.example.com/mcp', /without a path, as https:\/\/mcp\.example\.com$/],
    [baseUrl, 'https://MCP.example.com', /lower case/],
    [baseUrl, 'https://mine.<your subdomain>.workers.dev', /<…>/],
    [baseUrl, 'http://localhost:8787', /--local/],
    [baseUrl, 'https://other.acme.workers.dev', /named mine answers at https:\/\/mine\.acme\.workers\.dev$/],
    [nameProblem, 'polar-mcp-2', undefined],
    [nameProblem, 'a'.repeat(63), undefined],
    [nameProblem, 'a'.repeat(64), /63 characters/],
    [nameProblem, 'My_Worker', /lowercase/],
    [nameProblem, '', /lowercase/],
    [nameProblem, '-mine', /dash/],
    [credentialProblem, 'polar_ci_a-Z0', undefined],
    [credentialProblem, '', /empty/],
    [credentialProblem, 'a b', /characters/],
    [credentialProblem, 'a\nREAD_ONLY=false', /characters/],
    [originProblem, 'http://127.0.0.1:4010', undefined],
    [originProblem, 'https://api.polar.sh/', undefined],
    [originProblem, 'http://polar.example', /https/],
    [originProblem, 'http://127.polar.example', /https/],
    [originProblem, 'https://api.polar.sh/v1', /without a path/],
  ];
  test.each(cases)('%o %s', (check, text, want) => {
    if (want) expect(check(text)).toMatch(want);
    else expect(check(text)).toBeUndefined();
  });
});

describe('a registration that is none gets one line', () => {
  let polar: Simulator;
  beforeAll(async () => {
    vi.stubEnv('POLAR_TIMEOUT_MS', '300');
    polar = await startSimulator();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    return polar.close();
  });

  const register = (redirectUri = 'https://mcp.example.com/oauth/callback') =>
    registerClient(polar.url, 'polar-mcp', redirectUri);
  const refused = '{"error":"invalid_client_metadata","error_description":"No\\u001b[31m."}';
  const status = (code: number, body?: string, headers?: object) => ({ kind: 'status', status: code, body, headers });
  const invalid = JSON.stringify({
    error: 'RequestValidationError',
    detail: [{ type: 'value_error', loc: ['body', 'redirect_uris', 0], msg: 'Value error, An HTTPS URL is required.' }],
  });
  const faults: [string, object, RegExp][] = [
    ['a field refused', status(422, invalid), /RequestValidationError: redirect_uris\.0: An HTTPS URL is required\. /],
    ['refused', status(400, refused), /refused to register a client: invalid_client_metadata: No \[31m\. /],
    ['too many', status(429, undefined, { 'retry-after': '17' }), /no more registrations for now: try again in 17 s/],
    ['too many, who knows until when', status(429, undefined, { 'retry-after': '<b>' }), /in a few minutes/],
    ['a page', status(200, '<html>', { 'content-type': 'text/html' }), /answered 200 with no registration/],
    ['a page that says created', status(201, '<html>'), /answered 201 with no registration/],
    ['no secret', status(201, '{"client_id":"x"}'), /answered 201 with no registration/],
    ['a failure', status(502, '{"error":"x"}'), /answered 502 with no registration/],
    ['another address', status(307, '', { location: 'https://example.com/' }), /can't be reached/],
    ['no answer', { kind: 'hang' }, /did not answer within 0\.3 s/],
    ['half an answer', { kind: 'hang_in_body' }, /did not answer within 0\.3 s/],
    ['a lost connection', { kind: 'drop' }, /can't be reached/],
  ];
  test.each(faults)('%s', async (_, fault, message) => {
    await fetch(`${polar.url}/__simulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const error: Error = await register().then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/Nothing was written/);
    expect(error.message).not.toMatch(/\n/);
  });

  test('in the words of Polar where it has some', async () => {
    await expect(register('http://mcp.example.com')).rejects.toThrow(/register a client: .*redirect_uri.*https/i);
  });
});

describe('.dev.vars', () => {
  const cases: [string, { text?: string; want: string }][] = [
    [
      'a new one',
      { want: '# For `npm start`. Written by `npm run setup`; holds secrets, so git ignores it.\nID=new\n' },
    ],
    ['a line is added', { text: 'A=1', want: 'A=1\nID=new\n' }],
    ['a line is replaced', { text: '# mine\n  export ID = "old" # why\nB=2', want: '# mine\n  export ID =new\nB=2' }],
    ['of two the one that holds', { text: 'ID=a\nID=b\n', want: 'ID=a\nID=new\n' }],
    ['no line that only begins so', { text: 'ID_2=a\n#ID=b\n', want: 'ID_2=a\n#ID=b\nID=new\n' }],
    ['nothing when it is so already', { text: 'ID = "new" # so', want: 'ID = "new" # so' }],
    ['with the ends of lines that it has', { text: 'A=1\r\nID=a\r\n', want: 'A=1\r\nID=new\r\n' }],
  ];
  test.each(cases)('%s', (_, { text, want }) => {
    expect(withVariables(text, { ID: 'new' })).toBe(want);
  });

  test('is left alone where a line is part of something else', () => {
    expect(() => withVariables('ID=y\nNOTE="\nID=x"', { ID: 'new' })).toThrow("can't be changed line by line. Set ID");
  });
});

describe('wrangler.toml', () => {
  const toml =
    '# name = "no"\nname  =  \'one\' # mine\n\n[vars]\nname = "var"\n[env.production]\nmain = "x"\nroutes = [{ pattern = "mcp.example.com" }]\n';

  test('one environment is renamed, and nothing else', () => {
    expect(workerName(toml, 'sandbox')).toBe('one');
    expect(withWorkerName(toml, 'sandbox', 'two')).toBe(toml.replace("'one'", "'two'"));
    expect(() => workerName(toml, 'production')).toThrow('wrangler.toml has no name for production');
  });

  test('a variable is set in its environment, after the others, or where it stands', () => {
    const added = withVariable(toml, 'sandbox', 'WHO', 'acme');
    expect(added).toBe(toml.replace('name = "var"\n', 'name = "var"\nWHO = "acme"\n'));
    expect([variable(added, 'sandbox', 'WHO'), variable(toml, 'sandbox', 'WHO')]).toEqual(['acme', undefined]);
    expect(withVariable(added, 'sandbox', 'WHO', 'b,c')).toBe(added.replace('acme', 'b,c'));
    const commented =
      '[vars]\n# WHO = "no"\n\n# About the next.\n[x]\nWHO = "other"\n[env.production.vars]\nWHO = "live"\n';
    expect(variable(commented, 'sandbox', 'WHO')).toBeUndefined();
    expect(variable(commented, 'production', 'WHO')).toBe('live');
    expect(withVariable(commented, 'sandbox', 'WHO', 'a')).toBe(commented.replace('vars]\n', 'vars]\nWHO = "a"\n'));
  });

  test('each environment has its own variables alone, and a line that is no TOML is named', () => {
    const both = '\ufeff[vars]\nA = "1"\nB = 2\n[env.production.vars]\n"C" = \'3\'\n';
    expect(variablesIn(both, 'sandbox')).toEqual({ A: '1', B: 2 });
    expect(variablesIn(both, 'production')).toEqual({ C: '3' });
    expect(variablesIn(toml, 'production')).toEqual({});
    expect(() => variablesIn(`${both}D = yes\n`, 'sandbox')).toThrow(/^Line 6 of wrangler\.toml can't be read: .+$/);
  });

  test('a domain needs a route of its environment', () => {
    expect(isRouted(toml, 'sandbox', 'mcp.example.com')).toBe(false);
    expect(isRouted(toml, 'production', 'mcp.example.com')).toBe(true);
    expect(isRouted(toml.replace('routes', '# routes'), 'production', 'mcp.example.com')).toBe(false);
    expect(isRouted(toml, 'sandbox', 'one.acme.workers.dev')).toBe(true);
  });
});
