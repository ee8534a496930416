import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const HOST = '127.0.0.1';
/** It is longer than the product waits, so that the product gives up first. */
const ANSWER_MS = 70_000;
/** The headers that belong to one connection, or to a body that was read already. */
const NOT_PASSED_ON = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'accept-encoding',
  'transfer-encoding',
]);

/** One request to Polar, and what it answered. Headers aren't kept: a token is among them. */
export interface HttpExchange {
  method: string;
  path: string;
  status: number;
  /** The body; undefined when it isn't JSON. */
  json: unknown;
}

/** A proxy in front of a Polar. It passes everything on unchanged, and remembers it. */
export interface RecordingProxy {
  url: string;
  /** The requests that went through since the last time, in order. */
  take(): HttpExchange[];
  /** The times at which the last minute's requests were sent, in ms since 1970, oldest first. */
  lastMinute(): readonly number[];
  close(): void;
}

/**
 * Starts a proxy in front of a Polar.
 *
 * @param polar the origin of its API
 */
export async function openRecordingProxy(polar: string): Promise<RecordingProxy> {
  const exchanges: HttpExchange[] = [];
  let sentAt: number[] = [];
  const server = createServer((request, response) => {
    sentAt.push(Date.now());
    passOn(polar, request, response).then(
      (exchange) => exchanges.push(exchange),
      // To the product, this looks as if Polar broke the connection.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    take: () => exchanges.splice(0),
    lastMinute: () => (sentAt = sentAt.filter((at) => at > Date.now() - 60_000)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(polar: string, request: IncomingMessage, response: ServerResponse): Promise<HttpExchange> {
  const { method = 'GET', url = '/' } = request;
  const body = await buffer(request);
  const answer = await fetch(polar + url, {
    method,
    headers: kept(
      Object.entries(request.headersDistinct).flatMap(([name, all]) => (all ?? []).map((one) => [name, one])),
    ),
    ...(body.length > 0 && { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const text = await answer.text();
  response.writeHead(answer.status, kept([...answer.headers])).end(text);
  return { method, path: new URL(url, polar).pathname, status: answer.status, json: parse(text) };
}

const kept = (headers: string[][]) => headers.filter(([name = '']) => !NOT_PASSED_ON.has(name)) as [string, string][];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
