/**
 * Serves the same tools to a client on this machine, over stdio, with an access token from the environment and without
 * the Worker. Messages to the person go to stderr, because stdout carries the protocol.
 */
import { parseArgs } from 'node:util';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
// `npm ci` makes it of views/.
import view from '../dist/views/view.html';
import { version } from '../package.json';
import { variablesHelp } from '../settings/help.ts';
import { readStdioConfig, type StdioConfig } from './config/index.ts';
import { CallError } from './errors.ts';
import { memoryLedger } from './ledger/index.ts';
import { loopbackPage } from './loopback-page.ts';
import { createServer } from './mcp/index.ts';
import { callRecorder, log } from './observability/index.ts';
import type { Caller } from './operations/index.ts';
import { listOrganizations, type TokenSource } from './polar/index.ts';
import {
  createPolicy,
  ONE_ORGANIZATION_RESTRICTION,
  type Organization,
  readToolNames,
  readToolsets,
} from './policy/index.ts';
import { temporaryExports } from './stdio-exports.ts';
import { checkedMessages } from './stdio-messages.ts';

const HELP = `polar-mcp [flags]

Serves the tools of polar-mcp over stdio to a client on this machine.

  --toolsets <names>   only these, as products,orders; also default, discovery and all
  --read-only          no tool that changes anything
  --exclude <names>    without these tools, as create_refund,delete_customer
  --help, --version

It reads these variables; READ_ONLY, TOOLSETS and EXCLUDE_TOOLS restrict it as the flags do, and both hold. What is counted
begins anew with this process.

${variablesHelp('stdio')}`;

/** The access tokens that Polar gives for a person, through OAuth or by hand. */
const PERSONS_TOKEN = /^polar_(at_u|pat)_/;

try {
  await serve();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      toolsets: { type: 'string', multiple: true, default: [] },
      'read-only': { type: 'boolean', default: false },
      exclude: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  if (flags.help) return console.log(HELP);
  if (flags.version) return console.log(version);
  const [toolsets, ...more] = flags.toolsets;
  if (more.length > 0) throw new Error('--toolsets stands twice. Write one list: --toolsets=a,b');
  const config = readStdioConfig(process.env);
  const ofFlags = {
    by: 'a flag of this command',
    readOnly: flags['read-only'],
    toolsets: toolsets === undefined ? [] : readToolsets(toolsets),
    exclude: flags.exclude.flatMap(readToolNames),
  };
  const { polarEnvironment: environment, accessToken: token, writes } = config;
  const organizations = await organizationsOf(config);
  const [only, ...others] = organizations;
  const organization = others.length === 0 ? only?.id : undefined;
  const isPersonToken = PERSONS_TOKEN.test(token);
  const policy = createPolicy(
    [
      config.restriction,
      ...(isPersonToken && organization === undefined ? [] : [ONE_ORGANIZATION_RESTRICTION]),
      ofFlags,
    ],
    undefined,
  );
  const caller: Caller = {
    environment,
    apiUrl: config.polarApiUrl,
    timeoutMs: config.polarTimeoutMs,
    tokens: tokenSource(token, environment),
    rateLimit: { environment, bucket: 'the token', connection: 'the only one' },
    policy,
    scope: undefined,
    isPersonToken,
    userId: undefined,
    organizations,
    organization,
    heldBy: 'token',
    connectionId: undefined,
    confirm: writes.confirm,
    confirmBy: writes.confirmBy,
    askInBrowser: loopbackPage(() => caller),
    ledger: memoryLedger(writes.limits),
    exports: temporaryExports(),
    recordCall: callRecorder(config.telemetry, undefined, console.warn),
    // Nothing stops this process while it works.
    keepGoing: () => {},
  };
  serveStdio(() => createServer(caller, { view }), {
    transport: new StdioServerTransport(checkedMessages(process.stdin, process.stdout)),
    onerror: (error) => log('mcp_error', { error: error.name }),
  });
}

/**
 * Lists the token's organizations. If there is only one, no tool asks for it. If Polar doesn't answer, the tools ask.
 *
 * @throws Error when Polar refuses the token: better now than in the middle of a conversation
 */
async function organizationsOf(config: StdioConfig): Promise<Organization[]> {
  const answer = await listOrganizations(config, config.accessToken);
  if (answer.ok) return answer.organizations;
  const failure = answer.reason === 'failed' ? answer.failure : undefined;
  if (failure?.reason === 'account_refused') throw new Error(refused(config.polarEnvironment));
  log('organizations_unknown', failure?.logFields ?? { reason: answer.reason });
  return [];
}

function tokenSource(token: string, environment: string): TokenSource {
  return {
    current: async () => token,
    afterRefusal: () =>
      Promise.reject(
        new CallError('connection_ended', refused(environment), {
          whatToDo: 'Ask the person to set POLAR_ACCESS_TOKEN to one that holds, and to start this server again.',
        }),
      ),
  };
}

function refused(environment: string): string {
  return `Polar refused POLAR_ACCESS_TOKEN. It has ended or was revoked, or it isn't for POLAR_ENVIRONMENT=${environment}.`;
}
