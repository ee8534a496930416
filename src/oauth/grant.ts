import { DurableObject } from 'cloudflare:workers';
import type { OAuthAuthorizationServer, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { type Config, type Env, readConfig } from '../config.ts';
import { logError } from '../log.ts';
import { inRequest, REQUEST_ID_HEADER } from '../telemetry/scope.ts';
import { answerKey, keep, replay } from './kept-answer.ts';
import { authorizationServer } from './provider.ts';
import { endGrant } from './revocation.ts';
import { open, seal } from './seal.ts';
import { ANSWER_KEY, type KeptAnswer, sealContext } from './storage.ts';
import { tokenEndpointUnavailable } from './token-endpoint.ts';
import type { TokenRequest } from './token-request.ts';

/**
 * One grant of a client: the only place where its tokens are refreshed and revoked, one request at a time.
 *
 * The provider, with no lock in KV, would answer two refreshes at once with two tokens, of which one is dead. Here the
 * second gets the first one's answer, as does a client whose answer got lost.
 */
export class Grant extends DurableObject<Env> {
  #last: Promise<unknown> = Promise.resolve();

  override fetch(request: Request): Promise<Response> {
    const requestId = request.headers.get(REQUEST_ID_HEADER) || undefined;
    const turn = inRequest(requestId, () => this.#last.then(() => this.#answer(request)).catch(failed));
    this.#last = turn;
    return turn;
  }

  /** The access token in the kept answer has expired. */
  override async alarm(): Promise<void> {
    await this.#forget();
  }

  async #answer(incoming: Request): Promise<Response> {
    const config = readConfig(this.env);
    const server = authorizationServer(config);
    // Late, because the class is loaded with the Worker's first request, whatever it is for.
    const { TokenRequest } = await import('./token-request.ts');
    const request = await TokenRequest.read(incoming);
    if (request.isRefresh) return this.#refresh(config, server, request);
    return endGrant(server.getOAuthApi(this.env), this.env, request, {
      ask: (one) => this.#ask(server, one),
      forget: () => this.#forget(),
    });
  }

  async #refresh(config: Config, server: OAuthAuthorizationServer<Env>, request: TokenRequest): Promise<Response> {
    const key = await answerKey(request);
    const again = await this.#again(config, key, server.getOAuthApi(this.env));
    if (again) {
      const authenticated = request.hasAssertion ? await this.#ask(server, request.authenticating()) : again;
      return authenticated.ok ? again : authenticated;
    }
    const response = await this.#ask(server, request);
    if (response.ok) await this.#keep(config, key, await keep(response.clone()));
    return response;
  }

  async #again(config: Config, key: string, api: OAuthHelpers): Promise<Response | undefined> {
    const sealed = this.ctx.storage.kv.get<string>(ANSWER_KEY);
    const kept = sealed && (await open<KeptAnswer>(key, this.#context(config), sealed));
    return kept ? replay(kept, api) : undefined;
  }

  async #keep(config: Config, key: string, answer: KeptAnswer): Promise<void> {
    this.ctx.storage.kv.put(ANSWER_KEY, await seal(key, this.#context(config), answer));
    await this.ctx.storage.setAlarm(answer.expiresAt);
  }

  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  #ask(server: OAuthAuthorizationServer<Env>, request: TokenRequest): Promise<Response> {
    // The provider hands the context on to handlers, and the token endpoint has none.
    return server.fetch(request.toRequest(), this.env, this.ctx as unknown as ExecutionContext);
  }

  #context(config: Config): string {
    return sealContext(config, 'answer', this.ctx.id.toString());
  }
}

/** Not thrown on: what leaves an object as an error is logged by the runtime, with its message. */
function failed(error: unknown): Response {
  logError('grant_failed', error);
  return tokenEndpointUnavailable();
}
