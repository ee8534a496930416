import { html } from 'hono/html';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { isAmountText, moneyInWords } from '../lib/money.ts';
import type { Html } from './layout.ts';

/** By id, the name that people know the thing by. */
type NamesById = Readonly<Record<string, string>>;

/** How values are shown. */
interface Showing {
  names: NamesById;
  /** It is Polar's, where each amount has its text. In arguments, `…_formatted` is somebody's metadata, and an amount is in minor units. */
  isPolars: boolean;
  /** Of the amounts, where it doesn't stand beside them. */
  currency?: string | undefined;
  /** Whether the names are others' words, which are shown as they are. */
  isOfOthers?: boolean;
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
  const inside = { ...showing, currency: currencyIn(value) ?? showing.currency };
  const entries = entriesOf(value, inside).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return html`none`;
  return html`<dl>${entries.map(([name, inner]) => term(name, inner, inside))}</dl>`;
}

/** Parts of a thing stand below their name: beside it they get too narrow. */
function term(name: string, value: unknown, showing: Showing): Html {
  const isPart = isJsonObject(value) || (Array.isArray(value) && value.length > 0);
  const isOfOthers = showing.isOfOthers === true || OF_OTHERS.test(name);
  return html`<dt${isPart ? html` class="part"` : ''}><bdi>${labelOf(name, showing)}</bdi></dt
    ><dd${isPart ? html` class="part"` : ''}>${isPart ? factList(value, { ...showing, isOfOthers }) : fieldValue(name, value, showing)}</dd>`;
}

/** Fields whose parts others name as they like: a merchant's data, and the server's sums of them. */
const OF_OTHERS = /(?:^|_)(?:metadata|data|sums|fields)$/;
const FIELD = /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/;

/** What people call a field of Polar's: `is_archived` is "Archived". Other words stay as they are. */
function labelOf(name: string, { names, isOfOthers }: Showing): string {
  if (Object.hasOwn(names, name)) return names[name] as string;
  if (isOfOthers || !FIELD.test(name)) return name;
  if (Object.hasOwn(OF_SAMPLES, name)) return OF_SAMPLES[name] as string;
  return inWords(name.replace(/^is_|_at$|(?<!external)_id$/g, '')).replace(/\bid\b/i, 'ID');
}

/** Words of the server for what it shows of many things. */
const OF_SAMPLES: Readonly<Record<string, string>> = { at: 'Number', because: 'Shown for' };

const inWords = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('_', ' ');

function entriesOf(value: JsonObject, { isPolars }: Showing): [string, unknown][] {
  if (!isPolars) return Object.entries(value);
  return Object.entries(value)
    .filter(([name]) => !isAmountText(value, name))
    .map(([name, inner]) => [name, isAmountText(value, `${name}_formatted`) ? value[`${name}_formatted`] : inner]);
}

const AMOUNT = /(?:^|_)amount$|^price_per_seat$/;
const CURRENCY = /(?:^|_)currency$/;
/** Fields whose values are words of Polar's, as `customer_request`. */
const ENUMERATION = /(?:^|_)(?:status|type|reason|interval|duration|visibility|behavior)$/;

function fieldValue(name: string, value: unknown, { names, isPolars, currency, isOfOthers }: Showing): Html {
  if (!isOfOthers) {
    if (!isPolars && AMOUNT.test(name) && (typeof value === 'number' || typeof value === 'string'))
      return html`<bdi>${moneyInWords(value, currency ?? '')}</bdi>`;
    if (name === 'basis_points' && typeof value === 'number') return html`${value / 100}%`;
    if (typeof value === 'string' && CURRENCY.test(name)) return html`<bdi>${value.toUpperCase()}</bdi>`;
    if (typeof value === 'string' && ENUMERATION.test(name) && FIELD.test(value)) return html`${inWords(value)}`;
  }
  return plainValue(value, names);
}

/** The currency that stands in a thing, such as its `price_currency`. */
function currencyIn(value: JsonObject): string | undefined {
  const currency = Object.entries(value).find(([name]) => CURRENCY.test(name))?.[1];
  return typeof currency === 'string' ? currency : undefined;
}

function plainValue(value: unknown, names: NamesById): Html {
  if (value === null) return html`none`;
  if (value === true) return html`Yes`;
  if (value === false) return html`No`;
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
