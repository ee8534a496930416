export interface Limits {
  allTokens: number;
  toolTokens: number;
  defaultTokens: number;
  defaultTools: number;
  discoveryTokens: number;
}

/**
 * The budget of our tools/list, in o200k tokens. A client puts the list before the person's first word, so all of it is
 * paid for in every conversation.
 */
export const LIMITS: Limits = {
  /** With every toolset: 13 % of a context of 200,000 tokens. */
  allTokens: 26_000,
  /** Any one tool. The largest of the server in Polar's own SDK has 1,092. */
  toolTokens: 900,
  /** The list for a client that asked for nothing in particular: less than the 10,446 of that server's 33 tools. */
  defaultTokens: 8_000,
  /** The strictest clients stop at 40 tools of all servers together; this leaves room for others. */
  defaultTools: 25,
  /** The least list with which everything can be reached: a twenty-fifth of all. */
  discoveryTokens: 1_000,
};
