import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import { allowAll, type Decide, Person } from './person.ts';

/**
 * The address to which a login redirects. A test may listen there: the port is below 32768, where Linux's ephemeral
 * ports begin.
 */
export const REDIRECT_URL = 'http://127.0.0.1:23682/callback';

/**
 * Holds an MCP client's sign-in, with a person who logs in at once. The SDK's client of either line registers, logs in,
 * and gets and refreshes tokens by it.
 */
export class OAuthSession implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT_URL;
  readonly clientMetadata: OAuthClientMetadata;
  /** The address of the client's metadata document (CIMD). Without it, the client registers. */
  readonly clientMetadataUrl?: string;
  /** The address to which the last login led: the client's redirect URL, with a code or an error. */
  landed: URL | undefined;
  /** How often the person had to log in. */
  logins = 0;
  #client: StoredOAuthClientInformation | undefined;
  #tokens: StoredOAuthTokens | undefined;
  #discovery: OAuthDiscoveryState | undefined;
  #verifier = '';
  private readonly decide: Decide;

  constructor(
    name: string,
    decide: Decide = allowAll,
    /** The scopes to ask for. Default: everything. */
    scope?: string,
    clientMetadataUrl?: string,
  ) {
    this.decide = decide;
    if (clientMetadataUrl) this.clientMetadataUrl = clientMetadataUrl;
    this.clientMetadata = {
      client_name: name,
      redirect_uris: [REDIRECT_URL],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...(scope !== undefined && { scope }),
    };
  }

  state(): string {
    return 'the-state-of-the-client';
  }
  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.#client;
  }
  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.#client = client;
  }
  tokens(): StoredOAuthTokens | undefined {
    return this.#tokens;
  }
  saveTokens(tokens: StoredOAuthTokens): void {
    this.#tokens = tokens;
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovery = state;
  }
  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovery;
  }
  /** Forgets what the server no longer accepts. */
  invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    if (what === 'all' || what === 'client') this.#client = undefined;
    if (what === 'all' || what === 'tokens') this.#tokens = undefined;
    if (what === 'all' || what === 'verifier') this.#verifier = '';
    if (what === 'all' || what === 'discovery') this.#discovery = undefined;
  }
  async redirectToAuthorization(url: URL): Promise<void> {
    this.logins++;
    const end = await new Person().walk(url, REDIRECT_URL, this.decide);
    if (!(end instanceof URL)) throw new Error(`The login stopped at a page (${end.status}): ${end.text}`);
    this.landed = end;
  }

  /** The parameters of the last redirect to the client. Throws when it brought an error. */
  get callback(): URLSearchParams {
    if (!this.landed) throw new Error('Nobody has logged in yet');
    const { searchParams } = this.landed;
    if (!searchParams.has('code')) throw new Error(`The login was refused: ${searchParams.get('error')}`);
    return searchParams;
  }
}
