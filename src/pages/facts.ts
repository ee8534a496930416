import { html } from 'hono/html';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { isAmountText } from '../lib/money.ts';
import type { Html } from './layout.ts';

/** By id, the name that people know the thing by. */
type NamesById = Readonly<Record<string, string>>;

/** How values are shown. */
interface Showing {
  names: NamesById;
  /** It is Polar's, where each amount has its text. In arguments, `…_formatted` is somebody's metadata, and an amount is in minor units. */
  isPolars: boolean;
}

/** A moment as Polar writes it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Lists the fields of a thing as terms and descriptions, and those of its parts below them. Every value is text of others: it stays
 * text, and its direction of writing changes nothing around it.
 */
export function factList(value: unknown, showing: Showing): Html {
  if (Array.isArray(value)) {
    if (value.length === 0) return html`none`;
    return html`<ul>${value.map((item) => html`<li>${factList(item, showing)}</li>`)}</ul>`;
  }
  if (!isJsonObject(value)) return plainValue(value, showing.names);
  const { total_count: total, first, ...others } = value;
  if (Array.isArray(first) && Object.keys(others).length === 0)
    return html`${typeof total === 'number' ? html`<p>${total} in all</p>` : ''}${factList(first, showing)}`;
  const entries = entriesOf(value, showing).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return html`none`;
  return html`<dl>${entries.map(
    ([name, inner]) =>
      html`<dt><bdi>${name.replaceAll('_', ' ')}</bdi></dt><dd>${factList(inner, showing)}${unitOf(name, inner, showing)}</dd>`,
  )}</dl>`;
}

function entriesOf(value: JsonObject, { isPolars }: Showing): [string, unknown][] {
  if (!isPolars) return Object.entries(value);
  return Object.entries(value)
    .filter(([name]) => !isAmountText(value, name))
    .map(([name, inner]) => [name, isAmountText(value, `${name}_formatted`) ? value[`${name}_formatted`] : inner]);
}

const unitOf = (name: string, value: unknown, { isPolars }: Showing) =>
  !isPolars && typeof value === 'number' && /(^|_)amount$/.test(name) ? ' minor units' : '';

function plainValue(value: unknown, names: NamesById): Html {
  if (value === null) return html`none`;
  if (value === true) return html`yes`;
  if (value === false) return html`no`;
  if (typeof value !== 'string') return html`${String(value)}`;
  if (value === '') return html`empty`;
  if (MOMENT.test(value)) return moment(Date.parse(value));
  const name = Object.hasOwn(names, value) ? names[value] : undefined;
  return name === undefined
    ? html`<bdi>${value}</bdi>`
    : html`<strong><bdi>${name}</bdi></strong> <span class="quiet"><bdi>${value}</bdi></span>`;
}

/** Shows UTC, because without scripts the page can't know the person's time zone. */
export function moment(
  ms: number,
  style: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): Html {
  const date = new Date(ms);
  const text = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'UTC' }).format(date);
  return html`<time datetime="${date.toISOString()}">${text} UTC</time>`;
}
