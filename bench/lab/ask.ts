import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** A request as test/support/mcp-request.ts makes it. */
export interface Asked {
  method: string;
  headers: Record<string, string>;
  body: string;
}

const agent = new Agent({ keepAlive: true });

/** An answer, read whole. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/**
 * Sends a request to a Worker under the name of another: a token is for one address, wherever who takes it listens.
 *
 * @param host of BASE_URL
 * @param status that it must answer
 * @returns the body
 * @throws Error for another status
 */
export async function ask(workerUrl: string, path: string, host: string, asked: Asked, status = 200): Promise<string> {
  const answer = await askWhole(workerUrl + path, { ...asked, headers: { ...asked.headers, Host: host } });
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}`);
  return answer.text;
}

/** Sends a request over a connection that is kept open. @throws Error when there is no answer */
export function askWhole(url: string, { method, headers, body }: Asked): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = { ...headers, 'Content-Length': String(Buffer.byteLength(body)) };
  const outgoing = request(url, { agent, method, headers: sent }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      text += chunk;
    });
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    answer.on('error', reject);
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}
