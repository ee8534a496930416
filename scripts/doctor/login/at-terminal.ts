import type { Finding } from '../finding.ts';
import type { Target } from '../target.ts';
import { examineLogin } from './examine-login.ts';
import type { Interrupt } from './interrupt.ts';

/** The person reads this before the check does anything. */
const ABOUT_LOGIN =
  'This registers a client at the server, has you log in at Polar in your browser, lists products with it, and gives its tokens back: it changes nothing at Polar.';

interface TerminalOptions {
  say: (line: string) => void;
  /** Listens to Ctrl+C. */
  interrupt: () => Interrupt;
  onProgress?: (underWay: string[]) => void;
}

/**
 * Checks a login with a person at this terminal, who opens the printed address. Ctrl+C stops it and revokes the tokens
 * that it holds by then. A second Ctrl+C doesn't wait for that.
 */
export async function examineLoginHere(
  target: Target,
  { say, interrupt, onProgress }: TerminalOptions,
): Promise<{ findings: Finding[]; isStopped: boolean }> {
  say(ABOUT_LOGIN);
  const { signal, done } = interrupt();
  try {
    const findings = await examineLogin(target, {
      signal,
      open: (address) =>
        say(`\nOpen this in your browser, and log in (within 5 minutes; Ctrl+C stops it):\n\n${address}\n`),
      ...(onProgress && { onProgress }),
    });
    return { findings, isStopped: signal.aborted };
  } finally {
    done();
  }
}
