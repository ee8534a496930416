/**
 * Serves the same tools to a client on this machine, over stdio, with an access token from the environment and without
 * the Worker. Messages to the person go to stderr, because stdout carries the protocol.
 */
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { variablesHelp } from '../settings/help.ts';
import { readStdioConfig, type StdioConfig } from './config/index.ts';
import { CallError } from './errors.ts';
import { log } from './observability/index.ts';
import { type ListedOrganizations, listOrganizations, type TokenSource } from './polar/index.ts';
import { type Organization, type Restriction, readToolNames, readToolsets } from './policy/index.ts';
import type { Credentials } from './stdio-server.ts';

const HELP = `polar-mcp [flags]

Serves the tools of polar-mcp over stdio to a client on this machine, with POLAR_ACCESS_TOKEN or with the login of
polar-mcp login (polar-mcp login --help says more).

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
  const args = process.argv.slice(2);
  if (args[0] === undefined || args[0].startsWith('-')) await serve();
  else await runCommand(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runCommand(args: string[]): Promise<void> {
  const { isLoginCommand, runLoginCommand } = await import('./local-login/index.ts');
  if (isLoginCommand(args[0])) await runLoginCommand(args, process.env, console.log);
  else await serve();
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
  const ofFlags: Restriction = {
    by: 'a flag of this command',
    readOnly: flags['read-only'],
    toolsets: toolsets === undefined ? [] : readToolsets(toolsets),
    exclude: flags.exclude.flatMap(readToolNames),
  };
  const credentials = await credentialsOf(config);
  const organizations = organizationsOf(config, credentials.tokens);
  // Awaited below: a refusal that comes earlier isn't unhandled.
  organizations.catch(() => {});
  const { serveTools } = await restOfServer();
  serveTools({ config, ofFlags, credentials, organizations: await organizations });
}

/**
 * Loads the server, which takes longer than Polar needs to answer. Each part holds this thread, so between two of them the
 * connection to Polar gets its turn.
 */
async function restOfServer() {
  await turn();
  await import('./operations/index.ts');
  await turn();
  await import('./confirm/index.ts');
  await turn();
  await import('./mcp/index.ts');
  await turn();
  return import('./stdio-server.ts');
}

/** Waits until the event loop has been through once. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * The token of the environment, or else the login of this machine.
 *
 * @throws Error when there is neither
 */
async function credentialsOf(config: StdioConfig): Promise<Credentials> {
  const { accessToken: token, polarEnvironment: environment } = config;
  if (token !== undefined) {
    const isPersonToken = PERSONS_TOKEN.test(token);
    return { tokens: tokenSource(token, environment), scope: undefined, userId: undefined, isPersonToken };
  }
  const { openLogin } = await import('./local-login/index.ts');
  const login = await openLogin(config);
  if (login) return { ...login, isPersonToken: true };
  const other = environment === 'sandbox' ? 'production' : 'sandbox';
  throw new Error(
    `Nobody is logged in to Polar (${environment}) on this machine. Log in once: npx polar-mcp login --environment ${environment}\n` +
      `Or set POLAR_ACCESS_TOKEN. For Polar’s other environment, set POLAR_ENVIRONMENT=${other}.`,
  );
}

/**
 * Lists the token's organizations. If there is only one, no tool asks for it. If Polar doesn't answer, the tools ask.
 *
 * @throws Error when Polar refuses the token: better now than in the middle of a conversation
 */
async function organizationsOf(config: StdioConfig, tokens: TokenSource): Promise<Organization[]> {
  const token = await tokens.current();
  let answer = await listOrganizations(config, token);
  // A login renews its token.
  if (isRefused(answer) && config.accessToken === undefined && tokens.afterRefusal)
    answer = await listOrganizations(config, await tokens.afterRefusal(token, false));
  if (answer.ok) return answer.organizations;
  if (isRefused(answer)) throw new Error(refused(config.polarEnvironment));
  const failure = answer.reason === 'failed' ? answer.failure : undefined;
  log('organizations_unknown', failure?.logFields ?? { reason: answer.reason });
  return [];
}

function isRefused(answer: ListedOrganizations): boolean {
  return !answer.ok && answer.reason === 'failed' && answer.failure.reason === 'account_refused';
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
