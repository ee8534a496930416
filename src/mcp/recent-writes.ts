import { NO_CURRENCY, type WriteRecord } from '../ledger/index.ts';
import { formatMoney } from '../lib/money.ts';
import type { Caller } from '../operations/index.ts';

/**
 * What this connection changed last, latest first, and what became of it. Ids and amounts alone: nothing that somebody
 * wrote.
 *
 * @param limit how many
 */
export async function recentWrites(limit: number, { writes }: Caller): Promise<Record<string, unknown>> {
  const all = await writes.recent();
  return {
    items: all.slice(0, limit).map(inWords),
    kept: all.length,
    about: {
      note: 'Changes that this connection made, or tried. `amount`, tax included: what a refund paid back if `done`, else what it could have at most. `refused`: nothing was changed. `failed`: a refund that the bank refused; nothing went back. `unknown`, and `started` of a call that is over: look at Polar.',
    },
  };
}

function inWords({ at, durationMs, amount, currency, ...write }: WriteRecord) {
  const formatted = amount !== undefined && currency !== undefined ? formatMoney(amount, currency) : undefined;
  return {
    time: new Date(at).toISOString(),
    ...write,
    ...(amount !== undefined && { amount, ...(formatted && { amount_formatted: formatted }) }),
    ...(currency !== undefined && { currency: currency === NO_CURRENCY ? 'unknown' : currency }),
    ...(durationMs !== undefined && { duration_ms: durationMs }),
  };
}
