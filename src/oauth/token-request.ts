import { decode } from 'hono/jwt';
import { auth as basicAuth } from 'hono/utils/basic-auth';
import type { Config, Env } from '../config.ts';
import { currentRequestId, REQUEST_ID_HEADER } from '../telemetry/scope.ts';
import type { Grant } from './grant.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** `userId:grantId:secret`, as the provider makes its tokens: the middle and the end are 16 and 32 of its characters. */
const TOKEN = /^[^:]+:([\w-]{16}):[\w-]{32}$/;

/** A request to the token endpoint, read once, so that it can be looked at and passed on. */
export class TokenRequest {
  readonly form: URLSearchParams;

  private constructor(
    private readonly url: string,
    readonly headers: Headers,
    private readonly body: string,
  ) {
    this.form = new URLSearchParams(body);
  }

  static async read(request: Request): Promise<TokenRequest> {
    const headers = new Headers(request.headers);
    headers.delete('Content-Length');
    // Not text(), which warns of a form in the logs.
    return new TokenRequest(request.url, headers, new TextDecoder().decode(await request.arrayBuffer()));
  }

  get isRefresh(): boolean {
    return this.form.get('grant_type') === 'refresh_token';
  }

  /** The token that it refreshes or revokes (RFC 7009: the one without a grant type). */
  get token(): string | undefined {
    const name = this.isRefresh ? 'refresh_token' : this.form.get('grant_type') ? '' : 'token';
    return this.form.get(name) ?? undefined;
  }

  /**
   * The client that the provider authenticates it as, if it does. Named twice, it is nobody: the provider's choice
   * must not be guessed.
   */
  get clientId(): string | undefined {
    const names = [this.#basicName, ...this.form.getAll('client_id')].filter(Boolean);
    return names.length > 1 ? undefined : names[0] || this.#issuer;
  }

  /** Whether it authenticates with a signed assertion, which works once (RFC 7523). */
  get hasAssertion(): boolean {
    return this.form.has('client_assertion');
  }

  /** A refresh with the same client authentication. */
  refreshing(token: string): TokenRequest {
    return this.#with({ grant_type: 'refresh_token', refresh_token: token });
  }

  /** The same client authentication and nothing else: a revocation of what is no token, which the provider grants. */
  authenticating(): TokenRequest {
    return this.#with({ token: 'none' });
  }

  #with(parameters: Record<string, string>): TokenRequest {
    const form = new URLSearchParams([...this.form].filter(([name]) => name.startsWith('client_')));
    for (const [name, value] of Object.entries(parameters)) form.set(name, value);
    return new TokenRequest(this.url, this.headers, form.toString());
  }

  /** Form-encoded inside (RFC 6749 section 2.3.1); some clients encode more than they must. */
  get #basicName(): string | undefined {
    const { username } = basicAuth(this.toRequest()) ?? {};
    return new URLSearchParams(`name=${username ?? ''}`).get('name') ?? undefined;
  }

  /** Who signed the assertion, as it says itself: `client_id` may be left out beside it. */
  get #issuer(): string | undefined {
    try {
      return decode(this.form.get('client_assertion') ?? '').payload.iss as string | undefined;
    } catch {
      return undefined;
    }
  }

  toRequest(): Request {
    return new Request(this.url, { method: 'POST', headers: this.headers, body: this.body });
  }
}

interface GrantTurn {
  grant: DurableObjectStub<Grant>;
  request: Request;
}

/** The object that a request to the token endpoint is for: where a refresh or a revocation waits for its turn. */
export async function grantOf(request: Request, env: Env, config: Config): Promise<GrantTurn | undefined> {
  const { token = '' } = await TokenRequest.read(request.clone());
  const grantId = TOKEN.exec(token)?.[1];
  if (!grantId) return undefined;
  const turn = new Request(tokenEndpoint(config), request);
  turn.headers.set(REQUEST_ID_HEADER, currentRequestId() ?? '');
  return { grant: env.GRANTS.get(env.GRANTS.idFromName(grantId)), request: turn };
}
