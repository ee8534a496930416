/** The limits that several rooms share. All others stand beside their only user. */

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How long a login may take between two of its pages. The OAuth provider has it built in; an error page says it. */
export const STATE_TTL_SECONDS = 10 * MINUTE_SECONDS;

/** A login at /connections: long enough to read a list, and a browser that is left open is no way in later. */
export const SESSION_SECONDS = 10 * MINUTE_SECONDS;

/** KV may go on to list what was deleted, and to open the endpoint with it, for this long in other places. */
export const KV_STALE_SECONDS = MINUTE_SECONDS;

/** A client's access token. Each refresh costs two KV writes, and the free plan has 1,000 a day: 12 h allow 250. */
export const MCP_ACCESS_TOKEN_TTL_SECONDS = 12 * HOUR_SECONDS;

/** A client that doesn't come back for this long logs in again. */
export const MCP_REFRESH_TOKEN_IDLE_SECONDS = 30 * DAY_SECONDS;

/** The wait after a failure of Polar's, or too many requests, when it sends no Retry-After. */
export const RETRY_AFTER_DEFAULT_SECONDS = 5;

/** How many organizations a person can choose from: what Polar gives at once. */
export const MAX_ORGANIZATIONS = 100;

/**
 * Polar commits a new token about when it sends it, so the first use may be refused. A new token that is refused is used
 * again after this time, instead of refreshed.
 */
export const NEW_TOKEN_MS = 400;

/** Four long sentences. The search looks up each word, and misspelt ones against all that it knows. */
export const MAX_SEARCH_CHARACTERS = 500;

/** How many wrong arguments an error names: one mistake in a long list is the same mistake many times. */
export const MAX_ERROR_FIELDS = 20;

/** A name that is longer than any argument's is cut in an error, and nothing like it is looked for. */
export const MAX_ARGUMENT_NAME_CHARACTERS = 64;

/** A filter may stand in a filter without end, at two levels each; nobody reads one of 25. Deeper, the stack ends. */
export const MAX_ARGUMENT_DEPTH = 50;

/** The period of every rate limit in wrangler.toml, and so how long one over it waits at most. */
export const RATE_LIMIT_PERIOD_SECONDS = 60;

/**
 * How long a result is at most, in characters: beyond 50,000 (or 25,000 tokens) clients cut it, refuse it, or put it in a
 * file.
 */
export const MAX_RESULT_CHARACTERS = 48_000;

/** How many names one sentence lists. */
export const MAX_SHOWN_NAMES = 40;
