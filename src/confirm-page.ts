import type { Tool } from '../generated/tool.gen.ts';
import { tools } from '../generated/tools/index.gen.ts';
import { type Decision, outcomePage, showDecision, takeDecision } from './approval/index.ts';
import {
  beginChangeLogin,
  type ChangeSession,
  endChangeLogin,
  type LoginForChange,
  readChangeSession,
} from './auth/index.ts';
import type { Config } from './config/index.ts';
import { CONFIRM_PATH, connectionLedger, openConfirmLink } from './connection/index.ts';
import { CallError } from './errors.ts';
import { isOverLimit } from './http/index.ts';
import type { SecretChange, WaitingCall, WriteLedger } from './ledger/index.ts';
import { callRecorder } from './observability/index.ts';
import type { AskedBy, Caller } from './operations/index.ts';
import {
  appName,
  approvalLoginPage,
  changeNotAllowedPage,
  errorPage,
  nothingToDecidePage,
  TRY_AGAIN,
} from './pages/index.ts';
import {
  AddressError,
  type AppIdentity,
  admissionRefusal,
  isPolarTool,
  lackingScopes,
  type Policy,
  policyOfKey,
  tokenOwner,
} from './policy/index.ts';

/** A link has fewer characters. */
const MAX_LINK_CHARACTERS = 400;

interface PageRequest {
  request: Request;
  env: Env;
  config: Config;
  /** Keeps the Worker running until `work` has ended. */
  waitUntil(work: Promise<unknown>): void;
}

/** A change to which a link leads, and who is in the browser. */
interface OpenedChange extends PageRequest {
  page: string;
  connectionId: string;
  ledger: WriteLedger;
  change: SecretChange;
  session: ChangeSession | undefined;
}

/** GET /confirm/<link>: shows the change to its person, who logs in at Polar for that. */
export const showChange = (asked: PageRequest): Promise<Response> =>
  withChange(asked, async (opened) => {
    const waiting = waitingOf(opened);
    if (!waiting) return showEnd(opened);
    if ('notAllowed' in waiting) return showNotAllowed(opened, waiting.notAllowed);
    if (!waiting.decision) return askForLogin(opened);
    return (await showDecision(waiting.decision)) ?? endLogin(opened);
  });

/** POST /confirm/<link>: begins the login, or takes the person's decision. */
export const decideChange = (asked: PageRequest): Promise<Response> =>
  withChange(asked, async (opened) => {
    const form = await asked.request.formData().catch(() => new FormData());
    const waiting = waitingOf(opened);
    if (!waiting) return showEnd(opened, true);
    if ('notAllowed' in waiting) return showNotAllowed(opened, waiting.notAllowed);
    if (form.get('decision') === 'login') return beginChangeLogin(opened.config, loginOf(opened, waiting));
    if (!waiting.decision) return askForLogin(opened);
    // A person who closes the page has decided all the same.
    const decided = takeDecision({ ...waiting.decision, signal: new AbortController().signal }, form).then(
      async (response) => response ?? endLogin(opened),
    );
    opened.waitUntil(decided.catch(() => {}));
    return decided;
  });

async function withChange(asked: PageRequest, answer: (opened: OpenedChange) => Promise<Response>): Promise<Response> {
  const { request, env, config } = asked;
  const sealed = new URL(request.url).pathname.slice(CONFIRM_PATH.length);
  const link = sealed.length > MAX_LINK_CHARACTERS ? undefined : await openConfirmLink(config, sealed);
  if (!link) return nothingToDecidePage();
  const { connectionId, secret } = link;
  const ledger = connectionLedger(env, config, { connectionId });
  try {
    const change = await ledger.changeBySecret(secret);
    if (!change) return nothingToDecidePage();
    const session = await readChangeSession(request, config, change.id);
    return await answer({ ...asked, page: CONFIRM_PATH + sealed, connectionId, ledger, change, session });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return errorPage(503, {
      title: 'This server can’t read the change now',
      what: error.message,
      todo: 'Wait a moment.',
      button: TRY_AGAIN,
    });
  }
}

/** The change while it waits, and the decision for which the person has logged in. */
interface Waiting {
  call: WaitingCall;
  by: AskedBy;
  decision: Decision | undefined;
}

/** @returns undefined for a change that is decided, or about which these people may not decide any more */
function waitingOf(opened: OpenedChange): Waiting | { notAllowed: string } | undefined {
  const { change, session, config, request, page } = opened;
  const { call } = change;
  if (change.state !== 'waiting' || !call) return undefined;
  const by = call.by as AskedBy;
  if (!isAdmitted(config, by)) return undefined;
  const policy = policyOf(opened, call, by);
  if ('notAllowed' in policy) return policy;
  if (!session?.login) return { call, by, decision: undefined };
  const { accessToken, formKey } = session.login;
  const caller = callerFor(opened, by, policy, accessToken);
  return { call, by, decision: { change, call, caller, app: nameOf(by.app), page, formKey, signal: request.signal } };
}

