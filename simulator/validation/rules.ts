import { isIP } from 'node:net';
import { crash } from '../problems.ts';
import { isItem } from '../shape.ts';
import { bad, FIT, good, type Loc, type Result, valueError } from './result.ts';

/**
 * Polar's models check more than the kinds of their fields, and change some values. The document doesn't describe this.
 * Each rule names its models by a pattern.
 */

type Fields = Record<string, unknown>;
type FieldRule = (
  value: unknown,
  context: { loc: Loc; input: unknown; before: Fields; model: string; field: string },
) => Result | undefined;
/** The reason why a model's fields don't go together, or another refusal. */
type ModelRule = (fields: Fields, context: { loc: Loc; input: unknown }) => string | Result | undefined;

/** Turns a field's value into another before it is read. */
export function beforeField(model: string, field: string, value: unknown): unknown {
  if (/^CustomField(Create|Update)/.test(model) && field === 'properties' && isItem(value)) {
    return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== ''));
  }
  // Polar asks each social link for its address before it looks what it is.
  if (/^Organization(Create|Update)/.test(model) && field === 'socials' && Array.isArray(value)) {
    if (!value.every(isItem)) throw crash();
  }
  if (typeof value !== 'string') return value;
  if (model.startsWith('Address') && field === 'country') return value.toUpperCase();
  if (model === 'OrderCreate' && field === 'description') return value.trim() || null;
  return value;
}

/** Turns a tagged union's value into another before its tag is read: a free price is an old word for one of 0. */
export function beforeUnion(property: string, value: unknown): unknown {
  if (property !== 'amount_type' || !isItem(value) || value.amount_type !== 'free') return value;
  const { price_currency, tax_behavior } = value;
  return {
    amount_type: 'fixed',
    price_amount: 0,
    ...(price_currency !== undefined && { price_currency }),
    ...(tax_behavior !== undefined && { tax_behavior }),
  };
}

/** Changes or refuses a field whose kind is right. `undefined` leaves it as it is. */
export function afterField(
  model: string,
  field: string,
  value: unknown,
  loc: Loc,
  input: unknown,
  before: Fields,
): Result | undefined {
  let current = value;
  for (const [models, fields, rule] of FIELD_RULES) {
    if (!models.test(model) || !fields.test(field) || current === null) continue;
    const result = rule(current, { loc, input, before, model, field });
    if (result && !result.ok) return result;
    if (result) current = result.value;
  }
  if (holdsNul(current)) return valueError(loc, 'This value contains invalid characters', input);
  return current === value ? undefined : good(current, FIT.lax);
}

/** Says why the fields of a model don't go together, though each is right by itself. */
export function afterModel(model: string, fields: Fields, loc: Loc, input: unknown): Result | undefined {
  for (const [models, rule] of MODEL_RULES) {
    if (!models.test(model)) continue;
    const found = rule(fields, { loc, input });
    if (typeof found === 'string') return valueError(loc, found, input);
    if (found && !found.ok) return found;
  }
  return undefined;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (Array.isArray(value)) return value.some((item) => !isItem(item) && holdsNul(item));
  return (
    isItem(value) &&
    Object.entries(value).some(([key, child]) => key.includes('\0') || (!isItem(child) && holdsNul(child)))
  );
}

// --- fields

const ANY = /^/;
/** Slugs that the organization pages need themselves. */
const RESERVED_SLUGS =
  'benefits donations issue-funding newsletters products careers legal docs login signup oauth2 checkout embed maintainer dashboard feed for-you posts purchases funding rewards settings backoffice finance'.split(
    ' ',
  );
/** DNS says of these domains that they take no mail; those for documentation are among them. */
const NO_MAIL = /(^|\.)example\.(com|net|org)$/;
/** In the currency's smallest unit; 50 for the others. */
const MINIMUM_PRICES: Record<string, number> = {
  aud: 70,
  brl: 250,
  cad: 70,
  dkk: 320,
  gbp: 40,
  inr: 6000,
  jpy: 80,
  krw: 800,
  mxn: 900,
  nok: 500,
  pln: 200,
  sek: 500,
};
const DEFAULT_MINIMUM_PRICE = 50;
const MAXIMUM_PRICE = 99_999_999;

