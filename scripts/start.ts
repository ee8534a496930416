/**
 * `npm start`: the Worker on this machine. Without a Polar to talk to it starts the simulator, and shows that
 * everything works with one call of a real client. `npm run demo` does that, then ends.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { startSimulator } from '../test/simulator/index.ts';
import { connect } from '../test/support/clients.ts';
import { assertPortIsFree, startLocalWorker } from './local-worker.ts';
import { runScript } from './run-script.ts';
import { chooseStartMode, type StartMode } from './start-mode.ts';

const STATE_FOLDER = '.wrangler/state/v3';
/** Values for one machine; they open nothing anywhere else. */
const SIMULATOR_CLIENT = { id: 'polar_ci_local', secret: 'polar_cs_local' };

const { values: options } = parseArgs({ options: { demo: { type: 'boolean', default: false } } });

await runScript(async () => {
  const port = portFrom('PORT', 8787);
  const mode: StartMode = options.demo
    ? chooseStartMode({}, {}, port)
    : chooseStartMode(process.env, readDevVars(), port);
  const vars = mode.polar === 'simulator' ? { ...mode.vars, ...(await simulatorVars(mode.vars)) } : mode.vars;
  const worker = await startLocalWorker({
    port,
    vars,
    readDevVars: mode.polar === 'real',
    ...(!options.demo && { persist: STATE_FOLDER }),
  });

  if (mode.polar === 'given') console.log(`Polar is ${vars.POLAR_API_URL}`);
  if (mode.polar === 'real') console.log('Polar is the real one, as .dev.vars says');
  const mcpUrl = `${vars.BASE_URL ?? worker.url}/mcp`;
  if (mode.polar === 'simulator') await showProducts(mcpUrl);
  if (!options.demo) console.log(`ready ${mcpUrl}\n\n${howToConnect(mcpUrl)}\n\nStop with Ctrl+C.`);
});
// The servers keep the process up. When it ends, also by a signal, wrangler ends workerd.
if (options.demo || process.exitCode) process.exit();

function readDevVars(): Record<string, string | undefined> {
  return existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {};
}

async function simulatorVars(vars: Record<string, string>): Promise<Record<string, string>> {
  const port = portFrom('POLAR_PORT', 4010);
  await assertPortIsFree(port, 'POLAR_PORT');
  const redirectUris = [`${vars.BASE_URL}/oauth/callback`];
  const simulator = await startSimulator({ port, clients: [{ ...SIMULATOR_CLIENT, name: 'polar-mcp', redirectUris }] });
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
async function showProducts(mcpUrl: string): Promise<void> {
  const client = await connect('v2-auto', mcpUrl);
  const { isError, content } = await client.callTool('list_products', { limit: 100 });
  await client.close();
  const text = content[0]?.text ?? '';
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
  prices: { amount_type: string; price_amount?: number; price_currency: string }[];
}

function price({ prices, recurring_interval: interval }: Product): string {
  const every = interval ? ` a ${interval}` : '';
  const [first] = prices;
  if (first?.price_amount === undefined) return `${first?.amount_type.replaceAll('_', ' ') ?? 'no'} price${every}`;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: first.price_currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return `${format.format(first.price_amount / 10 ** digits)}${every}`;
}

function howToConnect(mcpUrl: string): string {
  return [
    'Connect a client:',
    `  Claude Code    claude mcp add --transport http polar ${mcpUrl}`,
    `  Codex          codex mcp add polar --url ${mcpUrl}`,
    `  VS Code        code --add-mcp '${JSON.stringify({ name: 'polar', type: 'http', url: mcpUrl })}'`,
    `  Cursor         in ~/.cursor/mcp.json: ${JSON.stringify({ mcpServers: { polar: { url: mcpUrl } } })}`,
  ].join('\n');
}

function portFrom(variable: string, otherwise: number): number {
  const text = process.env[variable];
  if (!text) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} is not a port: ${text}`);
  return port;
}
