import type { ToolName } from '../../generated/tools/index.gen.ts';
import { type FieldError, invalidArguments } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import type { PolarCall } from '../operations/index.ts';

type Rule = (body: JsonObject) => (FieldError | false)[];

/**
 * Refuses what Polar always refuses though its document allows it, before a person is asked. Only rules that don't
 * depend on what is stored, nor on figures that Polar may change, stand here: whatever Polar takes must pass.
 *
 * @throws CallError `invalid_arguments`
 */
export function assertPolarsRules({ name, body }: PolarCall): void {
  if (!isJsonObject(body)) return;
  const fields = (RULES[name] ?? []).flatMap((rule) => rule(body)).filter((error) => error !== false);
  if (fields.length > 0) throw invalidArguments(fields);
}

const isGiven = (value: unknown) => value !== undefined && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** Top-level domains of RFC 2606, 6761 and 7686, and the domains that are kept for examples: none of them takes mail. */
const RESERVED_DOMAIN = /(^|\.)(test|invalid|localhost|local|onion|arpa|example|example\.(com|net|org))$/i;

/** An address to which mail can go, at a dot path. */
const email =
  (path: string): Rule =>
  (body) => {
    const value = path
      .split('.')
      .reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), body);
    const domain = isText(value) ? value.slice(value.lastIndexOf('@') + 1) : '';
    return [
      RESERVED_DOMAIN.test(domain) && {
        path,
        message: `Polar takes only addresses that mail can reach, and none at ${domain}: ask for the real one`,
      },
    ];
  };

/** A text without the white space around it, which Polar takes off before it looks at it. */
const trimmed = (value: unknown) => (isText(value) ? value.trim() : '');

const discountCode: Rule = ({ code }) => {
  const text = trimmed(code);
  const isRight = text === '' || (/^[\p{L}\p{N}]+$/u.test(text) && [...text].length >= 3 && [...text].length <= 256);
  return [!isRight && { path: 'code', message: 'Expected 3 to 256 letters and digits, without spaces or signs' }];
};

const discountMonths: Rule = ({ duration, duration_in_months: months }) => [
  duration === 'repeating' &&
    !isGiven(months) && { path: 'duration_in_months', message: 'Required with the duration repeating' },
  isText(duration) &&
    duration !== 'repeating' &&
    isGiven(months) && { path: 'duration_in_months', message: `Only with the duration repeating, not ${duration}` },
];

const discountDates: Rule = ({ starts_at: start, ends_at: end }) => [
  isText(start) &&
    isText(end) &&
    Date.parse(start) >= Date.parse(end) && { path: 'ends_at', message: 'Must be after starts_at' },
];

const PRIVATE_HOST =
  /^(localhost|\[::1\]|(0|10|127)(\.\d+){3}|169\.254(\.\d+){2}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/;

const webhookUrl: Rule = ({ url }) => {
  if (!isText(url) || !URL.canParse(url.trim())) return [];
  const { protocol, hostname } = new URL(url.trim());
  return [
    protocol !== 'https:' && { path: 'url', message: 'Polar sends to https:// alone' },
    PRIVATE_HOST.test(hostname) && { path: 'url', message: 'Polar sends to no address of a local or private network' },
  ];
};

const STATES: Record<string, string> = {
  US: 'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC',
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
};

const state =
  (path: string): Rule =>
  ({ [path]: address }) => {
    if (!isJsonObject(address) || !isText(address.state) || address.state === '') return [];
    const { country, state } = address as { country: string; state: string };
    const codes = Object.hasOwn(STATES, country) ? STATES[country]?.split(' ') : undefined;
    const code = state.startsWith(`${country}-`) ? state.slice(country.length + 1) : state;
    return [
      codes !== undefined &&
        !codes.includes(code) && {
          path: `${path}.state`,
          message: `Expected the code of a state or province of ${country}, such as ${codes[4] ?? codes[0]}`,
        },
    ];
  };

/** The country decides how a tax id is read. */
const taxId =
  (id: string, address: string): Rule =>
  (body) => [
    trimmed(body[id]) !== '' &&
      !isGiven(body[address]) && { path: address, message: `Required with ${id}: its country tells how to read it` },
  ];

const trial: Rule = ({ trial_interval: interval, trial_interval_count: count }) => [
  isGiven(interval) !== isGiven(count) && {
    path: isGiven(interval) ? 'trial_interval_count' : 'trial_interval',
    message: 'trial_interval and trial_interval_count are given together',
  },
];

const range =
  (noun: 'seats' | 'units'): Rule =>
  (body) => {
    const [least, given, most] = [body[`min_${noun}`], body[noun], body[`max_${noun}`]];
    const isAbove = (a: unknown, b: unknown) => typeof a === 'number' && typeof b === 'number' && a > b;
    return [
      isAbove(least, most) && { path: `min_${noun}`, message: `Must not be above max_${noun}` },
      isAbove(least, given) && { path: noun, message: `Must not be below min_${noun}` },
      isAbove(given, most) && { path: noun, message: `Must not be above max_${noun}` },
    ];
  };

const slug: Rule = ({ slug }) => [
  isText(slug) &&
    !/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(slug) && { path: 'slug', message: 'Expected letters a-z, digits, and - between' },
];

const RULES: { [tool in ToolName]?: readonly Rule[] } = {
  create_product: [trial],
  update_product: [trial],
  create_customer: [email('email'), email('owner.email'), state('billing_address'), taxId('tax_id', 'billing_address')],
  update_customer: [email('email'), state('billing_address')],
  create_member: [email('email')],
  update_member: [email('email')],
  assign_seat: [email('email')],
  update_order: [state('billing_address')],
  create_checkout_link: [trial],
  update_checkout_link: [trial],
  create_checkout: [
    email('customer_email'),
    state('customer_billing_address'),
    taxId('customer_tax_id', 'customer_billing_address'),
    trial,
    range('seats'),
    range('units'),
  ],
  update_checkout: [email('customer_email'), state('customer_billing_address'), trial],
  create_discount: [discountCode, discountMonths, discountDates],
  update_discount: [discountCode],
  create_webhook_endpoint: [webhookUrl],
  update_webhook_endpoint: [webhookUrl],
  create_organization: [slug, email('email')],
  update_organization: [email('email')],
};