const emptyIsNone: FieldRule = (value) => (typeof value === 'string' ? good(value.trim() || null, FIT.lax) : undefined);

const language: FieldRule = (value, { loc, input }) => {
  const tag = canonicalTag(String(value));
  return tag === undefined ? valueError(loc, 'Invalid IETF BCP 47 language tag', input) : good(tag);
};

const takesMail: FieldRule = (value, { loc, input }) => {
  const email = String(value);
  const domain = email.slice(email.indexOf('@') + 1);
  if (!NO_MAIL.test(domain)) return undefined;
  const isNamed = domain.split('.').length === 2;
  const reason = `The domain name ${domain} does not ${isNamed ? 'accept email' : 'exist'}.`;
  return bad('value_error', loc, `${email} is not a valid email address: ${reason}`, input, { email, reason });
};

const discountCode: FieldRule = (value, { loc, input }) => {
  const code = String(value).trim();
  if (code === '') return good(null, FIT.lax);
  if (!/^[\p{L}\p{N}]+$/u.test(code)) return valueError(loc, 'Code must contain only alphanumeric characters.', input);
  if (code.length < 3 || code.length > 256)
    return valueError(loc, 'Code must be between 3 and 256 characters long.', input);
  return good(code);
};

const slug: FieldRule = (value, { loc, input }) => {
  const text = String(value).toLowerCase();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) {
    return valueError(loc, 'The slug can only contain ASCII letters, numbers and hyphens.', input);
  }
  return RESERVED_SLUGS.includes(text) ? valueError(loc, 'This slug is reserved.', input) : good(text);
};

const price: FieldRule = (value, { loc, input, before }) => {
  const currency = typeof before.price_currency === 'string' ? before.price_currency : 'usd';
  const minimum = MINIMUM_PRICES[currency] ?? DEFAULT_MINIMUM_PRICE;
  if (typeof value !== 'number' || value === 0) return undefined;
  const words = (amount: number) => inCurrency(amount, currency);
  if (value < minimum) {
    return bad('minimum_price', loc, `Amount must be at least ${words(minimum)} or 0 for free pricing`, input);
  }
  if (value > MAXIMUM_PRICE) return bad('maximum_price', loc, `Amount must be at most ${words(MAXIMUM_PRICE)}`, input);
  return undefined;
};

const publicHost: FieldRule = (value, { loc, input }) => {
  const host = new URL(String(value)).hostname;
  const isLocal =
    host === 'localhost' ||
    host === '[::1]' ||
    (isIP(host) === 4 && /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(host));
  return isLocal
    ? valueError(loc, 'Webhook URLs cannot point to localhost or private IP addresses.', input)
    : undefined;
};

const past: FieldRule = (value, { loc, input }) =>
  Date.parse(String(value)) > Date.now() ? valueError(loc, 'Timestamp must be in the past.', input) : undefined;

/** Each tier of seats goes on where the one before ends, and only the last one may go on for ever. */
const wholeSeatTiers: FieldRule = (value, { loc, input }) => {
  const tiers = (value as Fields[]).toSorted((a, b) => Number(a.min_seats) - Number(b.min_seats));
  for (const [index, tier] of tiers.entries()) {
    const next = tiers[index + 1];
    if (!next) continue;
    if (typeof tier.max_seats !== 'number') {
      return valueError(loc, 'Only the last tier can have unlimited max_seats (None)', input);
    }
    if (next.min_seats !== tier.max_seats + 1) {
      const places = `tier ending at ${tier.max_seats} and tier starting at ${String(next.min_seats)}`;
      return valueError(loc, `Gap or overlap between tiers: ${places}`, input);
    }
  }
  return good(tiers);
};

const unique: FieldRule = (value, { loc, input }) =>
  Array.isArray(value) && new Set(value).size < value.length
    ? valueError(loc, 'Product IDs must be unique.', input)
    : undefined;

const label: FieldRule = (value, { loc, input }) => {
  const text = String(value).trim();
  return text === '' ? valueError(loc, 'Label cannot be empty or only whitespace', input) : good(text);
};

const seatMetadata: FieldRule = (value, { loc, input }) => {
  if (Object.keys(value as Fields).length > 10) return valueError(loc, 'Metadata cannot have more than 10 keys', input);
  const isTooLong = JSON.stringify(value).length > 1024;
  return isTooLong ? valueError(loc, 'Metadata size cannot exceed 1KB', input) : undefined;
};

