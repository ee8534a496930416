import { TOKEN_MIN_LEFT_SECONDS } from '../limits.ts';

interface Ending {
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** @param now in milliseconds since 1970 */
export const secondsLeft = ({ expiresAt }: Ending, now = Date.now()) => (expiresAt - now) / 1000;

/** Whether a token of Polar's lives long enough for one more call. */
export const isUsable = (token: Ending, now?: number) => secondsLeft(token, now) > TOKEN_MIN_LEFT_SECONDS;
