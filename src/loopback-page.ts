import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { Hono } from 'hono/tiny';
import { outcomePage, showDecision, takeDecision } from './approval/index.ts';
import { newSecret } from './ledger/index.ts';
import type { Caller } from './operations/index.ts';
import { ICON_PATHS, iconResponse, nothingToDecidePage } from './pages/index.ts';

/** The forms of the page hold less. */
const MAX_FORM_BYTES = 16 * 1024;

/**
 * The page /confirm on this machine, for the server over stdio. It asks for no login: the token is the operator's, who may open a link of
 * this process. It listens on 127.0.0.1 alone, from the first change that asks until the process ends.
 *
 * @returns the address of the page of a change, by its secret
 */
export function loopbackPage(caller: () => Caller): NonNullable<Caller['askInBrowser']> {
  let origin: Promise<string> | undefined;
  return async ({ secret }) => {
    origin ??= listen(caller);
    return `${await origin}/confirm/${secret}`;
  };
}

async function listen(caller: () => Caller): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const app = pageAt(() => promise, caller);
  // The adapter's own Request and Response must not take the place of Node's, with which Polar is asked.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1', overrideGlobalObjects: false });
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  // An open port must not keep the process alive.
  server.unref();
  return promise;
}

function pageAt(origin: () => Promise<string>, caller: () => Caller) {
  const formKey = newSecret();
  const nothing = () => nothingToDecidePage();
  return new Hono()
    .use(async ({ req }, next) => {
      // Another name for this address is a page of another site (DNS rebinding).
      if (new URL(req.url).origin !== (await origin())) return new Response('Misdirected request', { status: 421 });
      return next();
    })
    .use(csrf({ origin: async (sent) => sent === (await origin()) }))
    .on('GET', ICON_PATHS, (c) => iconResponse(c.req.path) ?? nothing())
    .on(
      ['GET', 'POST'],
      '/confirm/:secret',
      bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('Too large', 413) }),
      async (c) => {
        const secret = c.req.param('secret');
        const { environment, ledger } = caller();
        const change = await ledger.changeBySecret(secret);
        const isForm = c.req.method === 'POST';
        if (!change) return nothing();
        const { call } = change;
        if (change.state !== 'waiting' || !call) return outcomePage({ change, environment }, isForm);
        const page = c.req.path;
        const decision = { change, call, caller: caller(), page, formKey };
        if (!isForm) return (await showDecision({ ...decision, signal: c.req.raw.signal })) ?? c.redirect(page, 303);
        const form = await c.req.formData().catch(() => new FormData());
        // A person who closes the page has decided all the same.
        const { signal } = new AbortController();
        return (await takeDecision({ ...decision, signal }, form)) ?? c.redirect(page, 303);
      },
    )
    .notFound(nothing);
}
