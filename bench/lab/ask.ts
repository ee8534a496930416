import { Agent, request } from 'node:http';

/** A request as test/support/mcp-request.ts makes it. */
export interface Asked {
  method: string;
  headers: Record<string, string>;
  body: string;
}

const agent = new Agent({ keepAlive: true });

/**
 * Sends a request to a Worker under the name of another: a token is for one address, wherever who takes it listens.
 *
 * @param host of BASE_URL
 * @param status that it must answer
 * @returns the body
 * @throws Error for another status
 */
export function ask(
  workerUrl: string,
  path: string,
  host: string,
  { method, headers, body }: Asked,
  status = 200,
): Promise<string> {
  const { hostname, port } = new URL(workerUrl);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = { ...headers, Host: host, 'Content-Length': String(Buffer.byteLength(body)) };
  const outgoing = request({ agent, hostname, port, path, method, headers: sent }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      text += chunk;
    });
    answer.on('end', () =>
      answer.statusCode === status ? resolve(text) : reject(new Error(`${path} answered ${answer.statusCode}`)),
    );
    answer.on('error', reject);
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}
