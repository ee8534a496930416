import { isPolarId } from '../../settings/polar-ids.ts';
import type { Before } from '../confirm/reads.ts';

/** In the place of what is no id of Polar's: an external id is free text, and may be an email. */
const NOT_KEPT = '(not kept)';

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

/** Ids by argument, as they may be stored and logged. */
export function keptIds(ids: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, isPolarId(id) ? id : NOT_KEPT]));
}
