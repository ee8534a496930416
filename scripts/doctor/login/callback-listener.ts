import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';
const PATH = '/callback';

/**
 * Listens for the browser that comes back from a login, at an address of this machine, on a free port (RFC 8252 section
 * 7.3).
 */
export interface CallbackListener {
  redirectUri: string;
  /** The parameters with which the browser comes back, the first time. Rejects when the signal aborts. */
  next(signal: AbortSignal): Promise<URLSearchParams>;
  close(): void;
}

export async function listenForCallback(): Promise<CallbackListener> {
  const came = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', `http://${HOST}`);
    if (request.method !== 'GET' || pathname !== PATH) return answer(response, 404, 'Nothing is here.');
    answer(response, 200, 'The browser is done. What came of it is in your terminal. You can close this page.');
    came.resolve(searchParams);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://${HOST}:${port}${PATH}`,
    next: (signal) => Promise.race([came.promise, aborted(signal)]),
    close: () => {
      server.close();
      // The answer has been sent by now, but a browser keeps its connection open.
      server.closeIdleConnections();
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
  };
  response.writeHead(status, headers).end(`${text}\n`);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
