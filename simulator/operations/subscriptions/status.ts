import { apiError, type Problem } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';

/** The statuses in which a subscription gives access. */
const ACTIVE = ['active', 'trialing'];
/** The statuses in which a subscription is still billed; those of a deleted customer end. */
const BILLABLE = [...ACTIVE, 'past_due'];
const REVOKED = ['canceled', 'unpaid'];

export const isActive = (record: StoredRecord): boolean => ACTIVE.includes(String(record.status));
export const isBillable = (record: StoredRecord): boolean => BILLABLE.includes(String(record.status));

const hasEnded = (record: StoredRecord): boolean => typeof record.ended_at === 'string';

function alreadyCanceled(): Problem {
  const detail = 'This subscription is already canceled or will be at the end of the period.';
  return apiError(403, 'AlreadyCanceledSubscription', detail);
}

/** A canceled subscription can't change its product, seats or period. */
export function requireChangeable(record: StoredRecord): void {
  if (REVOKED.includes(String(record.status)) || record.cancel_at_period_end === true) throw alreadyCanceled();
}

export function requireActive(record: StoredRecord): void {
  if (!isActive(record)) throw apiError(403, 'InactiveSubscription', `Subscription ${record.id} is not active.`);
}

/** Whether it can end now; a paused one can. */
export function canEnd(record: StoredRecord): boolean {
  return !hasEnded(record) && (isBillable(record) || record.status === 'paused');
}

export function requireEndable(record: StoredRecord): void {
  if (!canEnd(record)) throw alreadyCanceled();
}

/** Whether it can be set to end with its period. */
export function requireCancelable(record: StoredRecord): void {
  const isLeaving = record.cancel_at_period_end === true || typeof record.ends_at === 'string';
  if (hasEnded(record) || isLeaving || !isBillable(record)) throw alreadyCanceled();
}

export function requireUncancelable(record: StoredRecord): void {
  if (hasEnded(record)) throw apiError(410, 'ResourceUnavailable', 'Unavailable');
  if (record.cancel_at_period_end !== true || !isBillable(record)) throw apiError(400, 'BadRequest', 'Bad request');
}

export function requirePausable(record: StoredRecord): void {
  const isLeaving = record.cancel_at_period_end === true || typeof record.ends_at === 'string';
  if (record.status === 'active' && !isLeaving && record.pause_at_period_end !== true) return;
  throw apiError(409, 'CannotPauseSubscription', 'This subscription cannot be paused.');
}

export function requireScheduledPause(record: StoredRecord): void {
  if (record.pause_at_period_end === true && record.status === 'active') return;
  throw apiError(409, 'NoScheduledPause', 'This subscription is not scheduled to be paused.');
}

export function requirePaused(record: StoredRecord): void {
  if (record.status !== 'paused') throw apiError(409, 'NotPausedSubscription', 'This subscription is not paused.');
}
