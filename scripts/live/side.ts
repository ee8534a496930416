import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Environment } from '../secrets-file.ts';
import { msUntilNextCall, pause } from './pause.ts';
import type { Fields } from './question.ts';
import { type HttpExchange, openRecordingProxy, type RecordingProxy } from './recording-proxy.ts';

const HOUSE = fileURLToPath(new URL('../..', import.meta.url));
/** The product's time for one call. Background work at Polar makes some calls slow. */
const CALL_MS = 30_000;
/** The product ends a call by itself. This bounds a call that it fails to end. */
const CLIENT_MS = CALL_MS + 15_000;
/** After so many tries, a refusal for too many requests is the answer. */
const RATE_TRIES = 3;
const MAX_RATE_WAIT_S = 90;

/** A Polar that this server's tools ask, as for a client on this machine. */
export interface SideOptions {
  /** The origin of its API. */
  polar: string;
  environment: Environment;
  /** An organization access token. */
  token: string;
  readOnly: boolean;
  /** The number of requests that it takes in a minute; undefined if it has no limit. */
  requestsPerMinute: number | undefined;
}

/** How a call ended, and its requests to Polar. */
export interface CallResult {
  /** `ok`, the code of the error, or `unknown_tool` for one that this connection doesn't have. */
  code: string;
  /** The tool's answer: `structuredContent`. */
  answer: unknown;
  exchanges: HttpExchange[];
}

/** One Polar, behind one server of ours. */
export class Side {
  private readonly client: Client;
  private readonly wire: RecordingProxy;
  private readonly requestsPerMinute: number | undefined;

  private constructor(client: Client, wire: RecordingProxy, requestsPerMinute: number | undefined) {
    this.client = client;
    this.wire = wire;
    this.requestsPerMinute = requestsPerMinute;
  }

  /** @throws Error with what the server said when it doesn't start, as when Polar refuses the token */
  static async open({ polar, environment, token, readOnly, requestsPerMinute }: SideOptions): Promise<Side> {
    const wire = await openRecordingProxy(polar);
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['bin/polar-mcp.js', '--toolsets=all', ...(readOnly ? ['--read-only'] : [])],
      cwd: HOUSE,
      env: {
        PATH: process.env.PATH ?? '',
        POLAR_ACCESS_TOKEN: token,
        POLAR_API_URL: wire.url,
        POLAR_ENVIRONMENT: environment,
        POLAR_TIMEOUT_MS: String(CALL_MS),
        // Only things that the run made are changed, so nobody needs to confirm.
        CONFIRM: 'none',
      },
      stderr: 'pipe',
    });
    let said = '';
    transport.stderr?.on('data', (chunk) => (said += chunk));
    const client = new Client({ name: 'polar-mcp live', version: '1' });
    try {
      await client.connect(transport, { timeout: CLIENT_MS });
    } catch (error) {
      wire.close();
      throw new Error(said.trim() || (error instanceof Error ? error.message : String(error)));
    }
    wire.take();
    return new Side(client, wire, requestsPerMinute);
  }

  /** The names of the tools that it has. */
  async tools(): Promise<string[]> {
    return (await this.client.listTools()).tools.map(({ name }) => name);
  }

  /**
   * Calls a tool, at the pace that Polar accepts.
   *
   * @throws the signal's reason when it aborts
   */
  async ask(tool: string, args: Fields, signal: AbortSignal): Promise<CallResult> {
    for (let left = RATE_TRIES; ; left--) {
      await this.#wait(signal);
      const asked = await this.#call(tool, args, signal);
      if (asked.code !== 'rate_limited' || left === 1) return asked;
      const { error } = asked.answer as { error: { retry_after_s?: number } };
      await pause(Math.min(error.retry_after_s ?? MAX_RATE_WAIT_S, MAX_RATE_WAIT_S) * 1000, signal);
    }
  }

  async close(): Promise<void> {
    await this.client.close();
    this.wire.close();
  }

  async #call(name: string, args: Fields, signal: AbortSignal): Promise<CallResult> {
    try {
      const called = await this.client.callTool({ name, arguments: args }, { signal, timeout: CLIENT_MS });
      const answer: unknown = called.structuredContent;
      const { error } = (answer ?? {}) as { error?: { code: string } };
      return { code: called.isError ? (error?.code ?? 'no code') : 'ok', answer, exchanges: this.wire.take() };
    } catch (error) {
      signal.throwIfAborted();
      const isUnknown = error instanceof Error && 'code' in error && error.code === -32602;
      const answer = error instanceof Error ? error.message : String(error);
      return { code: isUnknown ? 'unknown_tool' : 'no answer', answer, exchanges: this.wire.take() };
    }
  }

  /** Waits until Polar takes the requests of one more call. */
  async #wait(signal: AbortSignal): Promise<void> {
    if (this.requestsPerMinute === undefined) return;
    for (;;) {
      const ms = msUntilNextCall(this.wire.lastMinute(), Date.now(), this.requestsPerMinute);
      if (ms === 0) return;
      await pause(ms, signal);
    }
  }
}
