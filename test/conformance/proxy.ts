import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';

const ADDRESS = '127.0.0.1';

export interface Proxy {
  /** The client's token for the requests from now on. */
  token: string | undefined;
  close(): Promise<void>;
}

/**
 * Passes requests on to a server on this machine, with a token where they have none, and everything else as it comes:
 * the suite sends no token, and judges what the server makes of its Host and Origin.
 */
export async function startProxy(port: number, target: number): Promise<Proxy> {
  const proxy: { token: string | undefined } = { token: undefined };
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers: given } = incoming;
    const headers = proxy.token === undefined ? given : { authorization: `Bearer ${proxy.token}`, ...given };
    const onward = request({ host: 'localhost', port: target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      // An event stream begins before its first event.
      outgoing.flushHeaders();
      pipeline(answer, outgoing, () => {});
    });
    onward.once('error', () => outgoing.destroy());
    // When the client hangs up, so does this.
    outgoing.once('close', () => onward.destroy());
    pipeline(incoming, onward, () => {});
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, ADDRESS, resolve));
  return Object.assign(proxy, {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
