/** The limits that several rooms share. All others stand beside their only user. */

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How long a login may take between two of its pages. The OAuth provider has it built in; an error page says it. */
export const STATE_TTL_SECONDS = 10 * MINUTE_SECONDS;

/**
 * The lifetime of a login at /connections. It is long enough to read a list, and short enough that a browser that is
 * left open lets nobody in later.
 */
export const SESSION_SECONDS = 10 * MINUTE_SECONDS;

/** KV may go on to list what was deleted, and to open the endpoint with it, for this long in other places. */
export const KV_STALE_SECONDS = MINUTE_SECONDS;

/**
 * The lifetime of a client's access token. Each refresh costs two KV writes, and the free plan has 1,000 a day: 12 h
 * allow 250.
 */
export const MCP_ACCESS_TOKEN_TTL_SECONDS = 12 * HOUR_SECONDS;

/** A client that doesn't come back for this long logs in again. */
export const MCP_REFRESH_TOKEN_IDLE_SECONDS = 30 * DAY_SECONDS;

/** The wait after a failure of Polar's, or too many requests, when it sends no Retry-After. */
export const RETRY_AFTER_DEFAULT_SECONDS = 5;

/** How many organizations a person can choose from: the most that Polar lists at once. */
export const MAX_ORGANIZATIONS = 100;

/**
 * Polar commits a new token about when it sends it, so the first use may be refused. A new token that is refused is used
 * again after this time, instead of refreshed.
 */
export const NEW_TOKEN_MS = 400;

/** The longest search: four long sentences. The search compares each misspelt word with all that it knows. */
export const MAX_SEARCH_CHARACTERS = 500;

/** How many wrong arguments an error names. In a long list, one mistake often appears many times. */
export const MAX_ERROR_FIELDS = 20;

/** No argument has a longer name, so errors cut such a name and suggest none like it. */
export const MAX_ARGUMENT_NAME_CHARACTERS = 64;

/**
 * How deep arguments may be nested. A filter may stand in a filter, at two levels each, and nobody reads 25 of them.
 * Much deeper nesting would overflow the stack.
 */
export const MAX_ARGUMENT_DEPTH = 50;

/** The period of every rate limit in wrangler.toml, and so the longest wait of a caller who is over one. */
export const RATE_LIMIT_PERIOD_SECONDS = 60;

/**
 * How long a result is at most, in characters: beyond 50,000 (or 25,000 tokens) clients cut it, refuse it, or put it in a
 * file.
 */
export const MAX_RESULT_CHARACTERS = 48_000;

/** How many names one sentence lists. */
export const MAX_SHOWN_NAMES = 40;

/** How long the file of an export is kept for its person. */
export const EXPORT_FILE_SECONDS = 10 * MINUTE_SECONDS;
