/**
 * `npm run doctor -- <url>`: checks a Worker from outside, as a client and a browser see it. No login is made, and nothing is
 * asked but the Worker and Polar.
 */
import { isOrigin, withoutSlash } from '../settings/urls.ts';
import { readDevVars } from './dev-vars.ts';
import { examine } from './doctor/examine.ts';
import { checks } from './doctor/finding.ts';
import { isWrong, report } from './doctor/report.ts';
import { parseOrigin, parseTarget } from './doctor/target.ts';
import type { PolarAddresses } from './doctor/visit.ts';
import { npmScript, runScript } from './run-script.ts';

const nameWidth = Math.max(...Object.keys(checks).map((name) => name.length));

const command = npmScript(
  'doctor',
  'Checks a Worker from outside, without a login, and says what to do about each thing that is wrong. It asks the Worker and Polar, and nobody else.',
)
  .argument('<url>', 'its address, as https://polar-mcp.example.com or localhost:8787')
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
${Object.entries(checks)
  .map(([name, about]) => `  ${name.padEnd(nameWidth)}  ${about}`)
  .join('\n')}

It can't see from outside whether the client's secret is right, nor which scopes the client at Polar has.
Exits 1 when something fails, and 0 otherwise.`,
  );

await runScript(command.action(main));

interface Flags {
  json?: true;
  strict?: true;
  register: boolean;
  polarApiUrl?: string;
}

async function main(url: string, flags: Flags): Promise<void> {
  const target = parseTarget(url);
  const findings = await examine(target, {
    register: flags.register,
    polarApiUrl: flags.polarApiUrl === undefined ? undefined : parseOrigin('--polar-api-url', flags.polarApiUrl),
    devVars: target.isLocal ? polarInDevVars() : undefined,
    onProgress: showProgress,
  });
  const failed = isWrong(findings, flags.strict ?? false);
  if (flags.json) console.log(JSON.stringify({ url: target.base, ok: !failed, findings }, null, 2));
  else console.log(report(findings, process.stdout));
  if (failed) process.exitCode = 1;
}

function polarInDevVars(): PolarAddresses {
  const { POLAR_API_URL, POLAR_AUTHORIZE_URL } = readDevVars();
  const apiUrl = POLAR_API_URL && isOrigin(POLAR_API_URL) ? withoutSlash(POLAR_API_URL) : undefined;
  return { apiUrl, authorizeUrl: POLAR_AUTHORIZE_URL };
}

/** One line on a terminal, that is gone in the end. */
function showProgress(underWay: string[]): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\x1b[K${underWay.length > 0 ? `checking: ${underWay.join(', ')}…` : ''}`);
}
