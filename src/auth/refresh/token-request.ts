import { assertionIssuer, basicClientId } from '../../http/index.ts';

/** A request to the token endpoint, read once, so that it can be looked at and passed on. */
export class TokenRequest {
  readonly form: URLSearchParams;

  private constructor(
    private readonly url: string,
    readonly headers: Headers,
    body: string,
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

  /** RFC 7009: the one without a grant type. */
  get isRevocation(): boolean {
    return !this.form.get('grant_type') && this.form.has('token');
  }

  /** The token that it refreshes or revokes; empty without one. */
  get token(): string {
    return this.form.get(this.isRefresh ? 'refresh_token' : 'token') ?? '';
  }

  /**
   * The client that the provider authenticates it as, if it does. Named twice, it is nobody: the provider's choice
   * must not be guessed.
   */
  get clientId(): string | undefined {
    const names = [basicClientId(this.headers), ...this.form.getAll('client_id')].filter(Boolean);
    return names.length > 1 ? undefined : names[0] || assertionIssuer(this.assertion ?? '');
  }

  /** The signed assertion that authenticates it, which works once (RFC 7523). */
  get assertion(): string | undefined {
    return this.form.get('client_assertion') || undefined;
  }

  /** Its form, encoded, without the parameters that authenticate the client. */
  get asked(): string {
    return new URLSearchParams([...this.form].filter(([name]) => !isCredential(name))).toString();
  }

  /** The same client authentication and nothing else: a revocation of what is no token, which the provider grants. */
  authenticating(): Request {
    const form = new URLSearchParams([...this.form].filter(([name]) => isCredential(name)));
    form.set('token', 'none');
    return new Request(this.url, { method: 'POST', headers: this.headers, body: form.toString() });
  }
}

const isCredential = (name: string) => name.startsWith('client_');
