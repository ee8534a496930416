/**
 * `npm run doctor -- <url>` checks a Worker from outside, as a client and a browser see it. It sends requests to the
 * Worker and to Polar only, and logs in only with --login.
 */
import { Option } from '@commander-js/extra-typings';
import { isOrigin, withoutSlash } from '../settings/urls.ts';
import { readDevVars } from './dev-vars.ts';
import { examine } from './doctor/examine.ts';
import { checks, type Finding, loginSteps } from './doctor/finding.ts';
import { examineLoginHere } from './doctor/login/at-terminal.ts';
import { interruptBySignal } from './doctor/login/interrupt.ts';
import { GOOD_LOGIN, isWrong, report } from './doctor/report.ts';
import { parseOrigin, parseTarget, type Target } from './doctor/target.ts';
import type { PolarAddresses } from './doctor/visit.ts';
import { portFrom } from './port-from.ts';
import { EXIT_STOPPED, npmScript, runScript, showProgress } from './run-script.ts';

const nameWidth = Math.max(...Object.keys({ ...checks, ...loginSteps }).map((name) => name.length));

const listed = (all: Record<string, string>) =>
  Object.entries(all)
    .map(([name, about]) => `  ${name.padEnd(nameWidth)}  ${about}`)
    .join('\n');

const command = npmScript(
  'doctor',
  'Checks a Worker from outside, without a login, and says what to do about each thing that is wrong. With --login it makes a whole login, with you at the browser. It asks the Worker and Polar, and nobody else.',
)
  .argument(
    '[url]',
    'its address, as https://polar-mcp.example.com or localhost:8787; with --login also none: `npm start`',
  )
  .addOption(
    new Option(
      '--login',
      'logs in at Polar in your browser, lists products, and gives its tokens back. Changes nothing at Polar',
    ).conflicts(['register', 'polarApiUrl']),
  )
  .option(
    '--polar-api-url <origin>',
    'the API of another Polar, where the page that people log in on is not at the same origin',
  )
  .option('--json', 'prints the findings as JSON')
  .option('--strict', 'exits 1 for a warning too')
  .option('--no-register', 'registers no client, and so sees nothing of a login. A registration goes by itself')
  .addHelpText(
    'after',
    `
It checks:
${listed(checks)}

Only a login shows whether the client's secret is right, and its scopes do. --login makes one, step by step:
${listed(loginSteps)}

Exits 1 when something fails, 130 when Ctrl+C stopped it, and 0 otherwise.`,
  );

await runScript(command.action(main));

interface Flags {
  login?: true;
  json?: true;
  strict?: true;
  register: boolean;
  polarApiUrl?: string;
}

async function main(url: string | undefined, flags: Flags): Promise<void> {
  if (flags.login) return checkLogin(parseTarget(url ?? localAddress()), flags);
  if (url === undefined) return command.error("error: missing required argument 'url'");
  const target = parseTarget(url);
  const findings = await examine(target, {
    register: flags.register,
    polarApiUrl: flags.polarApiUrl === undefined ? undefined : parseOrigin('--polar-api-url', flags.polarApiUrl),
    devVars: target.isLocal ? polarInDevVars() : undefined,
    onProgress: showChecks,
  });
  print(target, findings, flags);
}

/** Everything but findings goes to stderr, so that --json prints nothing but JSON. */
async function checkLogin(target: Target, flags: Flags): Promise<void> {
  const say = (line: string) => console.error(line);
  const { findings, isStopped } = await examineLoginHere(target, {
    say,
    interrupt: interruptBySignal,
    onProgress: showChecks,
  });
  print(target, findings, flags, GOOD_LOGIN);
  if (isStopped) process.exitCode = EXIT_STOPPED;
}

function print(target: Target, findings: Finding[], { json, strict }: Flags, good?: string): void {
  const failed = isWrong(findings, strict ?? false);
  if (json) console.log(JSON.stringify({ url: target.base, ok: !failed, findings }, null, 2));
  else console.log(report(findings, process.stdout, good));
  if (failed) process.exitCode = 1;
}

/** The address at which `npm start` answers. */
function localAddress(): string {
  return process.env.BASE_URL || readDevVars().BASE_URL || `http://localhost:${portFrom('PORT')}`;
}

function showChecks(underWay: string[]): void {
  showProgress(underWay.length > 0 ? `checking: ${underWay.join(', ')}` : '');
}

function polarInDevVars(): PolarAddresses {
  const { POLAR_API_URL, POLAR_AUTHORIZE_URL } = readDevVars();
  const apiUrl = POLAR_API_URL && isOrigin(POLAR_API_URL) ? withoutSlash(POLAR_API_URL) : undefined;
  return { apiUrl, authorizeUrl: POLAR_AUTHORIZE_URL };
}
