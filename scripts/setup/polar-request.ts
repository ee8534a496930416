const TIMEOUT_DEFAULT_MS = 10_000;

export interface PolarAnswer {
  status: number;
  /** Undefined when it isn't JSON. */
  json: unknown;
  retryAfter: string | null;
}

/**
 * Sends one request to Polar, which has POLAR_TIMEOUT_MS to answer.
 *
 * @throws Error with one line when there is no answer
 */
export async function askPolar(url: string, init: RequestInit): Promise<PolarAnswer> {
  const { origin } = new URL(url);
  const timeoutMs = Number(process.env.POLAR_TIMEOUT_MS) || TIMEOUT_DEFAULT_MS;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { redirect: 'error', signal, ...init });
    const text = await response.text();
    return { status: response.status, json: parse(text), retryAfter: response.headers.get('retry-after') };
  } catch (error) {
    const isSlow = error instanceof DOMException && error.name === 'TimeoutError';
    const what = isSlow ? `did not answer within ${timeoutMs / 1000} s` : "can't be reached";
    throw new Error(`${origin} ${what}. Nothing was written: try again`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
