import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { admit, VERSION_HEADER, versionOf } from './admission.ts';
import { type ApiContext, answerApi } from './api.ts';
import { type ControlContext, controlRoutes } from './control-routes.ts';
import type { Fault } from './faults.ts';
import { type OAuthContext, oauthRoutes } from './oauth/routes.ts';
import { crash, noRoute, Problem } from './problems.ts';
import { createRouter } from './routing.ts';
import { answerStorage } from './storage.ts';

type Env = { Bindings: HttpBindings };

/** The path of the page on which people decide. At Polar it has an origin of its own, without the API's checks. */
const PAGE_PATH = '/oauth2/authorize';
/** How long half of a body has to arrive. */
const HALF_SENT_MS = 20;

/** The whole simulator as one HTTP application: control, then faults and the log around OAuth and the API. */
export function createApp(api: ApiContext, oauth: OAuthContext, control: ControlContext): Hono<Env> {
  const app = new Hono<Env>();
  const route = createRouter(api.document);
  const login = oauthRoutes(oauth);

  app.route('/', controlRoutes(control));

  app.all('*', async (c) => {
    const url = new URL(c.req.url);
    const request = c.req.raw;
    const match = route(request.method, url.pathname);
    const operationId = match.kind === 'operation' ? match.operation.id : undefined;
    const entry = control.requests.start(request.method, url.pathname, operationId, request.headers);
    const startedAt = performance.now();
    const isApi = url.pathname.startsWith('/v1/') && !url.pathname.startsWith('/v1/oauth2/');
    const address = c.env.incoming.socket.remoteAddress ?? '';
    const answer = async () => {
      const caller = admit(api, request, url, address);
      return isApi ? answerApi(api, request, match, url, caller) : login.fetch(request);
    };
    const work = async () =>
      (await answerStorage(api.store(), request, url)) ??
      (url.pathname === PAGE_PATH ? login.fetch(request) : answerVersioned(api, request.headers, answer));
    const fault = control.faults.take(request.method, url.pathname, operationId);
    if (fault) entry.fault = fault.kind;
    const { incoming, outgoing } = c.env;
    outgoing.once('close', () => {
      const isDropped = fault?.kind.startsWith('drop') ?? false;
      if (outgoing.writableFinished || isDropped) return;
      entry.abandonedAfterMs = Math.round(performance.now() - startedAt);
    });
    if (isApi && control.latency.ms > 0) await sleep(control.latency.ms);
    const response = await withFault(fault, () => formatted(work, api), incoming);
    entry.ms = Math.round(performance.now() - startedAt);
    if (!response) return RESPONSE_ALREADY_SENT;
    entry.status = response.status;
    return response;
  });
  app.notFound(() => noRoute().response());
  app.onError((error) => failed(error, api));
  login.notFound(() => noRoute().response());
  login.onError((error) => failed(error, api));
  return app;
}

/** The version is judged before anything else, and told in every answer but that of a crash. */
async function answerVersioned(api: ApiContext, headers: Headers, answer: () => Promise<Response>): Promise<Response> {
  const version = versionOf(api.document, headers);
  if (version === undefined) throw noRoute();
  const response = await formatted(answer, api);
  if (response.status === 500) return response;
  response.headers.set(VERSION_HEADER, version);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function formatted(work: () => Promise<Response>, api: ApiContext): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return failed(error, api);
  }
}

function failed(error: unknown, api: ApiContext): Response {
  if (error instanceof Problem) return error.response();
  api.log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : 'not an error'}`);
  return crash().response();
}

/** Does the work as far as the fault lets it. Without a response, none will be sent. */
async function withFault(
  fault: Fault | undefined,
  work: () => Promise<Response>,
  incoming: HttpBindings['incoming'],
): Promise<Response | undefined> {
  if (!fault) return work();
  switch (fault.kind) {
    case 'delay':
      await sleep(fault.ms);
      return work();
    case 'trickle':
      return trickled(await work(), fault);
    case 'padded':
      return padded(await work(), fault);
    case 'status':
      return new Response(fault.body ?? null, { status: fault.status, headers: fault.headers ?? {} });
    case 'hang':
      return undefined;
    case 'hang_after_commit':
      await work();
      return undefined;
    case 'drop':
      incoming.socket.resetAndDestroy();
      return undefined;
    case 'drop_after_commit':
      await work();
      incoming.socket.resetAndDestroy();
      return undefined;
    case 'drop_in_body':
      return halved(await work(), () => incoming.socket.resetAndDestroy());
    case 'hang_in_body':
      return halved(await work(), () => {});
  }
}

/** Sends the first half of a body, then calls `next`, and sends no more. */
async function halved(response: Response, next: () => void): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  let isHalfSent = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isHalfSent) {
        isHalfSent = true;
        return controller.enqueue(bytes.subarray(0, bytes.length / 2));
      }
      // A reset overtakes what is still on its way.
      await sleep(HALF_SENT_MS);
      next();
      await new Promise(() => {});
    },
  });
  return new Response(body, response);
}

async function trickled(response: Response, { parts, ms }: { parts: number; ms: number }): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const size = Math.ceil(bytes.length / parts);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await sleep(ms);
      controller.enqueue(bytes.subarray(sent, sent + size));
      sent += size;
      if (sent >= bytes.length) controller.close();
    },
  });
  return new Response(body, response);
}

const SPACES = new Uint8Array(64 * 1024).fill(0x20);

async function padded(
  response: Response,
  { bytes, hasLength = false }: { bytes: number; hasLength?: boolean },
): Promise<Response> {
  const given = new Uint8Array(await response.arrayBuffer());
  let left = bytes;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(given),
    pull(controller) {
      if (left === 0) return controller.close();
      const part = SPACES.subarray(0, left);
      left -= part.length;
      controller.enqueue(part);
    },
  });
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  if (hasLength) headers.set('content-length', String(given.length + bytes));
  return new Response(body, { status: response.status, headers });
}
