import { GRANT_KEYS, type ScopeChallenge } from '../../connection/index.ts';

/** A client that answers a challenge by a refresh does it within seconds, and a model that calls again does so too. */
export const CHALLENGE_SECONDS = 60;

/** Calls of one client that come closer together were made at the same time, and none of them repeats another. */
export const REPEATED_AFTER_MS = 1000;

/** How many challenges of a grant are remembered: more than a client has calls under way. */
const MAX_CHALLENGES = 20;

/**
 * The challenges of one grant in the last CHALLENGE_SECONDS. Some clients don't step up from a challenge (MCP, authorization):
 * those of the SDK's first line refresh their token and repeat the call, others only show an error to the model, which calls again. A
 * second challenge ends as an error of the transport there, and no person ever reads it.
 */
export class ScopeChallenges {
  constructor(private readonly kv: Pick<SyncKvStorage, 'get' | 'put'>) {}

  /** Records a challenge. @returns whether the client has called the same tools with the same token a moment ago */
  add({ tokenHash, tools, lacking }: Omit<ScopeChallenge, 'at'>): boolean {
    const recent = this.#recent;
    const same = recent.find((one) => one.tokenHash === tokenHash && one.tools.join() === tools.join());
    if (same) return Date.now() - same.at >= REPEATED_AFTER_MS;
    const challenge: ScopeChallenge = { tokenHash, tools, lacking, at: Date.now() };
    this.kv.put(GRANT_KEYS.challenges, [...recent, challenge].slice(-MAX_CHALLENGES));
    return false;
  }

  /** The scopes that a refresh now is to bring, as far as the client was told that it lacks them. */
  get lacking(): string[] {
    return [...new Set(this.#recent.flatMap(({ lacking }) => lacking))];
  }

  get #recent(): ScopeChallenge[] {
    const all = this.kv.get<ScopeChallenge[]>(GRANT_KEYS.challenges) ?? [];
    return all.filter(({ at }) => Date.now() - at < CHALLENGE_SECONDS * 1000);
  }
}
