import { DEFAULT_CLIENT, DEFAULT_ORGANIZATION_TOKEN, startSimulator } from '../simulator/index.ts';
import type { FixedClient } from '../simulator/options.ts';
import { npmScript, runScript } from './run-script.ts';

const DEFAULT_PORT = 4010;

const command = npmScript('simulator', 'The simulated Polar alone, over HTTP, until Ctrl+C.').addHelpText(
  'after',
  `
POLAR_PORT                               the port (${DEFAULT_PORT})
POLAR_CLIENT_ID, POLAR_CLIENT_SECRET     the one OAuth client that needs no registration
POLAR_REDIRECT_URIS                      its redirect URIs, with spaces between them

The organization token ${DEFAULT_ORGANIZATION_TOKEN.token} needs no login. Over stdio:
  POLAR_ACCESS_TOKEN=${DEFAULT_ORGANIZATION_TOKEN.token} POLAR_API_URL=http://127.0.0.1:${DEFAULT_PORT} node bin/polar-mcp.js`,
);

await runScript(command.action(main));

async function main(): Promise<void> {
  const port = Number(process.env.POLAR_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`POLAR_PORT must be a port number, not "${process.env.POLAR_PORT ?? ''}"`);
  const simulator = await startSimulator({ port, clock: 'real', clients: [clientFrom(process.env)] }).catch((error) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(`Port ${port} is in use. Stop what uses it, or choose another one with POLAR_PORT.`);
  });
  console.log(`Polar simulator ready ${simulator.url}`);
  const stop = () => void simulator.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function clientFrom(env: NodeJS.ProcessEnv): FixedClient {
  return {
    ...DEFAULT_CLIENT,
    id: env.POLAR_CLIENT_ID ?? DEFAULT_CLIENT.id,
    secret: env.POLAR_CLIENT_SECRET ?? DEFAULT_CLIENT.secret,
    redirectUris: env.POLAR_REDIRECT_URIS?.split(' ') ?? DEFAULT_CLIENT.redirectUris,
  };
}