const atLeastGe: FieldRule = (value, { loc, input, before }) => {
  if (typeof before.ge !== 'number' || before.ge <= Number(value)) return undefined;
  const reason = 'Greater than or equal (ge) must be less than or equal to Less than or equal (le)';
  return valueError(loc, reason, input);
};

/** The token is a signed one, from a login at Discord; here whatever has its form is one. */
const guildToken: FieldRule = (value, { loc, input }) =>
  /^[\w-]+\.[\w-]+\.[\w-]+$/.test(String(value))
    ? undefined
    : valueError(loc, 'Invalid token. Please authenticate your Discord server again.', input);

const withoutPrefix: FieldRule = (value) => good(String(value).replace(/^metadata\./, ''));

const FIELD_RULES: [RegExp, RegExp, FieldRule][] = [
  [/^(Customer|Checkout)/, /^locale$/, language],
  [/^(Customer|Member|Owner|Seat|Organization)/, /^email$/, takesMail],
  [/^Checkout/, /^customer_email$/, takesMail],
  [/^Discount/, /^code$/, discountCode],
  [/^OrganizationCreate$/, /^slug$/, slug],
  [/^ProductPriceFixed/, /^price_amount$/, price],
  [/^ProductPriceCustom/, /^(minimum|maximum|preset)_amount$/, price],
  [/^ProductPriceSeatTiers/, /^tiers$/, wholeSeatTiers],
  [/^WebhookEndpoint/, /^url$/, publicHost],
  [/^EventCreate/, /^timestamp$/, past],
  [/^CheckoutProductsCreate$/, /^products$/, unique],
  [/^EventTypeUpdate$/, /^label$/, label],
  [/^SeatAssign$/, /^metadata$/, seatMetadata],
  [/^CustomFieldNumberProperties/, /^le$/, atLeastGe],
  [/^BenefitDiscord/, /^guild_token$/, guildToken],
  [/^FilterClause$|Aggregation$/, /^property$/, withoutPrefix],
  [/^Address/, /^(line1|line2|postal_code|city|state)$/, emptyIsNone],
  [/^(Customer|Member|Owner|Checkout)/, /^(external_id|tax_id|customer_billing_name|customer_tax_id)$/, emptyIsNone],
  [/^Product(Create|Update)/, /^description$/, emptyIsNone],
  [/^BenefitLicenseKeys/, /^prefix$/, emptyIsNone],
];

// --- models

const US_STATES =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC';
const CA_SUBDIVISIONS = 'AB BC MB NB NL NS NT NU ON PE QC SK YT';
const STATES: Record<string, { codes: string[]; refusal: string }> = {
  US: { codes: US_STATES.split(' '), refusal: 'Invalid US state' },
  CA: { codes: CA_SUBDIVISIONS.split(' '), refusal: 'Invalid CA subdivision' },
};

const isGiven = (value: unknown) => value !== undefined && value !== null;

const wholeTrial: ModelRule = ({ trial_interval, trial_interval_count }, { loc, input }) =>
  isGiven(trial_interval) === isGiven(trial_interval_count)
    ? undefined
    : bad('missing', loc, 'Both trial_interval and trial_interval_count must be set together.', input);

const startsBeforeEnd: ModelRule = ({ starts_at, ends_at }) =>
  isGiven(starts_at) && isGiven(ends_at) && Date.parse(String(starts_at)) >= Date.parse(String(ends_at))
    ? 'starts_at must be before ends_at'
    : undefined;

const amountOrAmounts: ModelRule = ({ amount, amounts }) => {
  if (isGiven(amount) && isGiven(amounts)) return 'Cannot specify both `amount` and `amounts`.';
  return isGiven(amount) || isGiven(amounts) ? undefined : 'Must specify either `amount` or `amounts`.';
};

const monthsWhenRepeating: ModelRule = ({ duration, duration_in_months }) => {
  if (duration === 'repeating' && !isGiven(duration_in_months)) {
    return '`duration_in_months` is required when `duration` is `repeating`.';
  }
  return duration !== 'repeating' && isGiven(duration_in_months)
    ? '`duration_in_months` must be omitted when `duration` is not `repeating`.'
    : undefined;
};

