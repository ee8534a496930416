import { generateRandomState } from 'oauth4webapi';
import type { Config } from '../../config/index.ts';
import { connectionStub, revokeBefore, revokeBeforeOnFailure } from '../../connection/index.ts';
import { malformedParameter } from '../../http/index.ts';
import { SESSION_SECONDS, STATE_TTL_SECONDS } from '../../limits.ts';
import { log, logError } from '../../observability/index.ts';
import {
  changeLoginDeclinedPage,
  changeLoginFailedPage,
  changeLoginUnknownPage,
  nothingToDecidePage,
  otherOrganizationPage,
} from '../../pages/index.ts';
import { authorizationFailure, PolarFailure } from '../../polar/index.ts';
import { beginPolarLogin, fetchTokenOrganizations, type LoginSecrets } from '../../polar-oauth/index.ts';
import { finishPolarLogin } from '../login/callback.ts';
import { redirect } from '../login/errors.ts';
import { sealedCookie } from '../sealed-cookie.ts';

/** The login that a person needs to decide about one change. */
export interface LoginForChange {
  /** The change's public id. */
  id: string;
  /** The connection that the change is for. */
  connectionId: string;
  /** The person of the grant. Undefined for a pasted token: whoever reaches its organization may decide; nobody if that is unknown. */
  userId: string | undefined;
  /** The organization to which Polar must narrow the login. Undefined: the grant is for all that the person has. */
  organization: string | undefined;
  /** The scopes that reading afresh and making the change need. */
  scope: readonly string[];
  /** When the change can't be decided any more, in milliseconds since 1970. */
  until: number;
  /** The page's address under BASE_URL. */
  page: string;
}

/** A login that waits for Polar's callback. */
interface PendingLogin extends LoginSecrets, Omit<LoginForChange, 'scope'> {
  state: string;
}

/** A person who has logged in for one change. Only their browser has it, sealed. */
export interface ChangeSession {
  userId: string;
  /** Undefined once the person has decided: then the token is revoked. */
  login?: {
    accessToken: string;
    /** The id of the revocation that waits for it. */
    revocation: string;
    /** Stands in the forms of this session. */
    formKey: string;
  };
}

/** Each change has cookies of its own, so that two tabs can decide about two changes. */
const loginCookie = (id: string) => sealedCookie<PendingLogin>(`confirm-login-${id}`, STATE_TTL_SECONDS);
const sessionCookie = (id: string) => sealedCookie<ChangeSession>(`confirm-${id}`, SESSION_SECONDS);

/** Tells this login's states from those of /connections and of clients' logins, and names the change. It proves nothing. */
const STATE = /^confirm\.([\w-]{1,64})\.[\w-]+$/;

const stateOf = (request: Request) => new URL(request.url).searchParams.get('state') ?? '';

export const isChangeLogin = (request: Request) => stateOf(request).startsWith('confirm.');

/** Redirects to Polar. Only this browser has the state and the secrets for the callback, sealed. */
export async function beginChangeLogin(config: Config, wanted: LoginForChange): Promise<Response> {
  const { scope, ...kept } = wanted;
  const { url, secrets } = await beginPolarLogin(config, scope, wanted.organization === undefined ? 'all' : 'one');
  const state = `confirm.${wanted.id}.${generateRandomState()}`;
  url.searchParams.set('state', state);
  const headers = new Headers({
    'Set-Cookie': await loginCookie(wanted.id).set(config, { state, ...secrets, ...kept }),
  });
  return redirect(url.href, headers, 303);
}

/** How much longer than the change its login lives: a change that is approved in the last second is still sent. */
const LAST_CALL_MS = 30_000;

/**
 * GET /oauth/callback: checks who the person is, and sets the session's cookie. Polar's token then lives until the change is
 * decided or its time is over, and at most SESSION_SECONDS.
 */
