import { type Fields, isFields, own } from './cell.ts';

/** A page of a list, and the arguments of those beside it. */
export interface Paging {
  /** In words: "11 to 20 of 67". */
  said: string;
  previous?: { page: number; limit: number };
  next?: { page: number; limit: number };
}

/** Polar's own page size, and its largest. */
const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 100;

const whole = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;

/**
 * Where a result stands in its list. Polar counts pages in units of their size, so the items before a page are known.
 *
 * @param result with `items`, and what the server says of pages
 * @param given the arguments of the call
 */
export function pagingOf(result: Fields, given: Fields): Paging {
  const items = own(result, 'items');
  const shown = Array.isArray(items) ? items.length : 0;
  const page = whole(own(given, 'page')) ?? 1;
  const limit = Math.min(whole(own(given, 'limit')) ?? LIMIT_DEFAULT, LIMIT_MAX);
  const pagination = own(result, 'pagination');
  const total = isFields(pagination) ? own(pagination, 'total_count') : undefined;
  const about = own(result, 'about');
  const next = isFields(about) ? own(about, 'next') : undefined;
  const before = (page - 1) * limit;
  return {
    said: saidOf(shown, before, typeof total === 'number' ? total : undefined),
    ...(page > 1 && { previous: { page: page - 1, limit } }),
    ...(isFields(next) && nextOf(next)),
  };
}

function nextOf(next: Fields): Pick<Paging, 'next'> {
  const page = whole(own(next, 'page'));
  const limit = whole(own(next, 'limit'));
  return page === undefined || limit === undefined ? {} : { next: { page, limit } };
}

function saidOf(shown: number, before: number, total: number | undefined): string {
  if (shown === 0) return before === 0 ? '' : 'Nothing on this page';
  const range = `${before + 1} to ${before + shown}`;
  if (total === undefined) return before === 0 ? `${shown} shown` : range;
  return before === 0 && shown >= total ? `All ${total}` : `${range} of ${total}`;
}
