import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { Hono } from 'hono/tiny';
import QuickLRU from 'quick-lru';
import { outcomePage, showDecision, takeDecision } from './approval/index.ts';
import { CallError } from './errors.ts';
import { newSecret } from './ledger/index.ts';
import { sha256Hex } from './lib/text.ts';
import { logError } from './observability/index.ts';
import type { Caller } from './operations/index.ts';
import { ICON_PATHS, iconResponse, nothingToDecidePage } from './pages/index.ts';

/** The forms of the page hold less. */
const MAX_FORM_BYTES = 16 * 1024;

/** More changes than the ledger tells of. QuickLRU keeps up to twice its `maxSize`. */
const MAX_LINKS = 400;

/** 128 bits, in hexadecimal. */
const LINK_CHARACTERS = 32;

/**
 * The page /confirm on this machine, for the server over stdio. It asks for no login: the token is the operator's, who may open a link of
 * this process. It listens on 127.0.0.1 alone, from the first change that asks until the process ends.
 *
 * @returns the address of the page of a change, by its secret
 */
export function loopbackPage(caller: () => Caller): NonNullable<Caller['askInBrowser']> {
  let origin: Promise<string> | undefined;
  const linkKey = newSecret();
  const secrets: Secrets = new QuickLRU({ maxSize: MAX_LINKS / 2 });
  return async ({ secret }) => {
    origin ??= listen(caller, secrets).catch((error) => {
      // A sandbox may forbid it. The next change tries again.
      origin = undefined;
      logError('page_not_opened', error);
      throw new CallError(
        'internal',
        'This server could not open its page on this machine; nothing was sent to Polar.',
      );
    });
    // Awaited at once: Node ends a process in which a promise fails that nobody waits for.
    const opened = await origin;
    const link = (await sha256Hex(`${linkKey}\n${secret}`)).slice(0, LINK_CHARACTERS);
    secrets.set(link, secret);
    return `${opened}/confirm/${link}`;
  };
}

/**
 * The secrets of changes, by what their links end with. The model reads the links, so a link must not have the secret: it approves
 * the change in a view.
 */
type Secrets = QuickLRU<string, string>;

async function listen(caller: () => Caller, secrets: Secrets): Promise<string> {
  let origin = '';
  const app = pageAt(() => origin, caller, secrets);
  // The adapter's own Request and Response must not take the place of Node's, with which Polar is asked.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1', overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // An open port must not keep the process alive.
  server.unref();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return origin;
}

function pageAt(origin: () => string, caller: () => Caller, secrets: Secrets) {
  const formKey = newSecret();
  const nothing = () => nothingToDecidePage();
  return new Hono()
    .use(async ({ req }, next) => {
      // Another name for this address is a page of another site (DNS rebinding).
      if (new URL(req.url).origin !== origin()) return new Response('Misdirected request', { status: 421 });
      return next();
    })
    .use(csrf({ origin: (sent) => sent === origin() }))
    .on('GET', ICON_PATHS, (c) => iconResponse(c.req.path) ?? nothing())
    .on(
      ['GET', 'POST'],
      '/confirm/:link',
      bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('Too large', 413) }),
      async (c) => {
        const secret = secrets.get(c.req.param('link'));
        const { environment, ledger } = caller();
        const change = secret === undefined ? undefined : await ledger.changeBySecret(secret);
        const isForm = c.req.method === 'POST';
        if (!change) return nothing();
        const { call } = change;
        if (change.state !== 'waiting' || !call) return outcomePage({ change, environment, page: c.req.path }, isForm);
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
