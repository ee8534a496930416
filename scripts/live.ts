/**
 * `npm run live` asks a Polar and the simulator the same questions, through the tools of this server, and says where
 * the answers differ.
 */
import { Option } from '@commander-js/extra-typings';
import { POLAR_HOSTS } from '../settings/polar.ts';
import { HTTPS, isOrigin, withoutSlash } from '../settings/urls.ts';
import { interruptBySignal } from './doctor/login/interrupt.ts';
import { LOGIN_MS, withLogin } from './live/login.ts';
import { isWrong, report, rowsOf } from './live/report.ts';
import { EXIT_STOPPED, npmScript, runScript, showProgress } from './run-script.ts';
import { ENVIRONMENTS, environmentNamed } from './secrets-file.ts';
import { terminalQuestions } from './setup/questions.ts';

/**
 * The requests a minute with an organization's token. A fifth of Polar's limit is left to others who use the same
 * token.
 */
const REQUESTS_PER_MINUTE = { sandbox: 80, production: 400 };

const command = npmScript(
  'live',
  'Asks a Polar what the simulator is asked, through the tools of this server, and says where the answers differ: how Polar changed is seen before it is felt. In the sandbox it makes one of each thing, changes it and removes it again; in production it only reads.',
)
  .addOption(
    new Option('--environment <environment>', 'which Polar; production is only read')
      .choices(ENVIRONMENTS)
      .default('sandbox'),
  )
  .option('--read-only', 'only reads, in the sandbox too')
  .option('--login', 'you log in at Polar in your browser, and choose the organization: no token is needed')
  .option('--email <address>', 'where mail for invented customers may go; without it, the organization’s own address')
  .option('--json', 'prints what it found as JSON')
  .addHelpText(
    'after',
    `
POLAR_ACCESS_TOKEN           an organization access token with every scope; without it and --login, you are asked
POLAR_API_URL                another Polar: the origin of its API
POLAR_REQUESTS_PER_MINUTE    how many requests it sends at most (${REQUESTS_PER_MINUTE.sandbox}, in production ${REQUESTS_PER_MINUTE.production})

What it makes has a name that begins with "polar-mcp live" and the date. What a run leaves, because it was killed, the next one
removes. Products and meters can't be deleted: they are archived. Orders, events and checkouts stay: it names them.

Exits 1 when an answer isn't as the document says, ends otherwise than expected, or is refused otherwise than by the simulator;
130 when Ctrl+C stopped it, which removes what was made; and 0 otherwise. A login is ended at Polar in each case.`,
  );

await runScript(command.action(main));

interface Flags {
  environment: string;
  readOnly?: true;
  login?: true;
  email?: string;
  json?: true;
}

async function main(flags: Flags): Promise<void> {
  const environment = environmentNamed(flags.environment);
  const polar = apiOf(environment);
  const readOnly = flags.readOnly ?? environment === 'production';
  const rate = requestsPerMinute() ?? REQUESTS_PER_MINUTE[environment];
  const given = flags.login ? undefined : await tokenFor(polar);
  const { signal, done } = interruptBySignal();
  // It is imported here because it loads the simulator: --help and mistakes are answered sooner without it.
  const { examinePolar } = await import('./live/examine.ts');
  const examine = async (token: string) => {
    const examination = await examinePolar({
      polar,
      environment,
      token,
      readOnly,
      requestsPerMinute: rate,
      email: flags.email,
      signal,
      onProgress: showProgress,
    });
    showProgress('');
    const ok = !isWrong(examination);
    const { examined, ...rest } = examination;
    if (flags.json)
      console.log(JSON.stringify({ polar, environment, ok, tools: rowsOf(examined), examined, ...rest }, null, 2));
    else console.log(report(examination, process.stdout));
    if (!ok) process.exitCode = 1;
    if (examination.isStopped) process.exitCode = EXIT_STOPPED;
  };
  try {
    if (given === undefined) await withLogin({ polar, readOnly, signal, open: askToLogIn }, examine);
    else await examine(given);
  } catch (error) {
    showProgress('');
    if (!(signal.aborted && error === signal.reason)) throw error;
    console.error('It was stopped before it asked anything');
    process.exitCode = EXIT_STOPPED;
  } finally {
    done();
  }
}

/** Progress goes to stderr, because stdout is for the report. */
function askToLogIn(address: URL): void {
  const limit = `within ${LOGIN_MS / 60_000} minutes; Ctrl+C stops it`;
  console.error(`Open this in your browser, log in, and choose the organization (${limit}):\n\n${address}\n`);
}

/**
 * @throws Error when the address is production's but the environment isn't: the questions would change things in
 * production
 */
function apiOf(environment: keyof typeof POLAR_HOSTS): string {
  const { POLAR_API_URL: given } = process.env;
  if (!given) return POLAR_HOSTS[environment].api;
  if (!isOrigin(given)) throw new Error(`POLAR_API_URL must be an origin ${HTTPS}: https://api.polar.sh is one`);
  if (environment !== 'production' && new URL(given).origin === POLAR_HOSTS.production.api)
    throw new Error('POLAR_API_URL is production, which is only read: add --environment production');
  return withoutSlash(given);
}

async function tokenFor(polar: string): Promise<string> {
  const { POLAR_ACCESS_TOKEN: given } = process.env;
  if (given) return given;
  const questions = terminalQuestions();
  if (!questions)
    throw new Error(
      'POLAR_ACCESS_TOKEN is missing: an organization access token, from the settings at Polar. Or log in with --login',
    );
  return questions.secret(`An organization access token for ${polar}`, (text) =>
    text ? undefined : 'It can’t be empty',
  );
}

function requestsPerMinute(): number | undefined {
  const { POLAR_REQUESTS_PER_MINUTE: given } = process.env;
  if (!given) return undefined;
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`POLAR_REQUESTS_PER_MINUTE is no number of requests: ${given}`);
  return Number(given);
}