const ownerWithEmail: ModelRule = ({ email, owner }) =>
  isGiven(email) || isGiven(owner)
    ? undefined
    : 'An owner with an email address is required when creating a team customer without an email.';

const seatSource: ModelRule = ({ subscription_id, order_id }) =>
  isGiven(subscription_id) === isGiven(order_id)
    ? 'Exactly one of subscription_id or order_id must be provided'
    : undefined;

const seatRecipient: ModelRule = (fields) => {
  const { email, external_customer_id, customer_id, external_member_id, member_id } = fields;
  const byCustomer = [external_customer_id, customer_id].filter(isGiven).length;
  const byMember = [external_member_id, member_id].filter(isGiven).length;
  if (byCustomer + byMember === 0 && !isGiven(email)) {
    return 'At least one of email, external_customer_id, customer_id, external_member_id, or member_id must be provided';
  }
  if (byCustomer > 0 && byMember > 0) {
    return 'Cannot combine external_customer_id/customer_id with external_member_id/member_id';
  }
  if (byMember > 1) return 'Cannot provide both external_member_id and member_id';
  if (byCustomer > 0 && byCustomer + Number(isGiven(email)) !== 1) {
    return 'Exactly one of email, external_customer_id, or customer_id must be provided';
  }
  return isGiven(member_id) && isGiven(email) ? 'Cannot combine member_id with email' : undefined;
};

const customUnit: ModelRule = ({ unit, custom_label }) => {
  if (unit === 'custom') return isGiven(custom_label) ? undefined : "custom_label is required when unit is 'custom'.";
  return isGiven(custom_label)
    ? "custom_label and custom_multiplier are only allowed when unit is 'custom'."
    : undefined;
};

/** `seats` and `units` alike lie between their least and their most. */
function inRange(noun: 'seats' | 'units'): ModelRule {
  return (fields) => {
    const [given, least, most] = [fields[noun], fields[`min_${noun}`], fields[`max_${noun}`]];
    if (isGiven(least) && isGiven(most) && Number(least) > Number(most)) {
      return `min_${noun} must be less than or equal to max_${noun}`;
    }
    if (!isGiven(given)) return undefined;
    if (isGiven(least) && Number(given) < Number(least)) return `${noun} must be greater than or equal to min_${noun}`;
    if (isGiven(most) && Number(given) > Number(most)) return `${noun} must be less than or equal to max_${noun}`;
    return undefined;
  };
}

/** A state of the United States or Canada gets its country's prefix. */
const knownState: ModelRule = (fields) => {
  const { country, state } = fields;
  const known = STATES[String(country)];
  if (!known || typeof state !== 'string') return undefined;
  const code = state.replace(new RegExp(`^${String(country)}-`), '');
  if (!known.codes.includes(code)) return known.refusal;
  fields.state = `${String(country)}-${code}`;
  return undefined;
};

const MODEL_RULES: [RegExp, ModelRule][] = [
  [
    ANY,
    (fields, context) =>
      'trial_interval' in fields || 'trial_interval_count' in fields ? wholeTrial(fields, context) : undefined,
  ],
  [/^Discount\w+Create$/, startsBeforeEnd],
  [/^DiscountFixedCreate$/, amountOrAmounts],
  [/^Discount\w+Create$/, monthsWhenRepeating],
  [/^CustomerTeamCreate$/, ownerWithEmail],
  [/^SeatAssign$/, seatSource],
  [/^SeatAssign$/, seatRecipient],
  [/^MeterCreate$/, customUnit],
  [/^Checkout\w+Create$/, inRange('seats')],
  [/^Checkout\w+Create$/, inRange('units')],
  [/^Address/, knownState],
];

// --- words

/** The usual form of a language tag whose parts are all known; undefined for any other text. */
function canonicalTag(text: string): string | undefined {
  try {
    const locale = new Intl.Locale(text);
    const known = (type: 'language' | 'region' | 'script', code: string | undefined) =>
      code === undefined || new Intl.DisplayNames(['en'], { type, fallback: 'none' }).of(code) !== undefined;
    const isKnown =
      known('language', locale.language) && known('region', locale.region) && known('script', locale.script);
    return isKnown && locale.language !== 'und' ? locale.toString() : undefined;
  } catch {
    return undefined;
  }
}

function inCurrency(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
