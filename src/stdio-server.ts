import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
// `npm ci` makes it of views/.
import view from '../dist/views/view.html';
import type { StdioConfig } from './config/index.ts';
import { memoryLedger } from './ledger/index.ts';
import type { OpenLogin } from './local-login/index.ts';
import { loopbackPage } from './loopback-page.ts';
import { createServer } from './mcp/index.ts';
import { callRecorder, log } from './observability/index.ts';
import type { Caller } from './operations/index.ts';
import type { TokenSource } from './polar/index.ts';
import { createPolicy, ONE_ORGANIZATION_RESTRICTION, type Organization, type Restriction } from './policy/index.ts';
import { temporaryExports } from './stdio-exports.ts';
import { checkedMessages } from './stdio-messages.ts';

/** The token, and what is known of it without asking Polar. */
export interface Credentials {
  tokens: TokenSource;
  /** Undefined when only Polar knows the scopes. */
  scope: OpenLogin['scope'] | undefined;
  userId: string | undefined;
  isPersonToken: boolean;
}

/** The choices of the person who starts it, and what Polar said of their token. */
interface Start {
  config: StdioConfig;
  /** The restriction by the command's flags. */
  ofFlags: Restriction;
  credentials: Credentials;
  organizations: Organization[];
}

/** Serves the tools over this process's stdin and stdout until the client goes. */
export function serveTools({ config, ofFlags, credentials, organizations }: Start): void {
  const { polarEnvironment: environment, writes } = config;
  const { tokens, scope, userId, isPersonToken } = credentials;
  const [only, ...others] = organizations;
  const organization = others.length === 0 ? only?.id : undefined;
  const policy = createPolicy(
    [
      config.restriction,
      ...(isPersonToken && organization === undefined ? [] : [ONE_ORGANIZATION_RESTRICTION]),
      ofFlags,
    ],
    scope,
  );
  const caller: Caller = {
    environment,
    apiUrl: config.polarApiUrl,
    timeoutMs: config.polarTimeoutMs,
    tokens,
    rateLimit: { environment, bucket: 'the token', connection: 'the only one' },
    policy,
    scope,
    isPersonToken,
    userId,
    organizations,
    organization,
    heldBy: 'token',
    connectionId: undefined,
    confirm: writes.confirm,
    confirmBy: writes.confirmBy,
    askInBrowser: loopbackPage(() => caller),
    ledger: memoryLedger(writes.limits),
    exports: temporaryExports(),
    recordCall: callRecorder(config.telemetry, undefined, console.warn),
    // Nothing stops this process while it works.
    keepGoing: () => {},
  };
  serveStdio(() => createServer(caller, { view }), {
    transport: new StdioServerTransport(checkedMessages(process.stdin, process.stdout)),
    onerror: (error) => log('mcp_error', { error: error.name }),
  });
}
