import { DurableObject } from 'cloudflare:workers';
import type { Grant as GrantRecord, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import { type Config, readConfig } from '../../config/index.ts';
import {
  type EndingGrant,
  endGrant,
  GRANT_KEYS,
  type GrantMetadata,
  grantKey,
  type KeptAnswer,
  open,
  seal,
  sealContext,
} from '../../connection/index.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { KV_STALE_SECONDS } from '../../limits.ts';
import { log, logError, runInRequest } from '../../observability/index.ts';
import { authorizationServer } from '../provider.ts';
import { tellEnded } from './ended-grants.ts';
import {
  askAsClient,
  type GrantRequest,
  type OpenedGrant,
  openedBy,
  revoked,
  tokenEndpointRefusal,
  tokenEndpointUnavailable,
} from './grant-request.ts';
import { RefreshTokenFamily, replay, toKept } from './refresh-token-family.ts';

/** How many requests of one grant wait for their turn: five times as many as a client with 20 windows sends at once. */
const MAX_WAITING_REQUESTS = 100;

/** How many assertions are remembered, until the object sleeps: KV, which remembers them all, may be a minute behind. */
const MAX_REMEMBERED_ASSERTIONS = 1000;

/** When the end of a grant is tried again that failed. */
const ENDING_RETRY_MS = 30_000;

/**
 * One grant of a client: the only place where its tokens are refreshed and revoked, one request at a time.
 *
 * The provider, with no lock in KV, would answer two refreshes at once with two tokens, of which one is dead. Here the
 * second gets the first one's answer, as does a client whose answer got lost. A replaced token that is used for anything else
 * ends the grant: see oauth/refresh-token-family.ts.
 */
export class Grant extends DurableObject<Env> {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #assertions = new Set<string>();

  /**
   * @param request by a client that the provider has authenticated
   * @returns undefined when its token was never given for this grant: that waits for nobody, and nobody for it
   */
  answer(request: GrantRequest, requestId?: string): Promise<Response | undefined> {
    return runInRequest(requestId, async () => {
      try {
        if (!this.#knows(request)) return undefined;
        if (this.#isUsed(request.assertionHash)) {
          return tokenEndpointRefusal('invalid_client', 'The client assertion was used before');
        }
        if (this.#waiting >= MAX_WAITING_REQUESTS) {
          log('grant_busy');
          return tokenEndpointUnavailable('Too many requests of this connection at once. Try again in a moment.');
        }
        return await this.#inTurn(() => this.#answer(request));
      } catch (error) {
        // Not thrown on: what leaves an object as an error is logged by the runtime, with its message.
        logError('grant_failed', error);
        return tokenEndpointUnavailable();
      }
    });
  }

  override async alarm(): Promise<void> {
    try {
      await this.#inTurn(() => this.#tidy());
    } catch (error) {
      // The platform gives an alarm up that fails again and again.
      logError('grant_failed', error);
      await this.ctx.storage.setAlarm(Date.now() + ENDING_RETRY_MS);
    }
  }

  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {}).finally(() => this.#waiting--);
    return turn;
  }

  #knows(request: GrantRequest): boolean {
    return request.opened !== undefined || this.#family.stateOf(request) !== 'unknown';
  }

  #isUsed(assertionHash: string | undefined): boolean {
    if (assertionHash === undefined) return false;
    if (this.#assertions.has(assertionHash)) return true;
    if (this.#assertions.size >= MAX_REMEMBERED_ASSERTIONS) this.#assertions.clear();
    this.#assertions.add(assertionHash);
    return false;
  }

  async #answer(request: GrantRequest): Promise<Response | undefined> {
    // While it waited, the grant may have ended.
    if (!this.#knows(request)) return undefined;
    const config = readConfig(this.env);
    const server = authorizationServer(config);
    const ending = this.#stored<EndingGrant>(GRANT_KEYS.ending);
    if (ending) {
      await this.#finish(server, ending);
      return request.isRefresh ? hasEnded() : revoked();
    }
    if (!request.isRefresh) return this.#revoke(config, server, request);
    const replacedAt = this.#family.replacedAt(request.tokenHash);
    if (replacedAt !== undefined) return this.#answerReplaced(config, server, request, replacedAt);
    return this.#refresh(config, server, request);
  }

  async #refresh(config: Config, server: OAuthAuthorizationServer<Env>, request: GrantRequest): Promise<Response> {
    if (this.#family.isFull) {
      log('refresh_tokens_used_up');
      return this.#end(config, server, request, 'worn_out');
    }
    const response = await askAsClient(server, config, this.env, request);
    if (response.ok) {
      await this.#keep(config, request, response.clone());
      return response;
    }
    const record = await this.#record(request.token);
    if (!record) await this.#forget();
    return record && this.#isBehind(record, request) ? tokenEndpointUnavailable() : response;
  }

  /** Whether KV here doesn't have yet what this object had the provider write. */
  #isBehind({ refreshTokenId, previousRefreshTokenId }: GrantRecord, { tokenHash }: GrantRequest): boolean {
    const { current, givenAt = 0 } = this.#family.tokens ?? {};
    const isNew = current === tokenHash && Date.now() - givenAt < KV_STALE_SECONDS * 1000;
    return isNew && ![refreshTokenId, previousRefreshTokenId].includes(tokenHash);
  }

  async #answerReplaced(
    config: Config,
    server: OAuthAuthorizationServer<Env>,
    request: GrantRequest,
    replacedAt: number,
  ): Promise<Response> {
    const record = await this.#record(request.token);
    if (!record) {
      await this.#forget();
      return hasEnded();
    }
    const sealed = Date.now() < this.#family.answerEndsAt && this.#stored<string>(GRANT_KEYS.answer);
    const kept = sealed && (await open<KeptAnswer>(request.answerKey, this.#context(config), sealed));
    if (kept) return replay(kept);
    log('refresh_token_reused', { after_seconds: Math.round((Date.now() - replacedAt) / 1000) });
    return this.#end(config, server, request, 'reused');
  }

  async #revoke(config: Config, server: OAuthAuthorizationServer<Env>, request: GrantRequest): Promise<Response> {
    const opened = request.opened ?? (await this.#open(config, server, request));
    const record = await this.#record(request.token);
    const connectionId = opened?.props.connectionId ?? (record?.metadata as GrantMetadata | undefined)?.connectionId;
    if (connectionId !== undefined) {
      // The client must not believe it when this throws. It can ask again.
      await endGrant(this.env, server.getOAuthApi(this.env), {
        ...idsIn(request.token),
        connectionId,
        key: opened?.props.key,
      });
    }
    await this.#forget();
    return revoked();
  }

  /** The props open with an access token alone, so one is taken for the refresh token, as long as the provider takes it. */
  async #open(
    config: Config,
    server: OAuthAuthorizationServer<Env>,
    { token, tokenHash, clientId }: GrantRequest,
  ): Promise<OpenedGrant | undefined> {
    const record = await this.#record(token);
    if (![record?.refreshTokenId, record?.previousRefreshTokenId].includes(tokenHash)) return undefined;
    const asked = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }).toString();
    const response = await askAsClient(server, config, this.env, { asked, clientId, origin: undefined });
    if (!response.ok) return undefined;
    const { access_token } = await response.json<{ access_token: string }>();
    return openedBy(server.getOAuthApi(this.env), access_token, clientId);
  }

  /** Ends the grant for good: what is decided is stored first, so that neither a failure nor a crash undoes it. */
  async #end(
    config: Config,
    server: OAuthAuthorizationServer<Env>,
    request: GrantRequest,
    reason: EndingGrant['reason'],
  ): Promise<Response> {
    const ending: EndingGrant = { ...idsIn(request.token), at: Date.now(), reason };
    this.ctx.storage.kv.put(GRANT_KEYS.ending, ending);
    await this.ctx.storage.setAlarm(Date.now() + ENDING_RETRY_MS);
    // A token that the provider still takes has the key, so that Polar can be told.
    const opened = await this.#open(config, server, request).catch((error) => {
      logError('open_grant_failed', error);
      return undefined;
    });
    await this.#finish(server, ending, opened?.props.key);
    return hasEnded();
  }

  async #finish(server: OAuthAuthorizationServer<Env>, ending: EndingGrant, key?: string): Promise<void> {
    const { userId, grantId } = ending;
    const record = await this.env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json');
    if (record) {
      const { connectionId } = record.metadata as GrantMetadata;
      await endGrant(this.env, server.getOAuthApi(this.env), { userId, grantId, connectionId, key });
      await tellEnded(this.env, record, ending);
    }
    await this.#forget();
  }

  async #keep(config: Config, request: GrantRequest, response: Response): Promise<void> {
    const kept = await toKept(response);
    const [sealed, current] = await Promise.all([
      seal(request.answerKey, this.#context(config), kept),
      sha256Hex(kept.body.refresh_token),
    ]);
    // Together, with nothing awaited between: a crash leaves all of it or nothing.
    this.ctx.storage.kv.put(GRANT_KEYS.answer, sealed);
    this.#family.replace(request, current, kept.givenAt);
    await this.ctx.storage.setAlarm(this.#family.answerEndsAt);
  }

  async #tidy(): Promise<void> {
    const ending = this.#stored<EndingGrant>(GRANT_KEYS.ending);
    if (ending) return this.#finish(authorizationServer(readConfig(this.env)), ending);
    const { answerEndsAt, endsAt } = this.#family;
    if (Date.now() >= endsAt) return this.#forget();
    // An alarm may be early, and a refresh may have come before it.
    const isKept = Date.now() < answerEndsAt;
    if (!isKept) this.ctx.storage.kv.delete(GRANT_KEYS.answer);
    await this.ctx.storage.setAlarm(isKept ? answerEndsAt : endsAt);
  }

  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  #record(token: string): Promise<GrantRecord | null> {
    const { userId, grantId } = idsIn(token);
    return this.env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json');
  }

  /** New each time, as what it reads is the storage's. */
  get #family(): RefreshTokenFamily {
    return new RefreshTokenFamily(this.ctx.storage.kv);
  }

  #stored<T>(key: string): T | undefined {
    return this.ctx.storage.kv.get<T>(key);
  }

  #context(config: Config): string {
    return sealContext(config, 'answer', this.ctx.id.toString());
  }
}

function idsIn(token: string): { userId: string; grantId: string } {
  const [userId = '', grantId = ''] = token.split(':');
  return { userId, grantId };
}

const hasEnded = () =>
  tokenEndpointRefusal('invalid_grant', 'The connection has ended. The person has to connect the app again.');