/** Allows what the connection that asked may do, as far as this server still lets anybody do it; or says why it doesn't. */
function policyOf({ config }: OpenedChange, { tool }: WaitingCall, by: AskedBy): Policy | { notAllowed: string } {
  try {
    const policy = policyOfKey(by.policy, by.scope, config.restriction);
    const refusal = isPolarTool(tool) ? policy.refusal(tool) : NO_SUCH_TOOL;
    return refusal ? { notAllowed: refusal.reason } : policy;
  } catch (error) {
    if (error instanceof AddressError) return { notAllowed: 'no tool is left to the app' };
    throw error;
  }
}

/** Of a change that another version of this server kept. */
const NO_SUCH_TOOL = { reason: 'it has no such change any more' };

/** The name that the app gave itself, or the host that publishes what it is. */
function nameOf({ clientId = '', clientName }: AppIdentity = {}): string | undefined {
  const host = URL.parse(clientId)?.host;
  return clientName !== undefined || host !== undefined ? appName(clientName, host ?? clientId) : undefined;
}

/** The operator may have changed who is admitted while the change waited. */
function isAdmitted({ allowed }: Config, { userId, organization, organizations, heldBy }: AskedBy): boolean {
  const identity = {
    userId: userId ?? tokenOwner(organization ?? ''),
    organizations: [...organizations],
    ...(organization !== undefined && { organization }),
    ...(heldBy !== undefined && { heldBy }),
  };
  return admissionRefusal(allowed, identity) === undefined;
}

/** The login that reads afresh and makes this change, and no more. */
function loginOf({ change, page, connectionId }: OpenedChange, { call, by }: Waiting): LoginForChange {
  return {
    id: change.id,
    connectionId,
    userId: by.userId,
    organization: by.organization,
    scope: scopesOf([...by.reads, call.tool]),
    until: change.until,
    page,
  };
}

/** The fewest scopes that are enough for all of these tools. */
function scopesOf(names: readonly string[]): string[] {
  const scopes: string[] = [];
  for (const name of names) if (isPolarTool(name)) scopes.push(...lackingScopes(tools[name] as Tool, scopes));
  return scopes;
}

/** A caller who reads and makes the change with the person's own login, within what the connection that asked for it may do. */
function callerFor(
  { env, config, connectionId, ledger, waitUntil }: OpenedChange,
  { organization, organizations, userId, scope }: AskedBy,
  policy: Policy,
  token: string,
): Caller {
  return {
    environment: config.polarEnvironment,
    apiUrl: config.polarApiUrl,
    timeoutMs: config.polarTimeoutMs,
    tokens: {
      current: async () => token,
      afterRefusal: () => Promise.reject(loginEnded()),
    },
    rateLimit: {
      bucket: config.polarClientId,
      environment: config.polarEnvironment,
      connection: connectionId,
      // A share of its own: an app that uses up the connection's must not keep the person from deciding.
      isOverShare: () => isOverLimit(env, 'RATE_LIMIT_POLAR', `confirm ${connectionId}`),
    },
    policy,
    scope,
    isPersonToken: true,
    userId,
    organization,
    // Polar narrowed the login to the organization.
    heldBy: organization === undefined ? undefined : 'token',
    organizations,
    connectionId,
    confirm: config.writes.confirm,
    confirmBy: 'person',
    ledger,
    recordCall: callRecorder(config.telemetry, env.ANALYTICS, console.log),
    keepGoing: (work) => waitUntil(work.catch(() => {})),
  };
}

const loginEnded = () =>
  new CallError(
    'connection_ended',
    'Polar no longer accepts this login; nothing was changed. Have your app ask again.',
  );

/** The operator has taken the change's tool away since the app asked. A login for it ends, since nothing can be decided with it. */
function showNotAllowed({ env, config, change, page, session }: OpenedChange, reason: string): Promise<Response> {
  return session?.login ? endChangeLogin(env, config, { id: change.id, page, session }) : changeNotAllowedPage(reason);
}

function askForLogin({ config, change, page }: OpenedChange): Promise<Response> {
  return approvalLoginPage({ environment: config.polarEnvironment, until: change.until, action: page });
}

/** @param isBefore it was decided before the form that came just now */
function showEnd(opened: OpenedChange, isBefore = false): Promise<Response> {
  const { session, change, config, page } = opened;
  if (!session) return nothingToDecidePage();
  return session.login
    ? endLogin(opened)
    : outcomePage({ change, environment: config.polarEnvironment, page }, isBefore);
}

/** The change is decided: revokes the login's token, and shows what became of the change. */
async function endLogin(opened: OpenedChange): Promise<Response> {
  const { env, config, ledger, session, page } = opened;
  const change = await ledger.changeBySecret(opened.change.secret);
  if (!session || !change) return nothingToDecidePage();
  // Another tab is making it with this very token, and revokes it afterwards.
  if (change.state === 'started') return outcomePage({ change, environment: config.polarEnvironment, page });
  return endChangeLogin(env, config, { id: change.id, page, session });
}
