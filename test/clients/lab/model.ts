import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Model, Turn } from './client.ts';
import { bodyOf } from './front.ts';

/** What a request to a model holds, whatever its dialect. */
export interface Asked {
  tools: string[];
  answers: Turn['answers'];
  isStream: boolean;
}

/** What the model says: a call, by the name under which the client offers the tool, or a text. */
export type Said = { name: string; arguments: Record<string, unknown> } | { text: string };

/** One vendor's way to ask a model. */
export interface Dialect {
  matches(path: string): boolean;
  read(body: Record<string, unknown>, path: string): Asked;
  write(said: Said, asked: Asked, response: ServerResponse): void;
}

/**
 * A server that agents take for their model. It makes the calls of a script: no model is asked.
 */
export class ScriptedModel {
  #model: Model = () => undefined;
  #turn: Turn = { offered: [], answers: [] };

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(dialects: readonly Dialect[]): Promise<ScriptedModel> {
    const server = createServer((request, response) => void model.#answer(request, response, dialects));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const model = new ScriptedModel(server, `http://127.0.0.1:${port}`);
    return model;
  }

  /** Plays a model while an agent runs, and returns what the agent showed it. */
  async play(model: Model, run: () => Promise<unknown>): Promise<Turn> {
    this.#model = model;
    this.#turn = { offered: [], answers: [] };
    await run();
    return this.#turn;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse, dialects: readonly Dialect[]): Promise<void> {
    const path = request.url ?? '';
    const text = await bodyOf(request);
    const dialect = dialects.find((one) => one.matches(path));
    if (!dialect || request.method !== 'POST') {
      response.writeHead(request.method === 'GET' ? 200 : 404, { 'content-type': 'application/json' });
      response.end('{"data":[],"object":"list"}');
      return;
    }
    const asked = dialect.read(JSON.parse(text) as Record<string, unknown>, path);
    dialect.write(this.#say(asked), asked, response);
  }

  /** Agents also ask for titles and summaries, without tools. */
  #say(asked: Asked): Said {
    if (asked.tools.length === 0) return { text: 'Polar' };
    this.#turn = { offered: asked.tools.map(ownName), answers: asked.answers };
    const call = this.#model(asked.answers);
    if (!call) return { text: 'Done.' };
    const name = asked.tools.find((one) => ownName(one) === call.tool);
    return name === undefined ? { text: `There is no tool ${call.tool}.` } : { name, arguments: call.arguments };
  }
}

/** The server's own name of a tool: clients put the server's name before it, as in `mcp__polar__list_products`. */
const ownName = (name: string) => name.replace(/^(?:mcp_+)?polar(?:_+|\.|-|\0)/, '');

/** Writes events as an event stream. */
export function writeEvents(response: ServerResponse, events: readonly { event?: string; data: unknown }[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const { event, data } of events) {
    if (event !== undefined) response.write(`event: ${event}\n`);
    response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  }
  response.end();
}

export function writeJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
