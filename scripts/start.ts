import { Option } from '@commander-js/extra-typings';
import type { PolarEnvironment } from '../settings/polar.ts';
import { startSimulator } from '../simulator/index.ts';
import { assertVariables } from './assert-variables.ts';
import { DEV_VARS, readDevVars } from './dev-vars.ts';
import { examineLoginHere } from './doctor/login/at-terminal.ts';
import { interruptByKey } from './doctor/login/interrupt.ts';
import { GOOD_LOGIN, report } from './doctor/report.ts';
import { parseTarget } from './doctor/target.ts';
import { assertPortsAreFree, portsInUse } from './free-ports.ts';
import { startLocalWorker } from './local-worker.ts';
import { portFrom } from './port-from.ts';
import { messageOf, npmScript, runScript, showProgress } from './run-script.ts';
import { assertFoldersAreWritable, WORK_FOLDER } from './start/folders.ts';
import { endChildrenWithThisProcess, whenNpmIsGone } from './start/lifetime.ts';
import { checkPolar } from './start/polar-check.ts';
import { assertRuntimeRuns } from './start/runtime.ts';
import { listProducts } from './start/self-check.ts';
import { chooseStartMode } from './start/start-mode.ts';
import { terminalLog } from './start/terminal-log.ts';

/** Values for one machine; they open nothing anywhere else. */
const SIMULATOR_CLIENT = { id: 'polar_ci_local', secret: 'polar_cs_local' };

const command = npmScript(
  'start',
  'The Worker on this machine. Without a Polar to talk to it starts the simulator, and shows with one call of a real client that everything works.',
)
  .addOption(new Option('--demo', 'shows that, then ends; reads no variables').conflicts('login'))
  .option(
    '--login',
    'then checks a login: you log in at Polar in your browser, and it lists products. Changes nothing there',
  )
  .addHelpText(
    'after',
    `
Reads .dev.vars, where \`npm run setup\` writes your OAuth client at Polar, and the variables of docs/configuration.md from the
environment, which wins. PORT (8787) and POLAR_PORT (4010) choose the ports.`,
  );

endChildrenWithThisProcess();
whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
// wrangler throws some failures where nobody can catch them.
process.on('uncaughtException', (error) => {
  console.error(messageOf(error));
  process.exit(1);
});
await runScript(command.action(main));
// The servers keep the process up. When it ends, also by a signal, wrangler ends workerd.
if (command.opts().demo || process.exitCode) process.exit();

async function main({ demo, login }: { demo?: true; login?: true }): Promise<void> {
  const port = portFrom('PORT');
  const devVars = demo ? {} : readDevVars();
  assertVariables(Object.keys(devVars), DEV_VARS);
  const mode = chooseStartMode(demo ? {} : process.env, devVars, port);
  assertFoldersAreWritable();
  await assertRuntimeRuns();
  const isSimulated = mode.polar === 'simulator';
  const polarPort = isSimulated ? portFrom('POLAR_PORT') : undefined;
  if (port === polarPort) throw new Error('PORT and POLAR_PORT are the same: each server needs its own');
  // This comes before the simulator says that it has started.
  await assertPortsAreFree({ PORT: port, ...(polarPort !== undefined && { POLAR_PORT: polarPort }) });
  const vars = polarPort === undefined ? mode.vars : { ...mode.vars, ...(await simulatorVars(mode.vars, polarPort)) };
  const isWhole = !!process.env.DEBUG;
  const print = terminalLog(process.stdout, isWhole);
  /** The calls of this script are no news. */
  let isServing = isWhole;
  showProgress('starting the Worker');
  const worker = await startLocalWorker({
    port,
    vars,
    // What the simulator knows ends with it, and so do logins to it.
    ...(!isSimulated && { persist: `${WORK_FOLDER}/state/${port}` }),
    onLog: (line) => isServing && print(line),
  });

  showProgress('');
  const baseUrl = vars.BASE_URL ?? worker.url;
  const mcpUrl = `${baseUrl}/mcp`;
  const unanswered = await (isSimulated ? showProducts(mcpUrl, vars) : askPolar(baseUrl, worker.environment, vars));
  isServing = true;
  if (baseUrl !== new URL(worker.url).origin)
    console.log(`It listens at ${worker.url}, and answers to BASE_URL alone: ${baseUrl}`);
  if (unanswered !== undefined) return console.log(notReady(mcpUrl, unanswered));
  if (!demo) console.log(`ready ${mcpUrl}\n\n${howToConnect(mcpUrl)}\n\nStop with Ctrl+C.`);
  if (login) await checkLogin(baseUrl);
}

