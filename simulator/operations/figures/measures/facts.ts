import type { StoredRecord } from '../../../store.ts';

/** All records that the caller and the filters let through: the figures are reckoned from them. */
export interface Facts {
  orders: readonly StoredRecord[];
  refunds: readonly StoredRecord[];
  disputes: readonly StoredRecord[];
  subscriptions: readonly StoredRecord[];
  checkouts: readonly StoredRecord[];
  seats: readonly StoredRecord[];
  events: readonly StoredRecord[];
}

/** A time span: from an instant on, and before another. */
export interface Period {
  start: string;
  until: string;
  interval: string;
}

/** A figure of one period, by its slug. */
export type Figures = Record<string, number>;

export const within = (at: unknown, { start, until }: Pick<Period, 'start' | 'until'>) =>
  typeof at === 'string' && at >= start && at < until;

export const isBefore = (at: unknown, until: string) => typeof at === 'string' && at < until;

export const sumOf = <T>(items: readonly T[], amount: (item: T) => number) =>
  items.reduce((total, item) => total + amount(item), 0);

export const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

export const distinct = (items: readonly StoredRecord[], field: string) =>
  new Set(items.map((item) => item[field])).size;
