import type { PolarEnvironment } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';
import type { WriteLedger } from '../ledger/index.ts';
import type { RecordCall } from '../observability/index.ts';
import type { PolarRateLimit, TokenSource } from '../polar/index.ts';
import type { AppIdentity, Organization, Policy } from '../policy/index.ts';
import type { ExportShelf } from './export-shelf.ts';

/** The connection that makes a call, and what it may do. */
export interface Caller {
  environment: PolarEnvironment;
  apiUrl: string;
  timeoutMs: number;
  tokens: TokenSource;
  /** Sends the requests to Polar. Default: the runtime's fetch. */
  fetch?: typeof fetch;
  /** Polar's rate limit that the requests count for. */
  rateLimit: PolarRateLimit;
  policy: Policy;
  /** The connection's scopes; undefined when only Polar knows them. */
  scope: readonly string[] | undefined;
  /** Whether the token is a person's. An organization's own token reaches that organization alone. */
  isPersonToken: boolean;
  /** The person's id at Polar; undefined for the access token of an organization, and over stdio. */
  userId: string | undefined;
  /** The id of the one organization that the connection is for; undefined when it is for all. */
  organization: string | undefined;
  /** The part of a request by which Polar holds it to `organization`. With the header, the token itself reaches others too. */
  heldBy: 'token' | 'header' | undefined;
  /** The organizations that the login reached, as far as they are known. */
  organizations: readonly Organization[];
  /** The id of the connection to Polar; undefined where there is only one. */
  connectionId: string | undefined;
  /** The risks of a change that ask the person first. */
  confirm: ReadonlySet<WriteRisk>;
  /** Who says yes where the client can't ask the person: the model, or a person in a browser. */
  confirmBy: 'app' | 'person';
  /** The address of the page on which the person decides about a change, by its secret. Undefined where there is no such page. */
  askInBrowser?: ((change: { id: string; secret: string }) => Promise<string>) | undefined;
  /** Looks up which app holds this connection. Undefined over stdio. */
  app?: (() => Promise<AppIdentity>) | undefined;
  /** Keeps the runtime at work until a promise ends, even when the client is gone. */
  keepGoing(work: Promise<unknown>): void;
  /** Records each write before it is sent. */
  ledger: WriteLedger;
  /** Keeps the files of exports for the person. Without it, an export has its rows alone. */
  exports?: ExportShelf;
  /** Gets each tool call when it has ended. */
  recordCall: RecordCall;
}

/** Whether a call may reach things of several organizations. */
export const reachesSeveralOrganizations = ({ isPersonToken, organization }: Caller) =>
  isPersonToken && organization === undefined;

/** Who asked for a change, as plain data: a page on which a person decides makes the call with it, and with tokens of its own. */
export interface AskedBy
  extends Pick<
    Caller,
    'organization' | 'heldBy' | 'organizations' | 'isPersonToken' | 'userId' | 'connectionId' | 'scope'
  > {
  /** The key of the policy. */
  policy: string;
  /** The tools by which what it affects was read. */
  reads: readonly string[];
  app?: AppIdentity;
}

/** @param reads the tools by which what the change affects was read */
export async function askedBy(caller: Caller, reads: readonly string[]): Promise<AskedBy> {
  const { organization, heldBy, organizations, isPersonToken, userId, connectionId, scope, policy } = caller;
  const app = await caller.app?.();
  return {
    organization,
    heldBy,
    organizations,
    isPersonToken,
    userId,
    connectionId,
    scope,
    policy: policy.key,
    reads,
    ...(app && { app }),
  };
}
