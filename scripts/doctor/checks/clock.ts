import type { Answer } from '../ask.ts';
import { findingsOf, type Outcome } from '../finding.ts';
import type { Target } from '../target.ts';

const { ok, warning, skipped } = findingsOf('clock');

const MAX_SECONDS_APART = 60;

/**
 * Compares the Worker's clock with this machine's. Polar's clock shows which of the two is wrong.
 *
 * @param polar an answer of Polar's, when there is one
 */
export function checkClock(answer: Answer, polar: Answer | undefined, { isLocal }: Target): Outcome {
  const ahead = secondsAhead(answer);
  if (ahead === undefined)
    return {
      findings: [skipped(isLocal ? 'a Worker on this machine sends no Date, and has this clock' : 'it sends no Date')],
    };
  if (Math.abs(ahead) <= MAX_SECONDS_APART) return { findings: [ok("the Worker's clock and this machine's agree")] };
  const found = `The Worker's clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine's`;
  const polarAhead = polar && secondsAhead(polar);
  if (polarAhead !== undefined && Math.abs(polarAhead) <= MAX_SECONDS_APART)
    return {
      findings: [
        warning(
          found,
          "Polar agrees with this machine, so the Worker's is wrong: set the clock of the machine that it runs on. Tokens would expire at the wrong time.",
        ),
      ],
    };
  const who =
    polarAhead === undefined
      ? "Cloudflare's clocks are kept right, so it is likely"
      : 'Polar agrees with the Worker, so it is';
  return {
    findings: [warning(found, `${who} this machine's that is wrong: set it by NTP (\`timedatectl set-ntp true\`).`)],
  };
}

function secondsAhead({ headers, receivedAt }: Answer): number | undefined {
  const date = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(date) ? undefined : Math.round((date - receivedAt) / 1000);
}
