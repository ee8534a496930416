import type { PolarEnvironment } from '../../settings/polar.ts';
import type { WriteRisk } from '../config/index.ts';
import type { WriteLedger } from '../ledger/index.ts';
import type { RecordCall } from '../observability/index.ts';
import type { PolarLimit, TokenSource } from '../polar/index.ts';
import type { Organization, Policy } from '../policy/index.ts';

/** For whom a call is made, how, and what it may do. */
export interface Caller {
  environment: PolarEnvironment;
  apiUrl: string;
  timeoutMs: number;
  tokens: TokenSource;
  /** Sends the requests to Polar. Default: the runtime's fetch. */
  fetch?: typeof fetch;
  /** The limit that Polar counts its requests for. */
  limit: PolarLimit;
  policy: Policy;
  /** The connection's scopes; undefined when only Polar knows them. */
  scope: readonly string[] | undefined;
  /** Whether its token is a person's: an organization's own reaches that one alone. */
  isPersons: boolean;
  /** The person's id at Polar; undefined for the access token of an organization, and over stdio. */
  userId: string | undefined;
  /** The id of the one organization that it is for. */
  organization: string | undefined;
  /** Polar holds the calls to it by this; with a header, the token itself reaches others too. */
  heldBy: 'token' | 'header' | undefined;
  /** The organizations that the login reached then, as far as they are known. */
  organizations: readonly Organization[];
  /** The id of the connection to Polar that it comes by; undefined where there is one only. */
  connectionId: string | undefined;
  /** The risks that ask before anything is done. */
  confirm: ReadonlySet<WriteRisk>;
  /** Lets work that was begun go on to its end when the client is gone. */
  keepGoing(work: Promise<unknown>): void;
  /** Where each write is announced before it is sent. */
  ledger: WriteLedger;
  /** Hears of each tool call when it has ended. */
  recordCall: RecordCall;
}

/** Whether a call may reach things of several organizations: the access token of an organization reaches its own alone. */
export const reachesSeveral = ({ isPersons, organization }: Caller) => isPersons && organization === undefined;

/** A request of a client whose answer is being made. */
export interface ToolRequest {
  /** Ends the call: the client cancelled it, or went away. */
  signal: AbortSignal;
  /** Tells the client how far its call is, by a number that grows. Undefined when it didn't ask for that. */
  progress?: ((progress: number, message: string) => void) | undefined;
  /** Whether the client can put a question to the person (form elicitation). */
  asksPerson: boolean;
  /** The tool of this server's that calls the one that is called: it takes that one's arguments among its own. */
  via?: string;
  /** The person's answer to the question of an earlier round, and the state that came with it. */
  answer?: { agrees: boolean; state: string } | undefined;
}

/** The key of our one question among those that a client answers. */
export const QUESTION = 'confirm';
