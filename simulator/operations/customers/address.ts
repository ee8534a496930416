import type { Item } from '../../document.ts';

/** The countries whose states Polar keeps with the country before them. */
const WITH_PREFIX = ['US', 'CA'];
const PARTS = ['line1', 'line2', 'postal_code', 'city', 'state'];

/** An address as Polar keeps it: every part is there, and a state of the US or Canada as `US-CA`. */
export function withState(sent: Item): Item {
  const parts = Object.fromEntries(PARTS.map((part) => [part, sent[part] === '' ? null : (sent[part] ?? null)]));
  const { state } = parts;
  const country = String(sent.country);
  const needsPrefix = typeof state === 'string' && WITH_PREFIX.includes(country) && !state.startsWith(`${country}-`);
  return { ...parts, state: needsPrefix ? `${country}-${state}` : state, country };
}
