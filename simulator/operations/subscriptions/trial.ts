import { invalidValue } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import type { Plan } from './changes.ts';
import { billLater } from './pausing.ts';
import { requireActive } from './status.ts';
import { periodEnd } from './terms.ts';

/** A trial's end is also its period's end. Ended now, a new period begins and is charged. */
export function planTrial(call: Call, record: StoredRecord, trialEnd: string): Plan {
  requireActive(record);
  const { store } = call;
  const isTrialing = record.status === 'trialing';
  if (trialEnd === 'now') {
    if (!isTrialing) {
      throw invalidValue(['body', 'trial_end'], 'The subscription is not currently trialing.', trialEnd);
    }
    const now = store.now();
    const period = { current_period_start: now, current_period_end: periodEnd(now, record) };
    const isLeaving = record.cancel_at_period_end === true;
    const status = isLeaving ? { status: 'canceled', ended_at: now } : { status: 'active', ...period };
    return { changes: { trial_end: now, ...status }, after: () => void (!isLeaving && billLater(call, record)) };
  }
  if (!isTrialing && Date.parse(trialEnd) <= Date.parse(String(record.current_period_end))) {
    throw invalidValue(['body', 'trial_end'], 'Trial end must be after the current period end.', trialEnd);
  }
  return { changes: { status: 'trialing', trial_end: trialEnd, current_period_end: trialEnd } };
}
