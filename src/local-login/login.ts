import { spawn } from 'node:child_process';
import { generateRandomState } from 'oauth4webapi';
import type { StdioConfig } from '../config/index.ts';
import { listOrganizations, PolarFailure } from '../polar/index.ts';
import {
  beginPolarLogin,
  exchangeCode,
  readCodeResponse,
  registerClient,
  revoke,
  unregisterClient,
} from '../polar-oauth/index.ts';
import { listenForCallback } from './callback.ts';
import { clientConfig } from './client-config.ts';
import { withLock } from './lock.ts';
import { type LocalLogin, loginStore } from './store.ts';

export interface LoginOptions {
  scope: readonly string[];
  /** The port for the browser's way back; 0 for a free one. */
  port: number;
  timeoutMs: number;
  opensBrowser: boolean;
  /** Whether the tokens stay out of the system's keychain. */
  inFile: boolean;
  say(line: string): void;
}

/** The client's name on Polar's page. */
const CLIENT_NAME = 'polar-mcp (on this computer)';

/**
 * Logs a person in at Polar, in their browser, and keeps the login on this machine. The client at Polar is registered for this
 * login alone, because Polar compares redirect URIs with their port. A login that fails leaves nothing at Polar; one that
 * succeeds ends the earlier one.
 *
 * @returns where the login is kept, and the organizations that it reaches, where Polar says them
 * @throws Error with one line
 */
export async function logIn(config: StdioConfig, options: LoginOptions): Promise<{ place: string; names: string[] }> {
  const { scope, port, timeoutMs, opensBrowser, inFile, say } = options;
  const store = loginStore(config);
  // Before a person logs in for nothing.
  const before = await store.read().catch(() => undefined);
  const listener = await listenForCallback(port);
  let undo = async () => {};
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Stopped. Nobody is logged in by this.'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const timer = setTimeout(
    () => stop.abort(new Error(`Nobody came back from Polar within ${timeoutMs / 1000} s. Begin again.`)),
    timeoutMs,
  );
  try {
    const unregistered = clientConfig(config, { id: '', secret: '' }, listener.origin);
    const client = await registerClient(unregistered, CLIENT_NAME, scope);
    const ours = clientConfig(config, client, listener.origin);
    undo = () => unregisterClient(ours, client);
    const { url, secrets } = await beginPolarLogin(ours, scope, 'all');
    const state = generateRandomState();
    url.searchParams.set('state', state);
    say(`Open this in your browser, and log in (Ctrl+C stops it):\n\n${url.href}\n`);
    if (opensBrowser) openBrowser(url.href);
    const callback = await listener.next(state, stop.signal);
    try {
      if (callback.url.searchParams.has('error')) throw new Error(refusedBy(callback.url.searchParams.get('error')));
      const answer = await exchangeCode(ours, callback.url, secrets.codeVerifier);
      const { accessToken } = answer;
      if (accessToken !== undefined)
        undo = async () => {
          await revoke(ours, accessToken);
          await unregisterClient(ours, client);
        };
      const { pair, scope: granted, subject } = await readCodeResponse(ours, answer, secrets.nonce);
      const listed = await listOrganizations(config, pair.accessToken, 'new');
      const login: LocalLogin = {
        client,
        tokens: pair,
        scope: (granted ?? scope).filter((one) => scope.includes(one)),
        ...(subject !== undefined && { userId: subject }),
        since: Date.now(),
      };
      // A server that renews the earlier login at this moment must not write after this.
      const place = await withLock(`${store.path}.lock`, () => store.write(login, { inFile })).catch((error) => {
        throw new Error(`The login can't be kept in ${store.path} (${(error as NodeJS.ErrnoException).code ?? error})`);
      });
      undo = async () => {};
      await callback.answer({
        title: 'You are logged in',
        text: 'You can close this page. Your terminal says how to go on.',
        isGood: true,
      });
      if (before) await endAtPolar(config, before.login).catch(() => {});
      return { place, names: listed.ok ? listed.organizations.map(({ name }) => name) : [] };
    } catch (error) {
      const text = inWords(error);
      await callback.answer({ title: 'You are not logged in', text, isGood: false });
      throw new Error(text);
    }
  } catch (error) {
    await undo().catch(() => {});
    throw new Error(inWords(error));
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    listener.close();
  }
}

/**
 * Ends a login at Polar: its tokens, and the client that was registered for it.
 *
 * @throws PolarFailure when Polar did not end it
 */
export async function endAtPolar(config: StdioConfig, { client, tokens }: LocalLogin): Promise<void> {
  const ours = clientConfig(config, client);
  await revoke(ours, tokens.accessToken).catch((error) => {
    // Polar no longer knows the client, and so has ended its tokens.
    if (!(error instanceof PolarFailure && error.reason === 'misconfigured')) throw error;
  });
  await unregisterClient(ours, {
    id: client.id,
    secret: client.secret,
    ...(client.registrationToken !== undefined && { registrationToken: client.registrationToken }),
  });
}

/** Words of Polar's are never shown: a link that somebody sends could have put them there. */
const refusedBy = (error: string | null) =>
  error === 'access_denied'
    ? 'You refused it on Polar’s page. Nothing was kept.'
    : 'Polar did not let the login through. Begin again; if it stays so, see docs/stdio.md.';

/** What went wrong, for the person at the terminal. */
export function inWords(error: unknown): string {
  if (!(error instanceof PolarFailure)) return error instanceof Error ? error.message : String(error);
  switch (error.reason) {
    case 'limited':
      return `Polar takes no more requests for now. Begin again in ${error.retryAfterSeconds} s.`;
    case 'timeout':
    case 'unavailable':
      return 'Polar can’t be reached, or has no answer now. Begin again in a few minutes.';
    case 'ended':
      return 'Polar no longer knows this login: it took too long, or was used twice. Begin again.';
    case 'misconfigured':
    case 'account_refused':
      return 'Polar refuses this login. Begin again; if it stays so, see at Polar what is wrong with your account.';
    case 'not_understood':
      return 'This version can’t use what Polar answered. Install the latest, and begin again.';
  }
}

/** Without a browser, nothing happens: the address stands in the terminal. */
function openBrowser(address: string): void {
  const [command, ...args] = BROWSERS[process.platform as NodeJS.Platform] ?? ['xdg-open'];
  if (command === undefined) return;
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

const BROWSERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/usr/bin/open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
