import { describe, expect, test } from 'vitest';
import { chooseStartMode, type StartMode } from '../../../../scripts/start/start-mode.ts';

const client = { POLAR_CLIENT_ID: 'id', POLAR_CLIENT_SECRET: 'secret' };
const urls = { POLAR_API_URL: 'http://127.0.0.1:1', POLAR_AUTHORIZE_URL: 'http://127.0.0.1:1/oauth2/authorize' };
const base = { BASE_URL: 'http://localhost:8787' };

const table: [string, { environment?: object; devVars?: object; want: StartMode }][] = [
  ['nothing set: the simulator', { want: { polar: 'simulator', vars: base } }],
  [
    'another Polar in the environment',
    {
      environment: { ...client, ...urls, PATH: '/bin' },
      want: { polar: 'given', vars: { POLAR_ENVIRONMENT: 'sandbox', ...client, ...urls, ...base } },
    },
  ],
  [
    'it wins over .dev.vars',
    {
      environment: { ...client, ...urls },
      devVars: { POLAR_CLIENT_ID: 'other' },
      want: { polar: 'given', vars: { POLAR_ENVIRONMENT: 'sandbox', ...client, ...urls, ...base } },
    },
  ],
  [
    '.dev.vars with a client: the real Polar',
    { devVars: { ...client, PATH: '/bin' }, want: { polar: 'real', vars: { ...client, ...base } } },
  ],
  [
    '.dev.vars with an address of its own',
    {
      devVars: { ...client, BASE_URL: 'https://mcp.example.com/' },
      want: { polar: 'real', vars: { ...client, BASE_URL: 'https://mcp.example.com' } },
    },
  ],
  [
    'a client in the environment: the real Polar',
    { environment: client, want: { polar: 'real', vars: { ...client, ...base } } },
  ],
  [
    'a timeout goes to the Worker in every mode',
    {
      environment: { POLAR_TIMEOUT_MS: '500' },
      want: { polar: 'simulator', vars: { POLAR_TIMEOUT_MS: '500', ...base } },
    },
  ],
  [
    'limits of writes too',
    {
      environment: { CONFIRM: 'none', WRITES_PER_HOUR: '30', REFUND_CAP_PER_DAY: '0' },
      want: { polar: 'simulator', vars: { CONFIRM: 'none', WRITES_PER_HOUR: '30', REFUND_CAP_PER_DAY: '0', ...base } },
    },
  ],
  ['half of an account is still meant', { devVars: { POLAR_CLIENT_ID: '' }, want: { polar: 'real', vars: base } }],
  [
    'an environment too',
    {
      devVars: { POLAR_ENVIRONMENT: 'production' },
      want: { polar: 'real', vars: { POLAR_ENVIRONMENT: 'production', ...base } },
    },
  ],
  [
    '.dev.vars without an account: the simulator, with what it says',
    { devVars: { POLAR_TIMEOUT_MS: '9' }, want: { polar: 'simulator', vars: { POLAR_TIMEOUT_MS: '9', ...base } } },
  ],
  [
    'the sandbox without an account is the simulator',
    {
      environment: { POLAR_ENVIRONMENT: 'sandbox' },
      want: { polar: 'simulator', vars: { POLAR_ENVIRONMENT: 'sandbox', ...base } },
    },
  ],
  [
    'production never is',
    {
      environment: { POLAR_ENVIRONMENT: 'production' },
      want: { polar: 'real', vars: { POLAR_ENVIRONMENT: 'production', ...base } },
    },
  ],
];

describe('chooseStartMode', () => {
  test.each(table)('%s', (_, { environment = {}, devVars = {}, want }) => {
    expect(chooseStartMode(environment as never, devVars as never, 8787)).toEqual(want);
  });

  test('another Polar without a client is an error that names what is missing', () => {
    expect(() => chooseStartMode({ POLAR_API_URL: urls.POLAR_API_URL }, {}, 8787)).toThrow(
      'set POLAR_CLIENT_ID, POLAR_CLIENT_SECRET, POLAR_AUTHORIZE_URL too',
    );
  });
});
