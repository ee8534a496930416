import { isPolarId } from '../../settings/polar-ids.ts';

/** Replaces an id that is none of Polar's: an external id is free text, and may be an email. */
const NOT_KEPT = '(not kept)';

/** Ids by argument, as they may be stored and logged. */
export function keptIds(ids: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, isPolarId(id) ? id : NOT_KEPT]));
}