export async function finishChangeLogin(request: Request, env: Env, config: Config): Promise<Response> {
  const [, id] = STATE.exec(stateOf(request)) ?? [];
  const login = id === undefined ? undefined : await loginCookie(id).read(request, config);
  if (!login || login.state !== stateOf(request) || malformedParameter(new URL(request.url).searchParams)) {
    log('confirm_login_refused', { reason: 'state' });
    return changeLoginUnknownPage();
  }
  const headers = new Headers({ 'Set-Cookie': loginCookie(login.id).clear() });
  const url = new URL(request.url);
  const refusal = url.searchParams.get('error');
  if (refusal === 'access_denied') {
    log('confirm_login_refused', { reason: 'declined' });
    return changeLoginDeclinedPage(login.page, headers);
  }
  try {
    if (refusal) throw authorizationFailure(refusal);
    const until = Math.min(login.until + LAST_CALL_MS, Date.now() + SESSION_SECONDS * 1000);
    const { pair, userId, revocation } = await finishPolarLogin(env, config, url, login, until);
    const { accessToken } = pair;
    const wrong = await whatIsWrong(env, config, login, { accessToken, userId, revocation });
    if (wrong !== undefined) {
      await revokeBefore(env, revocation);
      log('confirm_login_refused', { reason: wrong });
      return wrong === 'person' ? nothingToDecidePage(headers) : otherOrganizationPage(login.page, headers);
    }
    const before = await sessionCookie(login.id).read(request, config);
    if (before?.login) await revokeBefore(env, before.login.revocation);
    const session: ChangeSession = { userId };
    if (await isStillWaiting(env, login, revocation)) {
      session.login = { accessToken, revocation, formKey: generateRandomState() };
      headers.append('Set-Cookie', await sessionCookie(login.id).set(config, session, until));
    } else {
      await revokeBefore(env, revocation);
      headers.append('Set-Cookie', await sessionCookie(login.id).set(config, session));
    }
    return redirect(config.baseUrl + login.page, headers, 303);
  } catch (error) {
    if (!(error instanceof PolarFailure)) throw error;
    log('confirm_login_failed', error.logFields);
    return changeLoginFailedPage(error, login.page, headers);
  }
}

/** Has the login end with the change. The change may have been decided elsewhere while the person was at Polar. */
async function isStillWaiting(env: Env, { connectionId, id }: PendingLogin, revocation: string): Promise<boolean> {
  try {
    return await connectionStub(env, connectionId).noteLogin(id, revocation);
  } catch (error) {
    // The login ends by its alarm, and the page says what became of the change.
    logError('confirm_login_not_noted', error);
    return true;
  }
}

/** Checks that a login is the grant's person, and reaches what the grant reaches and no more. */
async function whatIsWrong(
  env: Env,
  config: Config,
  { userId: wanted, organization }: PendingLogin,
  { accessToken, userId, revocation }: { accessToken: string; userId: string; revocation: string },
): Promise<'person' | 'organization' | undefined> {
  if (wanted !== undefined && userId !== wanted) return 'person';
  // Of a pasted token whose organization nobody knows, anybody could be the person.
  if (organization === undefined) return wanted === undefined ? 'person' : undefined;
  // Polar itself says to which organization it narrowed the token. Its list of organizations would prove nothing.
  const reached = await revokeBeforeOnFailure(env, revocation, () => fetchTokenOrganizations(config, accessToken));
  if (reached.length === 1 && reached[0] === organization) return undefined;
  return wanted === undefined ? 'person' : 'organization';
}

/** The session of this browser for one change. */
export const readChangeSession = (request: Request, config: Config, id: string): Promise<ChangeSession | undefined> =>
  sessionCookie(id).read(request, config);

/**
 * Revokes the token of a login, because the change is decided, and shows the page without it.
 *
 * @param page the address of the change's page
 */
export async function endChangeLogin(
  env: Env,
  config: Config,
  { id, page, session }: { id: string; page: string; session: ChangeSession },
): Promise<Response> {
  if (session.login) await revokeBefore(env, session.login.revocation);
  // It only lets this browser see what became of the change.
  const headers = new Headers({ 'Set-Cookie': await sessionCookie(id).set(config, { userId: session.userId }) });
  return redirect(config.baseUrl + page, headers, 303);
}
