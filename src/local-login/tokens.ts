import type { StdioConfig } from '../config/index.ts';
import { CallError } from '../errors.ts';
import { sleep } from '../lib/timers.ts';
import { NEW_TOKEN_MS } from '../limits.ts';
import { logError } from '../observability/index.ts';
import { PolarFailure, type TokenSource } from '../polar/index.ts';
import { type PolarTokens, readRefreshResponse, requestRefresh } from '../polar-oauth/index.ts';
import { clientConfig } from './client-config.ts';
import { withLock } from './lock.ts';
import { type LocalLogin, type LoginStore, loginStore } from './store.ts';

/** A call may take this long, so a token that ends sooner is renewed first. */
const MIN_LEFT_MS = 60_000;

const LOG_IN_AGAIN = 'Ask the person to run `npx polar-mcp login` in a terminal.';

/** A login as the server uses it. */
export interface OpenLogin {
  tokens: TokenSource;
  scope: readonly string[];
  userId: string | undefined;
}

/**
 * Opens the login of this machine to Polar's environment.
 *
 * @returns undefined when nobody is logged in
 * @throws Error with one line when the login can't be read
 */
export async function openLogin(
  config: StdioConfig,
  store: LoginStore = loginStore(config),
): Promise<OpenLogin | undefined> {
  const found = await store.read();
  if (!found) return undefined;
  return {
    tokens: renewedTokens(config, store, found.login),
    scope: found.login.scope,
    userId: found.login.userId,
  };
}

/**
 * Renews the tokens of a login. Polar takes a refresh token once, and its answer is the only copy of the next one. So one
 * process renews at a time, and the new pair is stored before anybody uses it. If it can't be stored, this process goes on
 * with it and stores it with the next renewal.
 */
function renewedTokens(config: StdioConfig, store: LoginStore, opened: LocalLogin): TokenSource {
  let login = opened;
  let renewing: Promise<string> | undefined;

  async function renew(refused: string | undefined): Promise<string> {
    const found = await store.read();
    const stored = found?.login;
    // Somebody logged out, or in again with other rights, while this process ran.
    if (!found || stored?.client.id !== login.client.id) throw loginChanged();
    // What couldn't be stored is newer than what is stored.
    login = stored.tokens.obtainedAt > login.tokens.obtainedAt ? stored : login;
    if (login.tokens.accessToken !== refused && isUsable(login.tokens)) return login.tokens.accessToken;
    const before = login.tokens.refreshToken;
    try {
      const answer = await requestRefresh(clientConfig(config, login.client), before);
      const tokens = await readRefreshResponse(clientConfig(config, login.client), answer, before);
      login = { ...login, tokens };
    } catch (error) {
      const renewedElsewhere = error instanceof PolarFailure && error.reason === 'ended' && (await newerThan(before));
      if (!renewedElsewhere) throw error;
      login = renewedElsewhere;
      return login.tokens.accessToken;
    }
    // A person who wanted no keychain wants none for the next tokens either.
    await store
      .write(login, { inFile: found.place === store.path })
      .catch((error) => logError('login_not_kept', error));
    return login.tokens.accessToken;
  }

  /** The login that another process stored in place of this refresh token. */
  async function newerThan(refreshToken: string): Promise<LocalLogin | undefined> {
    const stored = (await store.read())?.login;
    return stored && stored.tokens.refreshToken !== refreshToken ? stored : undefined;
  }

  function renewOnce(refused?: string): Promise<string> {
    renewing ??= withLock(`${store.path}.lock`, () => renew(refused))
      .catch((error) => {
        throw toCallError(error);
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  }

  return {
    current: async () => (isUsable(login.tokens) ? login.tokens.accessToken : renewOnce()),
    afterRefusal: async (refused) => {
      const { accessToken, obtainedAt } = login.tokens;
      if (accessToken !== refused) return accessToken;
      if (Date.now() - obtainedAt > NEW_TOKEN_MS) return renewOnce(refused);
      // Polar commits a new token about when it sends it.
      await sleep(NEW_TOKEN_MS, new AbortController().signal);
      return accessToken;
    },
  };
}

const isUsable = ({ expiresAt }: PolarTokens) => expiresAt - Date.now() > MIN_LEFT_MS;

const loginChanged = () =>
  new CallError('connection_ended', 'The login of this machine was ended or replaced; nothing was changed.', {
    whatToDo: `Ask the person to start this server again. If nobody is logged in: ${LOG_IN_AGAIN}`,
  });

function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (!(error instanceof PolarFailure)) {
    logError('login_unreadable', error);
    return new CallError('internal', 'The login of this machine could not be read; nothing was changed.', {
      whatToDo: `Ask the person to run \`npx polar-mcp status\` in a terminal, which says what is wrong.`,
    });
  }
  const retry = { retryable: true, retryAfterSeconds: error.retryAfterSeconds };
  switch (error.reason) {
    case 'ended':
    case 'account_refused':
    case 'misconfigured':
      return new CallError('connection_ended', 'Polar has ended the login of this machine; nothing was changed.', {
        whatToDo: LOG_IN_AGAIN,
      });
    case 'limited':
      return new CallError('rate_limited', 'Polar takes no more requests for now; nothing was changed.', retry);
    case 'timeout':
      return new CallError('timeout', 'Polar took too long to renew the login; nothing was changed.', retry);
    case 'unavailable':
      return new CallError('polar_unavailable', 'Polar could not renew the login; nothing was changed.', retry);
    case 'not_understood':
      return new CallError('not_understood', "This server could not use Polar's answer to the renewal of the login.");
  }
}
