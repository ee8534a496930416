import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generatePeer, installPeers, type PeerServer, peerNames, sdkPeer } from '../../scripts/budget/peer-servers.ts';
import { writeStdioBundle } from '../../scripts/stdio-bundle.ts';
import { admit, TOKEN } from '../lab/beside.ts';
import { type BenchHouse, openBenchHouse, POLAR_TOKEN } from '../lab/house.ts';
import { Opened } from '../lab/opened.ts';
import { type Connected, overHttp, overStdio, startedOverHttp } from './connected.ts';

export const NAMES = ['ours', 'oursOverStdio', 'checked', 'unchecked', 'generated', 'sdk'] as const;
export type Name = (typeof NAMES)[number];
export type Resource = 'products' | 'payments';

/** Has a server over HTTP check the token of who calls. Its own has no check. */
const CHECK = pathToFileURL(resolve('bench/peers/bearer.mjs')).href;

/** A server that can be started again and again, one at a time. */
interface Server {
  name: string;
  /** Starts a process, and connects a client to it; the client's `close` ends both. */
  start(): Promise<Connected>;
  /** The tool that lists them, and its arguments for a page of so many. */
  listing(resource: Resource, limit: number): { tool: string; args: object };
}

export interface Servers extends Record<Name, Server> {
  /** Our Worker's surroundings. */
  house: BenchHouse;
  close(): Promise<void>;
}

/**
 * Everything that is measured, with the same token for the same Polar.
 *
 * @param document Polar's OpenAPI document as JSON text, for the servers that are generated from it
 * @throws Error with one line when a peer can't be installed or generated
 */
export async function prepareServers(document: string, say: (line: string) => void): Promise<Servers> {
  say('Installing the peers…');
  await installPeers();
  const names = await peerNames();
  say('Making servers of the document, and building ours…');
  await writeStdioBundle();
  const opened = new Opened();
  try {
    const house = opened.keep(await openBenchHouse());
    const stdio = await generatePeer(document);
    opened.keep({ close: stdio.remove });
    const http = await generatePeer(document, 'streamable-http');
    opened.keep({ close: http.remove });
    await admit(house);
    const check = { flags: ['--import', CHECK], env: { KV_URL: `http://${house.kv.address}` } };
    const login = { token: async () => TOKEN };
    return {
      house,
      ours: ours(house),
      oursOverStdio: oursOverStdio(house),
      checked: generated(`${names.generated}, HTTP, behind a check of the token`, house, (env) =>
        startedOverHttp(http, { ...env, ...check.env }, check.flags, login),
      ),
      unchecked: generated(`${names.generated}, HTTP`, house, (env) => startedOverHttp(http, env)),
      generated: generated(`${names.generated}, stdio`, house, (env) => overStdio(stdio, env)),
      sdk: sdk(`${names.sdk}, stdio`, sdkPeer(POLAR_TOKEN, house.polar.url)),
      close: opened.close,
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function ours({ startWorker, mcpUrl, session }: BenchHouse): Server {
  return {
    name: 'polar-mcp',
    start: async () => {
      const worker = await startWorker();
      const connected = await overHttp(mcpUrl, session);
      const close = async () => {
        await connected.close();
        await worker.close();
      };
      return { ...connected, close };
    },
    listing: ourListing,
  };
}

function oursOverStdio({ polar }: BenchHouse): Server {
  const name = 'polar-mcp, stdio';
  return {
    name,
    start: () =>
      overStdio(
        { name, args: ['bin/polar-mcp.js'], cwd: '.' },
        { POLAR_ACCESS_TOKEN: POLAR_TOKEN, POLAR_API_URL: polar.url },
      ),
    listing: ourListing,
  };
}

const ourListing: Server['listing'] = (resource, limit) => ({ tool: `list_${resource}`, args: { limit } });

function generated(
  name: string,
  { polar }: BenchHouse,
  start: (env: Record<string, string>) => Promise<Connected>,
): Server {
  return {
    name,
    start: () => start({ API_BASE_URL: polar.url, BEARER_TOKEN_OAT: POLAR_TOKEN }),
    listing: (resource, limit) => ({ tool: `${resource}_list`, args: { limit } }),
  };
}

function sdk(name: string, server: PeerServer): Server {
  return {
    name,
    start: () => overStdio(server),
    listing: (resource, limit) => ({ tool: `${resource}-list`, args: { request: { limit } } }),
  };
}
