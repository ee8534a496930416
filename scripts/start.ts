import { Option } from '@commander-js/extra-typings';
import { startSimulator } from '../simulator/index.ts';
import { assertVariables } from './assert-variables.ts';
import { connectDemoClient } from './demo-client/demo-client.ts';
import { DEV_VARS, readDevVars } from './dev-vars.ts';
import { examineLoginHere } from './doctor/login/at-terminal.ts';
import { interruptByKey } from './doctor/login/interrupt.ts';
import { GOOD_LOGIN, report } from './doctor/report.ts';
import { parseTarget } from './doctor/target.ts';
import { assertPortIsFree, startLocalWorker } from './local-worker.ts';
import { portFrom } from './port-from.ts';
import { npmScript, runScript } from './run-script.ts';
import { chooseStartMode } from './start-mode.ts';

const STATE_FOLDER = '.wrangler/state/v3';
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

await runScript(command.action(main));
// The servers keep the process up. When it ends, also by a signal, wrangler ends workerd.
if (command.opts().demo || process.exitCode) process.exit();

async function main({ demo, login }: { demo?: true; login?: true }): Promise<void> {
  const port = portFrom('PORT');
  const devVars = demo ? {} : readDevVars();
  assertVariables(Object.keys(devVars), DEV_VARS);
  const mode = chooseStartMode(demo ? {} : process.env, devVars, port);
  // This comes before the simulator says that it has started.
  await assertPortIsFree(port, 'PORT');
  const vars = mode.polar === 'simulator' ? { ...mode.vars, ...(await simulatorVars(mode.vars, port)) } : mode.vars;
  const worker = await startLocalWorker({
    port,
    vars,
    ...(!demo && { persist: STATE_FOLDER }),
  });

  const baseUrl = vars.BASE_URL ?? worker.url;
  const mcpUrl = `${baseUrl}/mcp`;
  if (mode.polar === 'simulator') await showProducts(mcpUrl, vars);
  else console.log(`Polar: ${whichPolar(worker.environment, vars.POLAR_API_URL)}`);
  if (baseUrl !== new URL(worker.url).origin)
    console.log(`It listens at ${worker.url}, and answers to BASE_URL alone: ${baseUrl}`);
  if (!demo) console.log(`ready ${mcpUrl}\n\n${howToConnect(mcpUrl)}\n\nStop with Ctrl+C.`);
  if (login) await checkLogin(baseUrl);
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

async function simulatorVars(vars: Record<string, string>, workerPort: number): Promise<Record<string, string>> {
  const port = portFrom('POLAR_PORT');
  if (port === workerPort) throw new Error('PORT and POLAR_PORT are the same: each server needs its own');
  await assertPortIsFree(port, 'POLAR_PORT');
  const redirectUris = [`${vars.BASE_URL}/oauth/callback`];
  const simulator = await startSimulator({
    port,
    clock: 'real',
    livesUntil: new Date().toISOString(),
    clients: [{ ...SIMULATOR_CLIENT, name: 'polar-mcp', redirectUris }],
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

/** Connects as a client does: registers, logs in through the pages, calls a tool. */
async function showProducts(mcpUrl: string, vars: Record<string, string>): Promise<void> {
  const client = await connectDemoClient(mcpUrl).catch((error: unknown) => {
    const isLimited = !!(vars.ALLOWED_ORGANIZATIONS || vars.ALLOWED_USERS);
    if (isLimited && error instanceof Error && error.message.endsWith('access_denied')) return undefined;
    throw error;
  });
  if (!client)
    return console.log(
      '\nNo client logged in: ALLOWED_ORGANIZATIONS or ALLOWED_USERS leave out the shop that it chose, brightside-tools.\n',
    );
  const isListed = (await client.listTools()).tools.some(({ name }) => name === 'list_products');
  const answer =
    isListed &&
    (await client.callTool({
      name: 'list_products',
      arguments: { limit: 100, fields: 'name,recurring_interval,prices.amount_type,prices.price_amount' },
    }));
  await client.close();
  if (!answer)
    return console.log(
      '\nA client registered and logged in. TOOLSETS or EXCLUDE_TOOLS leave it no products to list.\n',
    );
  const { isError, content } = answer;
  const text = content[0]?.type === 'text' ? content[0].text : '';
  if (isError) throw new Error(`list_products failed: ${text}`);
  const { items } = JSON.parse(text) as { items: Product[] };
  console.log(`\nA client registered, logged in and called list_products:\n`);
  const width = Math.max(...items.map(({ name }) => name.length));
  for (const product of items) console.log(`  ${product.name.padEnd(width)}  ${price(product)}`);
  console.log();
}

interface Product {
  name: string;
  recurring_interval: string | null;
  prices: { amount_type: string; price_amount_formatted?: string }[];
}

function price({ prices: [first], recurring_interval: interval }: Product): string {
  const amount = first?.price_amount_formatted ?? `${first?.amount_type.replaceAll('_', ' ') ?? 'no'} price`;
  return interval ? `${amount} a ${interval}` : amount;
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

It sees the tools asked for most; at ${mcpUrl}?toolsets=all it sees all of docs/tools.md.`;
}
