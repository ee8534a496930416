import type { Client } from 'oauth4webapi';
import { createAsk } from '../ask.ts';
import { REGISTRATION_DAYS } from '../checks/registration.ts';
import type { Served } from '../visit.ts';
import type { CallbackListener } from './callback-listener.ts';
import { connectMcp, type McpCalls } from './mcp-calls.ts';
import {
  beginLogin,
  discoverServer,
  exchangeCode,
  isUnusable,
  type LoginRequest,
  type LoginServer,
  readCallback,
  refreshTokens,
  refusalOf,
  registerClient,
  revokeTokens,
  type Tokens,
} from './oauth-client.ts';
import { connectedTo, productsIn, proposalFor } from './results.ts';
import { failureOf, NO_PRODUCTS, StepFailure } from './step-failure.ts';
import type { StepRunner } from './step-runner.ts';

/** A lost answer would leave tokens that nobody can revoke, so a request has more time than in a check from outside. */
const REQUEST_TIMEOUT_MS = 20_000;
const CLIENT_NAME = 'polar-mcp doctor (login check)';

/** The two sides of the login. */
interface Parties {
  server: LoginServer;
  app: Client;
}

/** Makes one login, from its registration to its end. `steps` collects the findings of every step. */
export class LoginCheck {
  readonly #ask = createAsk(REQUEST_TIMEOUT_MS, new AbortController().signal);
  #tokens: Tokens | undefined;

  private readonly visit: Served;
  private readonly steps: StepRunner;
  private readonly listener: CallbackListener;

  constructor(visit: Served, steps: StepRunner, listener: CallbackListener) {
    this.visit = visit;
    this.steps = steps;
    this.listener = listener;
  }

  /**
   * @param open shows the person where to log in
   * @param limitMs how long they may take
   * @throws Ended when a step failed that the others need
   */
  async run(open: (address: URL) => void, limitMs: number): Promise<void> {
    const { steps } = this;
    const parties = await steps.step('registration', () => this.#register());
    const request = await beginLogin(parties.server, parties.app, this.listener.redirectUri);
    steps.hide(request.verifier);
    const parameters = await steps.step('login', () => {
      open(request.url);
      return this.#waitForPerson(parties, request, limitMs);
    });
    steps.hide(parameters.get('code'));
    const code = await steps.step('code', async () => this.#readCode(parties, request, parameters));
    // A code can't be revoked unless it is exchanged.
    await steps.lastingStep('tokens', () => this.#exchange(parties, request, code));
    try {
      await this.#use(parties);
    } finally {
      await steps.lastingStep('revoked', () => this.#giveBack(parties));
    }
  }

  async #register() {
    const { redirectUri } = this.listener;
    const server = await discoverServer(this.visit.target, this.#ask);
    const app = await registerClient(server, CLIENT_NAME, redirectUri);
    const found = `"${CLIENT_NAME}" for ${redirectUri}; it goes by itself after ${REGISTRATION_DAYS} days`;
    return { found, learnt: { server, app } };
  }

  async #waitForPerson({ server, app }: Parties, { state }: LoginRequest, limitMs: number) {
    const limit = AbortSignal.timeout(limitMs);
    const parameters = await this.listener.next(AbortSignal.any([limit, this.steps.signal])).catch((error) => {
      throw limit.aborted ? StepFailure.noLogin(limitMs, this.visit) : error;
    });
    // The next step says whether it belongs to this login.
    const refusal = refusedBy(() => readCallback(server, app, parameters, state));
    if (refusal) throw StepFailure.refused(refusal, this.visit);
    return { found: 'the browser came back', learnt: parameters };
  }

  #readCode({ server, app }: Parties, { state }: LoginRequest, parameters: URLSearchParams) {
    try {
      const learnt = readCallback(server, app, parameters, state);
      return { found: `with the state of this login, and the issuer ${server.metadata.issuer}`, learnt };
    } catch (error) {
      throw isUnusable(error) ? StepFailure.notOfThisLogin(error, this.visit) : error;
    }
  }

  async #exchange({ server, app }: Parties, { verifier }: LoginRequest, code: URLSearchParams) {
    const tokens = await exchangeCode(server, app, code, this.listener.redirectUri, verifier).catch((error) => {
      throw StepFailure.noTokens(failureOf(error, this.visit), this.visit);
    });
    this.#hold(tokens);
    return { found: `for ${tokens.scope ?? 'all that was asked for'}`, learnt: undefined };
  }

  async #use({ server, app }: Parties): Promise<void> {
    const { steps } = this;
    let names: string[] = [];
    await steps.tryStep('tools', () =>
      this.#calling(server, async (mcp) => {
        names = await mcp.listTools();
        if (names.length === 0) throw StepFailure.noTools(this.visit);
        return `${names.length} for a connection that only reads organizations and products`;
      }),
    );
    const readConnection = async (mcp: McpCalls) => {
      const answer = await mcp.callTool('get_connection', {});
      return connectedTo(answer) + proposalFor(answer, this.visit);
    };
    const readProducts = async (mcp: McpCalls) => productsIn(await mcp.callTool('list_products', { limit: 1 }));
    await steps.tryStep('connection', () => this.#calling(server, readConnection));
    const hasProducts = names.includes('list_products');
    const isRead = hasProducts && (await steps.tryStep('products', () => this.#calling(server, readProducts)));
    if (!hasProducts && names.length > 0) steps.warn('products', NO_PRODUCTS);
    await steps.tryStep('refresh', async () => {
      if (this.#tokens?.refresh === undefined) throw StepFailure.noRefreshToken(this.visit);
      this.#hold(await refreshTokens(server, app, this.#tokens.refresh));
      // A call that failed before says nothing about the new tokens.
      await this.#calling(server, isRead ? readProducts : readConnection);
      return 'new tokens, and a call works with them';
    });
  }

  /** Each step has a session of its own, so that a failure doesn't reach the next one. */
  async #calling({ resource }: LoginServer, act: (mcp: McpCalls) => Promise<string>): Promise<string> {
    const mcp = await connectMcp(resource, this.#held(), this.steps.signal);
    try {
      return await act(mcp);
    } finally {
      await mcp.close();
    }
  }

  async #giveBack({ server, app }: Parties) {
    const { visit } = this;
    const tokens = this.#held();
    await revokeTokens(server, app, tokens).catch((error) => {
      throw StepFailure.notRevoked(failureOf(error, visit), visit);
    });
    if (await this.#isRefused(server, tokens))
      return { found: 'the server ended the login, and refuses the token', learnt: undefined };
    // For a minute, Workers KV may still show what was deleted.
    if (visit.target.isLocal) throw StepFailure.stillTaken(visit);
    return {
      found: 'the server ended the login; within a minute it refuses the token everywhere',
      learnt: undefined,
    };
  }

  async #isRefused({ resource }: LoginServer, { access }: Tokens): Promise<boolean> {
    const headers = { Authorization: `Bearer ${access}`, Accept: 'text/event-stream' };
    return (await this.#ask(resource, { headers })).status === 401;
  }

  #hold(tokens: Tokens): void {
    this.steps.hide(tokens.access, tokens.refresh);
    this.#tokens = tokens;
  }

  #held(): Tokens {
    if (!this.#tokens) throw new Error('No tokens are held');
    return this.#tokens;
  }
}

/** The person or Polar said this instead of a yes. */
function refusedBy(read: () => unknown) {
  try {
    read();
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}
