import { parseArgs } from 'node:util';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { readStdioConfig } from '../config/index.ts';
import { sanitize } from '../lib/text.ts';
import { listOrganizations } from '../polar/index.ts';
import { allowsChanges, readToolsets, usefulScopes } from '../policy/index.ts';
import { withLock } from './lock.ts';
import { endAtPolar, inWords, logIn } from './login.ts';
import { type LoginStore, loginStore } from './store.ts';
import { openLogin } from './tokens.ts';

const HELP = `polar-mcp login [flags]    logs in at Polar, in your browser; after that polar-mcp needs no token
polar-mcp status [flags]   says who is logged in on this machine, and asks Polar whether it still holds
polar-mcp logout [flags]   ends the login at Polar, and forgets it here

  --environment <name>  sandbox or production (POLAR_ENVIRONMENT, or sandbox)
  --read-only           login: ask Polar for reading alone
  --toolsets <names>    login: ask for what these need, as products,orders
  --port <number>       login: the port of 127.0.0.1 to which the browser comes back (a free one)
  --timeout <seconds>   login: how long to wait for the browser (300)
  --no-browser          login: print the address alone
  --no-keychain         login: keep it in a file that only you may read
  --forget              logout: forget it here also where Polar can't be asked to end it`;

const COMMANDS = ['login', 'logout', 'status'] as const;

/** Whether the first argument is one of these commands. */
export const isLoginCommand = (name: string | undefined) => COMMANDS.some((command) => command === name);

/** @throws Error with a line for each mistake, or one that says what went wrong */
export async function runLoginCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      environment: { type: 'string' },
      'read-only': { type: 'boolean', default: false },
      toolsets: { type: 'string' },
      port: { type: 'string', default: '0' },
      timeout: { type: 'string', default: '300' },
      'no-browser': { type: 'boolean', default: false },
      'no-keychain': { type: 'boolean', default: false },
      forget: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, ...others] = positionals;
  if (flags.help) return say(HELP);
  if (others.length > 0) throw new Error(`${command} takes flags alone. --help says which`);
  const config = readStdioConfig({ ...env, ...(flags.environment && { POLAR_ENVIRONMENT: flags.environment }) });
  const store = loginStore(config);
  if (command === 'status') return showStatus(config, store, say);
  if (command === 'logout') return logOut(config, store, flags.forget, say);
  const { place, names } = await logIn(config, {
    scope: usefulScopes({
      ...config.restriction,
      readOnly: flags['read-only'] || config.restriction.readOnly,
      ...(flags.toolsets !== undefined && { toolsets: readToolsets(flags.toolsets) }),
    }),
    port: wholeNumber('--port', flags.port, 65_535),
    timeoutMs: wholeNumber('--timeout', flags.timeout, 3600) * 1000,
    opensBrowser: !flags['no-browser'] && process.stdout.isTTY,
    inFile: flags['no-keychain'],
    say,
  });
  say(`Logged in to Polar (${config.polarEnvironment})${names.length > 0 ? `: ${list(names)}` : ''}.`);
  say(keptIn(place, store));
  say(`In your app, the command is: npx -y polar-mcp${environmentHint(config.polarEnvironment)}`);
}

async function showStatus(config: Config, store: LoginStore, say: (line: string) => void): Promise<void> {
  const kept = await store.read();
  if (!kept) throw new Error(`${notLoggedIn(config.polarEnvironment)} Log in: npx polar-mcp login`);
  const { login, place } = kept;
  say(`Logged in to Polar (${config.polarEnvironment}) since ${new Date(login.since).toISOString()}.`);
  say(allowsChanges(login.scope) ? 'It may read and change.' : 'It may only read.');
  say(keptIn(place, store));
  // A server may be about to renew it, so this takes its turn.
  const opened = await openLogin(config, store);
  const token = await opened?.tokens.current();
  const listed = await listOrganizations(config, token ?? '');
  if (listed.ok) return say(`Polar accepts it: ${list(listed.organizations.map(({ name }) => name))}.`);
  if (listed.reason === 'not_allowed') return say('Polar accepts it.');
  throw new Error(inWords(listed.failure));
}

async function logOut(config: Config, store: LoginStore, forgets: boolean, say: (line: string) => void): Promise<void> {
  await withLock(`${store.path}.lock`, async () => {
    const kept = await store.read().catch((error) => {
      if (forgets) return undefined;
      throw new Error(`${inWords(error)} To delete it all the same: npx polar-mcp logout --forget`);
    });
    if (!kept && !forgets) return say(notLoggedIn(config.polarEnvironment));
    let isEnded = false;
    try {
      if (kept) await endAtPolar(config, kept.login);
      isEnded = kept !== undefined;
    } catch (error) {
      if (!forgets)
        throw new Error(`${inWords(error)} The login is still there. To forget it here: npx polar-mcp logout --forget`);
    }
    await store.remove();
    say(isEnded ? `Logged out of Polar (${config.polarEnvironment}).` : 'Forgotten here. At Polar it may still hold.');
  });
}

type Config = ReturnType<typeof readStdioConfig>;

const notLoggedIn = (environment: PolarEnvironment) => `Nobody is logged in to Polar (${environment}) on this machine.`;

const environmentHint = (environment: PolarEnvironment) =>
  environment === 'sandbox' ? '' : `, with POLAR_ENVIRONMENT=${environment} in its environment`;

const keptIn = (place: string, store: LoginStore) =>
  place === store.path
    ? `The login is kept in ${place}, which only you may read. There is no keychain to keep it in, or none was wanted.`
    : `The login is kept in ${place}.`;

/** People choose the names of organizations. */
const list = (names: readonly string[]) => names.map(sanitize).join(', ');

function wholeNumber(flag: string, text: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) throw new Error(`${flag} must be a whole number, ${most} at most`);
  return number;
}
