import { DurableObject } from 'cloudflare:workers';
import type { Grant as GrantRecord, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import { type Config, readConfig } from '../../config/index.ts';
import {
  type EndingGrant,
  endGrant,
  GRANT_KEYS,
  type GrantMetadata,
  type GrantProps,
  grantKey,
  open,
  type RefreshReplay,
  type ScopeChallenge,
  seal,
  sealContext,
} from '../../connection/index.ts';
import { sha256Hex } from '../../lib/text.ts';
import { KV_STALE_SECONDS } from '../../limits.ts';
import { log, logError, runInRequest } from '../../observability/index.ts';
import { internalAuthorizationServer } from '../provider.ts';
import { recordEndedGrant } from './ended-grants.ts';
import {
  fetchAsClient,
  type GrantIds,
  type GrantRequest,
  revocationResponse,
  tokenEndpointRefusal,
  tokenEndpointUnavailable,
  unwrapProps,
} from './grant-request.ts';
import { RefreshTokenFamily, replayResponse, toReplay } from './refresh-token-family.ts';
import { CHALLENGE_SECONDS, ScopeChallenges } from './scope-challenges.ts';

/** How many requests of one grant may wait: five times as many as a client with 20 windows sends at once. */
const MAX_WAITING_REQUESTS = 100;

/** How many assertions the object remembers until it sleeps. KV remembers them all, but may be a minute behind. */
const MAX_REMEMBERED_ASSERTIONS = 1000;

const ENDING_RETRY_MS = 30_000;

/**
 * One grant of a client: the only place where its tokens are refreshed and revoked, one request at a time.
 *
 * KV has no lock, so the provider would answer two refreshes at once with two tokens, of which one is dead. Here the second
 * refresh gets the answer of the first, and so does a client whose answer got lost. A replaced token that is used for anything
 * else ends the grant: see refresh-token-family.ts.
 */
export class Grant extends DurableObject<Env> {
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #usedAssertions = new Set<string>();

  /**
   * If the fields of GrantRequest change, this name must change too. While a deployment rolls out, a Worker of one version then
   * can't call an object of the other, and the client gets 503 and keeps its tokens.
   *
   * @param request by a client that the provider has authenticated
   * @returns undefined if its token was never issued for this grant: such a request doesn't enter the queue
   */
  handle(request: GrantRequest, requestId?: string): Promise<Response | undefined> {
    return runInRequest(requestId, async () => {
      try {
        if (!this.#knows(request)) return undefined;
        if (this.#isReplayedAssertion(request.assertionHash)) {
          return tokenEndpointRefusal('invalid_client', 'The client assertion was used before');
        }
        if (this.#waiting >= MAX_WAITING_REQUESTS) {
          log('grant_busy');
          return tokenEndpointUnavailable('Too many requests of this connection at once. Try again in a moment.');
        }
        return await this.#enqueue(() => this.#answer(request));
      } catch (error) {
        // The runtime would log an error that leaves the object, with its message.
        logError('grant_failed', error);
        return tokenEndpointUnavailable();
      }
    });
  }

  /** Ends the grant, because its client has the tokens of a newer login. Once it is decided, a failure doesn't undo it. */
  endReplaced(grant: GrantIds, requestId?: string): Promise<void> {
    return runInRequest(requestId, async () => {
      const ending = await this.#decideEnding(grant, 'replaced');
      await this.#enqueue(() => this.#finishEnding(ending)).catch((error) => logError('grant_failed', error));
    });
  }

  /**
   * Records that a client was told which scopes its token lacks. Such a challenge is rare, and so may cost a request here.
   *
   * @returns whether another challenge would lead to nothing: see scope-challenges.ts
   */
  challenge(challenge: Omit<ScopeChallenge, 'at'>, requestId?: string): Promise<boolean> {
    return runInRequest(requestId, async () => {
      const isRepeated = this.#challenges.add(challenge);
      // A grant that was never refreshed has no alarm, which would delete this.
      const { storage } = this.ctx;
      if ((await storage.getAlarm()) === null) await storage.setAlarm(Date.now() + CHALLENGE_SECONDS * 1000);
      return isRepeated;
    });
  }

  override async alarm(): Promise<void> {
    try {
      await this.#enqueue(() => this.#expire());
    } catch (error) {
      // The platform gives up an alarm that fails again and again.
      logError('grant_failed', error);
      await this.ctx.storage.setAlarm(Date.now() + ENDING_RETRY_MS);
    }
  }

  async #enqueue<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#queue.then(act);
    this.#queue = result.catch(() => {}).finally(() => this.#waiting--);
    return result;
  }

  #knows(request: GrantRequest): boolean {
    return request.props !== undefined || this.#family.stateOf(request) !== 'unknown';
  }

  #isReplayedAssertion(assertionHash: string | undefined): boolean {
    if (assertionHash === undefined) return false;
    if (this.#usedAssertions.has(assertionHash)) return true;
    if (this.#usedAssertions.size >= MAX_REMEMBERED_ASSERTIONS) this.#usedAssertions.clear();
    this.#usedAssertions.add(assertionHash);
    return false;
  }

  async #answer(request: GrantRequest): Promise<Response | undefined> {
    // The grant may have ended while the request waited.
    if (!this.#knows(request)) return undefined;
    const ending = this.#stored<EndingGrant>(GRANT_KEYS.ending);
    if (ending) {
      await this.#finishEnding(ending);
      return request.isRefresh ? grantEnded() : revocationResponse();
    }
    if (!request.isRefresh) return this.#revoke(request);
    const replacedAt = this.#family.replacedAt(request.tokenHash);
    return replacedAt === undefined ? this.#refresh(request) : this.#answerReplaced(request, replacedAt);
  }

  async #refresh(request: GrantRequest): Promise<Response> {
    if (this.#family.isFull) {
      log('refresh_tokens_used_up');
      return this.#end(request, 'worn_out');
    }
    const server = internalAuthorizationServer(this.#config, this.#challenges.lacking);
    const response = await fetchAsClient(server, this.#config, this.env, request);
    if (response.ok) {
      await this.#rotate(request, response.clone());
      return response;
    }
    const record = await this.#record(request);
    if (!record) await this.#deleteAll();
    return record && this.#isAheadOf(record, request) ? tokenEndpointUnavailable() : response;
  }

  /** Whether KV doesn't show yet what the provider wrote for this object. */
  #isAheadOf({ refreshTokenId, previousRefreshTokenId }: GrantRecord, { tokenHash }: GrantRequest): boolean {
    const { current, givenAt = 0 } = this.#family.tokens ?? {};
    const isNew = current === tokenHash && Date.now() - givenAt < KV_STALE_SECONDS * 1000;
    return isNew && ![refreshTokenId, previousRefreshTokenId].includes(tokenHash);
  }

  async #answerReplaced(request: GrantRequest, replacedAt: number): Promise<Response> {
    if (!(await this.#record(request))) {
      await this.#deleteAll();
      return grantEnded();
    }
    const sealed = Date.now() < this.#family.replayEndsAt && this.#stored<string>(GRANT_KEYS.replay);
    const replay = sealed && (await open<RefreshReplay>(request.replayKey, this.#context, sealed));
    if (replay) return replayResponse(replay);
    log('refresh_token_reused', { after_seconds: Math.round((Date.now() - replacedAt) / 1000) });
    return this.#end(request, 'reused');
  }

  async #revoke(request: GrantRequest): Promise<Response> {
    const { userId, grantId } = request;
    const props = request.props ?? (await this.#unwrapProps(request));
    const metadata = (await this.#record(request))?.metadata as GrantMetadata | undefined;
    const connectionId = props?.connectionId ?? metadata?.connectionId;
    if (connectionId !== undefined) {
      // If this throws, the client gets an error instead of 200, and can ask again.
      const api = this.#server.getOAuthApi(this.env);
      await endGrant(this.env, api, { userId, grantId, connectionId, key: props?.key });
    }
    await this.#deleteAll();
    return revocationResponse();
  }

  /** Gets an access token, which opens the props, if the provider still accepts the refresh token. */
  async #unwrapProps(request: GrantRequest): Promise<GrantProps | undefined> {
    const { token, tokenHash, clientId } = request;
    const record = await this.#record(request);
    if (![record?.refreshTokenId, record?.previousRefreshTokenId].includes(tokenHash)) return undefined;
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }).toString();
    const refresh = { form, clientId, origin: undefined };
    const response = await fetchAsClient(this.#server, this.#config, this.env, refresh);
    if (!response.ok) return undefined;
    const { access_token } = await response.json<{ access_token: string }>();
    return unwrapProps(this.#server.getOAuthApi(this.env), access_token, clientId);
  }

  async #end(request: GrantRequest, reason: EndingGrant['reason']): Promise<Response> {
    const ending = await this.#decideEnding(request, reason);
    // A token that the provider still accepts opens the key, which is needed to revoke the pair at Polar.
    const props = await this.#unwrapProps(request).catch((error) => {
      logError('open_grant_failed', error);
      return undefined;
    });
    await this.#finishEnding(ending, props?.key);
    return grantEnded();
  }

  /** Stores that the grant ends, before anything of it does. From then on neither a failure nor a crash undoes it. */
  async #decideEnding({ userId, grantId }: GrantIds, reason: EndingGrant['reason']): Promise<EndingGrant> {
    const ending = this.#stored<EndingGrant>(GRANT_KEYS.ending) ?? { userId, grantId, at: Date.now(), reason };
    this.ctx.storage.kv.put(GRANT_KEYS.ending, ending);
    await this.ctx.storage.setAlarm(Date.now() + ENDING_RETRY_MS);
    return ending;
  }

  async #finishEnding(ending: EndingGrant, key?: string): Promise<void> {
    const { userId, grantId } = ending;
    const record = await this.#record(ending);
    if (record) {
      const { connectionId } = record.metadata as GrantMetadata;
      await endGrant(this.env, this.#server.getOAuthApi(this.env), { userId, grantId, connectionId, key });
      const { at, reason } = ending;
      // The person has connected the app again, so there is nothing to tell.
      if (reason !== 'replaced') await recordEndedGrant(this.env, record, { at, reason });
    }
    await this.#deleteAll();
  }

  async #rotate(request: GrantRequest, response: Response): Promise<void> {
    const replay = await toReplay(response);
    const [sealed, current] = await Promise.all([
      seal(request.replayKey, this.#context, replay),
      sha256Hex(replay.body.refresh_token),
    ]);
    // Nothing is awaited between these writes, so a crash leaves all of them or none.
    this.ctx.storage.kv.put(GRANT_KEYS.replay, sealed);
    this.#family.rotate(request, current, replay.givenAt);
    await this.ctx.storage.setAlarm(this.#family.replayEndsAt);
  }

  async #expire(): Promise<void> {
    const ending = this.#stored<EndingGrant>(GRANT_KEYS.ending);
    if (ending) return this.#finishEnding(ending);
    const { replayEndsAt, endsAt } = this.#family;
    if (Date.now() >= endsAt) return this.#deleteAll();
    this.ctx.storage.kv.delete(GRANT_KEYS.challenges);
    // An alarm may be early, and a refresh may have come before it.
    const isReplayable = Date.now() < replayEndsAt;
    if (!isReplayable) this.ctx.storage.kv.delete(GRANT_KEYS.replay);
    await this.ctx.storage.setAlarm(isReplayable ? replayEndsAt : endsAt);
  }

  async #deleteAll(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  #record({ userId, grantId }: GrantIds): Promise<GrantRecord | null> {
    return this.env.OAUTH_KV.get<GrantRecord>(grantKey(userId, grantId), 'json');
  }

  get #family(): RefreshTokenFamily {
    return new RefreshTokenFamily(this.ctx.storage.kv);
  }

  get #challenges(): ScopeChallenges {
    return new ScopeChallenges(this.ctx.storage.kv);
  }

  get #config(): Config {
    return readConfig(this.env);
  }

  get #server(): OAuthAuthorizationServer<Env> {
    return internalAuthorizationServer(this.#config);
  }

  #stored<T>(key: string): T | undefined {
    return this.ctx.storage.kv.get<T>(key);
  }

  get #context(): string {
    return sealContext(this.#config, 'answer', this.ctx.id.toString());
  }
}

const grantEnded = () =>
  tokenEndpointRefusal('invalid_grant', 'The connection has ended. The person has to connect the app again.');
