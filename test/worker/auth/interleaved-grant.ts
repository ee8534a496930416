import { handleTokenRequest } from '../../../src/auth/refresh/token-endpoint.ts';
import { readConfig } from '../../../src/config/index.ts';
import type { Random } from '../connection/interleaved-login.ts';
import { BASE_URL } from './browser.ts';
import { env, grantDirectly } from './calls.ts';
import { type ClientTokens, exchange } from './login.ts';

/** A grant, its app, and a thief who has a copy of each token that the app ever got. */
export class InterleavedGrant {
  /** Each rule that was broken. */
  readonly violations: string[] = [];
  /** How often KV failed for this grant. */
  failures = 0;
  faults = true;
  /** How often a replaced token was used again, and how often the app revoked. */
  reuses = 0;
  revocations = 0;
  /** All refresh tokens that the app has replaced. */
  readonly #old: string[] = [];

  private constructor(
    readonly run: number,
    readonly random: Random,
    readonly clientId: string,
    private tokens: ClientTokens,
  ) {}

  static async make(run: number, random: Random, clientId: string, connectionId: string): Promise<InterleavedGrant> {
    const redirectTo = await grantDirectly(clientId, {
      userId: `person-${run}`,
      metadata: { connectionId },
      props: { connectionId },
    });
    const tokens = await (await exchange(clientId, redirectTo)).json<ClientTokens>();
    return new InterleavedGrant(run, random, clientId, tokens);
  }

  get isOver(): boolean {
    return this.reuses + this.revocations > 0;
  }

  get #ids(): string {
    return this.tokens.refresh_token.slice(0, this.tokens.refresh_token.lastIndexOf(':'));
  }

  /** Sends the same refresh a few times at once. The app keeps the first answer, if one arrives. */
  async refresh(): Promise<void> {
    const { refresh_token } = this.tokens;
    const times = 1 + this.random(3);
    const answers = await Promise.all(Array.from({ length: times }, () => this.#answered({ refresh_token })));
    const given = answers.filter((one) => one !== undefined);
    if (new Set(given.map((one) => one.refresh_token)).size > 1) this.violations.push('two answers to one refresh');
    const [first] = given;
    // The answer is lost: the app still has the old token, and asks again.
    if (!first || this.random(4) === 0) return;
    this.#old.push(refresh_token);
    this.tokens = first;
  }

  async #answered(form: Record<string, string>): Promise<ClientTokens | undefined> {
    const answer = await this.#ask({ grant_type: 'refresh_token', ...form });
    if (answer.ok) return answer.json();
    const isExplained = (answer.status === 400 && this.isOver) || (answer.status === 503 && this.failures > 0);
    if (!isExplained) this.violations.push(`a refresh: ${answer.status}`);
    return undefined;
  }

  /** The thief uses a replaced token, if the app has replaced one. */
  async reuse(): Promise<void> {
    const token = this.#old[this.random(this.#old.length || 1)];
    if (token === undefined) return;
    this.reuses++;
    const answer = await this.#ask({ grant_type: 'refresh_token', refresh_token: token, scope: 'products:read' });
    if (answer.ok) this.violations.push('a thief got tokens');
  }

  async makeUp(): Promise<void> {
    const token = `${this.#ids}:${'x'.repeat(32)}`;
    const refresh = await this.#ask({ grant_type: 'refresh_token', refresh_token: token });
    const revocation = await this.#ask({ token });
    if (refresh.status !== 400 || revocation.status !== 200) this.violations.push('a made-up token was taken');
  }

  async revoke(): Promise<void> {
    this.revocations++;
    const { access_token, refresh_token } = this.tokens;
    await this.#ask({ token: this.random(2) ? access_token : refresh_token });
  }

  /** Checks the rules that hold when no request is under way and nothing fails. */
  async settle(): Promise<void> {
    this.faults = false;
    if (!this.isOver) {
      await this.refresh();
      if (!(await env.OAUTH_PROVIDER.unwrapToken(this.tokens.access_token))) this.violations.push('a login was lost');
      return;
    }
    if (this.revocations > 0 && this.reuses === 0) await this.#ask({ token: this.tokens.refresh_token });
    for (const refresh_token of [this.tokens.refresh_token, ...this.#old]) {
      const { status } = await this.#ask({ grant_type: 'refresh_token', refresh_token });
      if (status !== 400) this.violations.push(`a token of an ended grant: ${status}`);
    }
    if (await env.OAUTH_PROVIDER.unwrapToken(this.tokens.access_token)) this.violations.push('access is left');
    if ((await env.OAUTH_KV.list({ prefix: `grant:${this.#ids}` })).keys.length > 0)
      this.violations.push('a grant is left');
  }

  #ask(form: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({ ...form, client_id: this.clientId });
    const request = new Request(`${BASE_URL}/oauth/token`, { method: 'POST', body });
    const authenticated = async () => new Response('');
    return handleTokenRequest(request, env, readConfig(env), authenticated, () => {});
  }
}