async function showProducts(mcpUrl: string, vars: Record<string, string>): Promise<undefined> {
  showProgress('connecting a client');
  const said = await listProducts(mcpUrl, !!(vars.ALLOWED_ORGANIZATIONS || vars.ALLOWED_USERS));
  showProgress('');
  console.log(`\n${said}\n`);
}

/** Prints which Polar it is, and what is unclear about it. Returns why it doesn't answer, if so. */
async function askPolar(
  baseUrl: string,
  environment: PolarEnvironment,
  vars: Record<string, string>,
): Promise<string | undefined> {
  console.log(`Polar: ${whichPolar(environment, vars.POLAR_API_URL)}`);
  showProgress('asking Polar');
  const { unanswered, warnings } = await checkPolar(baseUrl, environment, vars);
  showProgress('');
  for (const warning of warnings) console.log(warning);
  return unanswered;
}

/** The servers go on, whatever the login found. */
async function checkLogin(baseUrl: string): Promise<void> {
  console.log();
  const say = (line: string) => console.log(line);
  const { findings } = await examineLoginHere(parseTarget(baseUrl), { say, interrupt: interruptByKey });
  console.log(`${report(findings, process.stdout, GOOD_LOGIN)}\n`);
  console.log(`It still serves ${baseUrl}/mcp. Stop with Ctrl+C.`);
}

function whichPolar(environment: string, apiUrl: string | undefined): string {
  if (apiUrl) return `${apiUrl}, as ${environment}`;
  return environment === 'production' ? 'production, with real customers and real money' : 'sandbox';
}

async function simulatorVars(vars: Record<string, string>, port: number): Promise<Record<string, string>> {
  const redirectUris = [`${vars.BASE_URL}/oauth/callback`];
  const simulator = await startSimulator({
    port,
    clock: 'real',
    livesUntil: new Date().toISOString(),
    clients: [{ ...SIMULATOR_CLIENT, name: 'polar-mcp', redirectUris }],
  }).catch((error: unknown) => {
    // Another start took it meanwhile.
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? new Error(portsInUse({ POLAR_PORT: port })) : error;
  });
  console.log(`A simulated Polar answers at ${simulator.url}`);
  return {
    POLAR_ENVIRONMENT: 'sandbox',
    POLAR_CLIENT_ID: SIMULATOR_CLIENT.id,
    POLAR_CLIENT_SECRET: SIMULATOR_CLIENT.secret,
    POLAR_API_URL: simulator.url,
    POLAR_AUTHORIZE_URL: `${simulator.url}/oauth2/authorize`,
  };
}

function notReady(mcpUrl: string, reason: string): string {
  return `Not ready: ${reason}. Check the network, or a proxy or firewall. ${mcpUrl} works as soon as Polar answers. Stop with Ctrl+C.`;
}

function howToConnect(mcpUrl: string): string {
  return `Connect a client; it opens pages, to allow it here and to log in at Polar:

  Claude Code   claude mcp add --transport http polar ${mcpUrl}
                then /mcp in Claude Code, to log in
  Codex         codex mcp add polar --url ${mcpUrl} && codex mcp login polar
  Cursor        in ~/.cursor/mcp.json:
{"mcpServers":{"polar":{"url":"${mcpUrl}"}}}
  VS Code       in .vscode/mcp.json:
{"servers":{"polar":{"type":"http","url":"${mcpUrl}"}}}

It sees the tools asked for most. At this address it sees all of docs/tools.md:
${mcpUrl}?toolsets=all`;
}
