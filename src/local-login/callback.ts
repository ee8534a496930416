import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { html } from 'hono/html';
import { Hono } from 'hono/tiny';
import { htmlPage, ICON_PATHS, iconResponse } from '../pages/index.ts';

/** The browser's way back from Polar's login. */
export interface Callback {
  url: URL;
  /** Shows the person what came of the login. */
  answer(page: { title: string; text: string; isGood: boolean }): Promise<void>;
}

/** Listens on 127.0.0.1 alone, from the login's begin to its end (RFC 8252 section 7.3). */
export interface CallbackListener {
  origin: string;
  /** Waits for the browser that brings this state back. Others are turned away, and change nothing. */
  next(state: string, signal: AbortSignal): Promise<Callback>;
  close(): void;
}

const NOT_THIS = {
  title: 'This address is of no use',
  text: 'It belongs to no login that waits here. Begin again in your terminal: npx polar-mcp login',
};

/** @throws Error with one line when the port is taken */
export async function listenForCallback(port: number): Promise<CallbackListener> {
  let origin = '';
  let waiting: { state: string; take(callback: Callback): void } | undefined;
  const app = new Hono()
    .use(async ({ req }, next) => {
      // Another name for this address is a page of another site (DNS rebinding).
      if (new URL(req.url).origin !== origin) return new Response('Misdirected request', { status: 421 });
      return next();
    })
    .on('GET', ICON_PATHS, (c) => iconResponse(c.req.path) ?? c.notFound())
    .get('/oauth/callback', (c) => {
      const url = new URL(c.req.url);
      const states = url.searchParams.getAll('state');
      const here = waiting;
      if (here === undefined || states.length !== 1 || states[0] !== here.state) return page(400, NOT_THIS);
      // It is good for one browser.
      waiting = undefined;
      return new Promise<Response>((resolve, reject) => {
        const answer: Callback['answer'] = async ({ isGood, ...said }) => {
          await page(isGood ? 200 : 400, said).then(resolve, reject);
          // Node sends it before this process may end.
          await new Promise((sent) => setTimeout(sent, 100));
        };
        here.take({ url, answer });
      });
    })
    .notFound(() => page(404, NOT_THIS));
  // The adapter's own Request and Response must not take the place of Node's, with which Polar is asked.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1', overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses it' : error.code;
      reject(new Error(`Port ${port} of this machine can't be opened: ${why}. Leave --port out for a free one.`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    next: (state, signal) =>
      new Promise((resolve, reject) => {
        waiting = { state, take: resolve };
        const end = () => reject(signal.reason);
        if (signal.aborted) end();
        signal.addEventListener('abort', end, { once: true });
      }),
    close: () => {
      server.close();
      // A browser keeps its connection open.
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

function page(status: number, { title, text }: { title: string; text: string }): Promise<Response> {
  const body = html`
    <h1>${title}</h1>
    <p>${text}</p>`;
  return htmlPage(status, title, body, undefined, { frame: 'asking' });
}
