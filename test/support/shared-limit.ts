import { Problem } from '../../simulator/problems.ts';
import { RateLimit } from '../../simulator/rate-limit.ts';
import { assertWithinShare, type PolarRateLimit, throttled } from '../../src/polar/throttle.ts';

const LATENCY_MS = 200;
const CLIENT = 'oauth2_client:polar_ci_shared';

/** A Polar that counts as the simulator does, without any server: it takes time, and answers nothing but statuses. */
export class CountingPolar {
  readonly rates = new RateLimit();
  /** The time of each request, and its end. */
  readonly asked: { at: number; connection: string; path: string; status: number }[] = [];

  constructor(readonly requestsPerMinute: number) {
    this.rates.set(requestsPerMinute);
  }

  async answer(connection: string, path: string): Promise<Response> {
    const token = tokenOf(connection);
    const refusal = this.#count(path, token);
    this.asked.push({ at: Date.now(), connection, path, status: refusal?.status ?? 200 });
    // It knows whose a token is when it has looked it up.
    await sleep(LATENCY_MS / 2);
    if (!refusal) this.rates.remember(token, CLIENT);
    await sleep(LATENCY_MS / 2);
    return refusal ?? new Response('{}');
  }

  #count(path: string, token: string): Response | undefined {
    try {
      this.rates.count(path, token, '');
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error.response();
      throw error;
    }
  }
}

/** Cloudflare's binding as it runs on this machine: so many in each minute of the clock, by key. */
export class ClockMinutes {
  readonly #counts = new Map<string, number>();

  constructor(readonly limit: number) {}

  isOver(key: string): boolean {
    const inMinute = `${Math.floor(Date.now() / 60_000)} ${key}`;
    const count = (this.#counts.get(inMinute) ?? 0) + 1;
    this.#counts.set(inMinute, count);
    return count > this.limit;
  }
}

const tokenOf = (connection: string) => `polar_at_u_${connection.padStart(6, '0')}`;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface CallOptions {
  operation?: string;
  path?: string;
  share?: ClockMinutes;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Makes calls to it, each of one request that isn't sent again. Each `isolate` has pauses of its own. */
export function callerOf(polar: CountingPolar, isolate = 'one') {
  return async (connection: string, options: CallOptions = {}): Promise<Response> => {
    const { operation = 'products:list', path = '/v1/products/', share, timeoutMs = 10_000 } = options;
    const limit: PolarRateLimit = {
      environment: polar.requestsPerMinute > 100 ? 'production' : 'sandbox',
      bucket: isolate,
      connection: `${isolate} ${connection}`,
      ...(share && { isOverShare: async () => share.isOver(connection) }),
    };
    await assertWithinShare(limit);
    const { signal = new AbortController().signal } = options;
    const send = throttled(limit, { operation, deadline: Date.now() + timeoutMs, signal });
    return send(tokenOf(connection), () => polar.answer(connection, path));
  };
}
