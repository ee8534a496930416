import { DEFAULT_CLIENT, startSimulator } from './index.ts';
import type { FixedClient } from './options.ts';

const DEFAULT_PORT = 4010;

/** `tsx test/simulator/main.ts`: the simulator as a process of its own, on `POLAR_PORT`. */
async function main(): Promise<void> {
  const port = Number(process.env.POLAR_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`POLAR_PORT must be a port number, not "${process.env.POLAR_PORT ?? ''}"`);
    process.exitCode = 1;
    return;
  }
  try {
    const simulator = await startSimulator({ port, clients: [clientFrom(process.env)] });
    console.log(`Polar simulator ready ${simulator.url}`);
    const stop = () => void simulator.close();
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(`Port ${port} is in use. Stop what uses it, or choose another one with POLAR_PORT.`);
    process.exitCode = 1;
  }
}

/** The one client that needs no registration: `POLAR_CLIENT_ID`, `POLAR_CLIENT_SECRET`, `POLAR_REDIRECT_URIS`. */
function clientFrom(env: NodeJS.ProcessEnv): FixedClient {
  return {
    ...DEFAULT_CLIENT,
    id: env.POLAR_CLIENT_ID ?? DEFAULT_CLIENT.id,
    secret: env.POLAR_CLIENT_SECRET ?? DEFAULT_CLIENT.secret,
    redirectUris: env.POLAR_REDIRECT_URIS?.split(' ') ?? DEFAULT_CLIENT.redirectUris,
  };
}

await main();
