import type { AuthRequest } from '@cloudflare/workers-oauth-provider';
import type { Config } from '../../config/index.ts';
import { log } from '../../observability/index.ts';
import { type ConsentRefusal, notAdmittedText } from '../../pages/index.ts';
import type { PolarFailure } from '../../polar/index.ts';
import { listOrganizations } from '../../polar/index.ts';
import type { Organization } from '../../policy/index.ts';
import { admissionRefusal, NotAdmitted, tokenOwner } from '../../policy/index.ts';
import { createConnection } from './create-connection.ts';

/** An organization access token has about 50 characters. */
const MAX_PASTED_TOKEN_CHARACTERS = 200;

/** An organization access token that Polar knows. */
export interface PastedToken {
  token: string;
  /** Undefined if the token lacks the scope to read its own organization. */
  organization: Organization | undefined;
}

/** Polar's prefix for such tokens, and characters of RFC 6750 section 2.1. */
const TOKEN_FORMAT = /^polar_oat_[\w.~+/=-]+$/;

/** The latest time that a Date can hold, because JSON has no Infinity. */
const LAST_DATE_MS = 8.64e15;

/** Reads the token in a consent form and tries it once at Polar. Returns the reason if it can't be used. */
export async function readPastedToken(form: FormData, config: Config): Promise<PastedToken | ConsentRefusal> {
  if (!config.allowPastedTokens) return refuse('not_offered');
  const token = String(form.get('token') ?? '').trim();
  if (token.length > MAX_PASTED_TOKEN_CHARACTERS || !TOKEN_FORMAT.test(token)) return refuse('malformed');
  const answer = await listOrganizations(config, token);
  if (!answer.ok && answer.reason === 'failed') return refuseByFailure(answer.failure);
  const pasted = { token, organization: answer.ok ? answer.organizations[0] : undefined };
  const refusal = admissionRefusal(config.allowed, ownerOf(pasted));
  return refusal ? refuseAdmission(new NotAdmitted(refusal, ownerOf(pasted))) : pasted;
}

/** The identity of the connection. If the token can't read its organization, a random id stands for its owner. */
function ownerOf({ organization }: PastedToken) {
  return {
    userId: tokenOwner(organization?.id ?? crypto.randomUUID()),
    organizations: organization ? [organization] : [],
    ...(organization && { organization: organization.id }),
  };
}

/** Connects a client with a pasted token. Polar enforces the token's own scopes, and nobody can ask which they are. */
export function connectPastedToken(
  env: Env,
  config: Config,
  approved: AuthRequest,
  pasted: PastedToken,
): Promise<string> {
  return createConnection(env, config, approved, {
    token: { accessToken: pasted.token, expiresAt: LAST_DATE_MS, obtainedAt: Date.now() },
    scope: approved.scope,
    ...ownerOf(pasted),
  });
}

type Refusal = 'not_offered' | 'malformed' | 'refused' | 'unnamed' | 'limited' | 'unavailable' | 'not_understood';

const REFUSALS: Record<Refusal, { status: number; what: string; todo: string }> = {
  not_offered: { status: 400, what: 'This server takes no tokens.', todo: 'Continue to Polar instead.' },
  malformed: {
    status: 400,
    what: 'That is no organization access token: those start with polar_oat_.',
    todo: 'Copy it again from your organization’s settings at Polar, and paste it.',
  },
  refused: {
    status: 400,
    what: 'Polar doesn’t know this token. It may have been deleted, have expired, or be for the other Polar: sandbox and live have separate tokens.',
    todo: 'Make a new one in your organization’s settings at Polar, and paste it.',
  },
  unnamed: {
    status: 403,
    what: 'Whoever runs this server chose the organizations that may be connected, and this token may not tell which is its own.',
    todo: 'In your organization’s settings at Polar, make one with the scope organizations:read as well, and paste it.',
  },
  limited: {
    status: 503,
    what: 'Polar takes no more requests with this token for now, so it couldn’t be checked.',
    todo: 'Wait a minute, and paste it again.',
  },
  unavailable: {
    status: 503,
    what: 'Polar didn’t answer, so the token couldn’t be checked.',
    todo: 'Wait a minute, and paste it again.',
  },
  not_understood: {
    status: 502,
    what: 'Polar answered, but in a form that this server can’t use, so the token couldn’t be checked.',
    todo: 'Tell whoever runs this server to update it, and give them the request id below.',
  },
};

/** The reason why Polar didn't accept the token. `account_refused` means here that Polar doesn't know the token. */
function refuseByFailure(failure: PolarFailure): ConsentRefusal {
  switch (failure.reason) {
    case 'limited':
    case 'not_understood':
      return refuse(failure.reason, failure.logFields);
    case 'account_refused':
      return refuse('refused');
    default:
      return refuse('unavailable', failure.logFields);
  }
}

function refuseAdmission(error: NotAdmitted): ConsentRefusal {
  const { organization } = error.identity;
  // Each token belongs to one organization, so without one, Polar didn't tell which it is.
  if (organization === undefined) return refuse('unnamed');
  log('token_refused', { reason: `not_admitted_${error.refusal}` });
  const todo = `Paste a token of another. If this one should be allowed, give whoever runs this server its id at Polar: ${organization}`;
  return { ...notAdmittedText(error), status: 403, todo, part: 'token' };
}

function refuse(reason: Refusal, cause: Record<string, string> = {}): ConsentRefusal {
  log('token_refused', { ...cause, reason });
  return {
    title: 'This token can’t be used',
    part: reason === 'not_offered' ? 'access' : 'token',
    ...REFUSALS[reason],
  };
}
