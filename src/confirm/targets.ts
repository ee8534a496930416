import type { Before } from './reads.ts';

/** The ids among a call's arguments. A tax id is nobody's id at Polar. */
export function idsIn(given: Record<string, unknown>): Record<string, string> {
  const ids = Object.entries(given).filter(([name]) => /(^|_)id$/.test(name) && name !== 'tax_id');
  return Object.fromEntries(ids.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The id of the customer that a call names by an external id, which isn't kept; empty where they weren't read before it. */
export function idsRead(given: Record<string, unknown>, before: readonly Before[]): Record<string, string> {
  const customer = before.find(({ read }) => read.tool === 'get_customer' && !read.quiet)?.data as
    | { id?: unknown }
    | undefined;
  return typeof given.external_customer_id === 'string' && typeof customer?.id === 'string'
    ? { customer_id: customer.id }
    : {};
}
