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

/** How many connections an isolate keeps sealed copies of, 400 bytes each: those that it serves at a time, and then some. */
export const MAX_KEPT_COPIES = 2000;

/** The wait after a failure of Polar's, or too many requests, when it sends no Retry-After. */
export const RETRY_AFTER_DEFAULT_SECONDS = 5;

/** How long an organization that was seen counts as there, before an empty list asks for it again. */
export const REACHABLE_KNOWN_MS = 5 * MINUTE_SECONDS * 1000;

/** How many organizations a person can choose from: what Polar gives at once. */
export const MAX_ORGANIZATIONS = 100;

/**
 * Polar commits a new token about when it sends it, so the first use may be refused. A new token that is refused is used
 * again after this time, instead of refreshed.
 */
export const NEW_TOKEN_MS = 400;

/** How long Polar may take to begin its answer before a client that wants progress hears of it: most take less. */
export const PROGRESS_WAIT_MS = 1500;

/** How often such a client hears of an answer that is coming in: enough to see it move, and little to send. */
export const PROGRESS_INTERVAL_MS = 500;

/**
 * How often an answer that is a stream is written to while Polar works. The runtime ends a call, and its request to
 * Polar, when it hears that the client is gone; of a connection that was merely closed it hears by a write, perhaps the
 * second: so within 2 s.
 */
export const CLIENT_CHECK_MS = 750;

/** How long a client may keep the list of tools: a deployment that changes it is seen within this time. */
export const LIST_CACHE_MS = 5 * 60 * 1000;

/** How many prepared lists of tools an isolate keeps, each 25 to 140 kB: of whom has other permissions or another address. */
export const MAX_KEPT_LISTS = 30;

/** Four long sentences. The search looks up each word, and misspelt ones against all that it knows. */
export const MAX_SEARCH_CHARACTERS = 500;

/** How many wrong arguments an error names: one mistake in a long list is the same mistake many times. */
export const MAX_ERROR_FIELDS = 20;

/** An error lists the values that are allowed up to this many: there are 598 time zones. */
export const MAX_ERROR_VALUES = 40;

/** How much of a wrong value an error repeats. */
export const MAX_ERROR_TEXT_CHARACTERS = 60;

/** How much an error repeats of what Polar says, as a whole and of one argument: its longest sentences fit. */
export const MAX_POLAR_WORDS_CHARACTERS = 300;
export const MAX_POLAR_FIELD_CHARACTERS = 200;

/** A name that is longer than any argument's is cut in an error, and nothing like it is looked for. */
export const MAX_ARGUMENT_NAME_CHARACTERS = 64;

/** A filter may stand in a filter without end, at two levels each; nobody reads one of 25. Deeper, the stack ends. */
export const MAX_ARGUMENT_DEPTH = 50;

/** The period of every rate limit in wrangler.toml, and so how long one over it waits at most. */
export const RATE_LIMIT_PERIOD_SECONDS = 60;

/** Older revisions have batches, and the limit by connection counts one of them as one call. No known client sends any. */
export const MAX_BATCH_MESSAGES = 10;

/** How many tools a search names: the right one is among the first five nearly always. */
export const MAX_FOUND_TOOLS = 8;

/** How many definitions are given at once: ten of the largest are as much as the default list. */
export const MAX_DESCRIBED_TOOLS = 10;

/** What a person types into a field of a prompt: an email that a customer wrote, at most. */
export const MAX_PROMPT_ARGUMENT_CHARACTERS = 4000;

/**
 * How long a result is at most, in characters: beyond 50,000 (or 25,000 tokens) clients cut it, refuse it, or put it in a
 * file.
 */
export const MAX_RESULT_CHARACTERS = 48_000;

/** How many names one sentence lists. */
export const MAX_SHOWN_NAMES = 40;

/** How many of the last writes are told unasked. */
export const RECENT_WRITES_DEFAULT = 20;
