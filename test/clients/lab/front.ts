import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http';
import { text } from 'node:stream/consumers';

/** One request of a client, as the front saw it. */
export interface Seen {
  method: string;
  /** Path and query. */
  path: string;
  status: number;
  userAgent: string;
  /** `Basic`, `Bearer` or empty. */
  authentication: string;
  /** The error of a challenge. */
  challenge: string;
  /** The revision that the client named in its header. */
  revision: string;
}

/** Each request has a connection of its own: one of the Worker before a restart would be dead. */
const FRESH = new Agent({ keepAlive: false });

/**
 * Stands before the Worker at the address that clients use. It writes down what they send, without tokens and bodies. It shortens
 * the life of access tokens, for the client and for the Worker alike: after it, the Worker sees a token that it never gave.
 */
export class Front {
  readonly seen: Seen[] = [];
  /** How long an access token lives that is given from now on. */
  tokenSeconds = 15;
  /** When each access token ends. */
  readonly #ends = new Map<string, number>();
  readonly #server: Server;

  private constructor(private readonly workerPort: number) {
    this.#server = createServer((request, response) => this.#pass(request, response));
  }

  /** @param port where clients connect */
  static async open(port: number, workerPort: number): Promise<Front> {
    const front = new Front(workerPort);
    await new Promise<void>((resolve) => front.#server.listen(port, 'localhost', resolve));
    return front;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url: path = '/' } = request;
    const headers: IncomingHttpHeaders = { ...request.headers, 'accept-encoding': 'identity' };
    const { authorization = '' } = headers;
    if ((this.#ends.get(authorization.replace(/^Bearer /i, '')) ?? Number.POSITIVE_INFINITY) < Date.now())
      headers.authorization = 'Bearer expired';
    const to = send({ host: 'localhost', port: this.workerPort, method, path, headers, agent: FRESH }, (answer) => {
      const { statusCode: status = 0 } = answer;
      this.seen.push({
        method,
        path,
        status,
        userAgent: headers['user-agent'] ?? '',
        authentication: authorization.split(' ')[0] ?? '',
        challenge: /error="([^"]+)"/.exec(answer.headers['www-authenticate'] ?? '')?.[1] ?? '',
        revision: String(headers['mcp-protocol-version'] ?? ''),
      });
      if (path === '/oauth/token' && status === 200) return void this.#passTokens(answer, response);
      response.writeHead(status, answer.headers);
      answer.pipe(response);
      response.on('close', () => answer.destroy());
    });
    to.on('error', () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
    request.pipe(to);
    response.on('close', () => to.destroy());
  }

  /** Revocations have the same address, and no body. */
  async #passTokens(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(answer);
    const tokens = body.startsWith('{')
      ? (JSON.parse(body) as { access_token: string; expires_in: number })
      : undefined;
    if (tokens) {
      tokens.expires_in = this.tokenSeconds;
      this.#ends.set(tokens.access_token, Date.now() + this.tokenSeconds * 1000);
    }
    const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
    response.writeHead(200, headers);
    response.end(tokens ? JSON.stringify(tokens) : body);
  }
}

/** Reads a request's whole body as text. */
export const bodyOf = (request: IncomingMessage): Promise<string> => text(request);
