import { describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { assertNoRedactionMarks, assertPolarsRules } from '../../../src/confirm/change-arguments.ts';
import type { CallError } from '../../../src/errors.ts';
import { sanitize } from '../../../src/lib/text.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { show } from '../../../src/results/show.ts';
import { charactersOf, shrink } from '../../../src/results/size.ts';
import { callerAt } from '../../support/caller.ts';

function fieldsOf(given: Record<string, unknown>): string[] {
  try {
    assertNoRedactionMarks(given);
    return [];
  } catch (error) {
    return (error as CallError).fields.map(({ path }) => path);
  }
}

const HIDDEN = ['polar_oat_abcdefgh', 'a\u202Eb', '\u200B'.repeat(9), 'x'.repeat(50_000), 'https://a:b@c.example'];
test.each(HIDDEN.map((text) => [sanitize(text)]))(
  'the text that a result shows instead of another is refused: %.30s',
  (shown) => {
    expect(fieldsOf({ name: shown })).toEqual(['name']);
    expect(fieldsOf({ prices: [{}, { metadata: { a: `so ${shown}` } }] })).toEqual(['prices[1].metadata.a']);
    expect(fieldsOf({ metadata: { [shown.slice(-60)]: 1 } })).toHaveLength(1);
  },
);

test('the mark of something too deep or too large is refused', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 200; i++) deep = { deep };
  const shown = show({ metadata: deep }, 'Customer', true, {
    reveals: [],
    isNamed: true,
    kind: 'one',
    hidden: new Set(),
  });
  expect(fieldsOf(shown as Record<string, unknown>)).toHaveLength(1);
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key_${i}`, { text: 'x'.repeat(500) }]));
  expect(fieldsOf(shrink(wide, 1000, charactersOf).value as Record<string, unknown>)).not.toEqual([]);
});

test.each([[{}], [{ name: 'Secret [sale]', note: '[U+] secret 3 more characters', amount: 7, clear: null }]])(
  '%j may be written',
  (given) => expect(fieldsOf(given)).toEqual([]),
);

const caller = callerAt('http://polar.invalid', 'polar_oat_x');
const id = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const discount = { name: 'Spring', type: 'percentage', basis_points: 2000, duration: 'once' };
const hook = { format: 'raw', events: ['order.paid'] };
const ada = { email: 'ada@mail.northwind.io' };
const fixed = { amount_type: 'fixed', price_amount: 1500 };
const paged = { products: [id] };

/** Calls that Polar refuses whatever is stored, each with the argument that the error names. */
const refused: [string, ToolName, object, string][] = [
  ['a code with a dash', 'create_discount', { ...discount, code: 'F-20' }, 'code'],
  ['a code of two letters', 'create_discount', { ...discount, code: 'F2' }, 'code'],
  ['such a code in an update', 'update_discount', { id, code: 'F 20' }, 'code'],
  ['repeating without months', 'create_discount', { ...discount, duration: 'repeating' }, 'duration_in_months'],
  [
    'an end before the start',
    'create_discount',
    { ...discount, starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' },
    'ends_at',
  ],
  ['an address that takes no mail', 'create_customer', { email: 'ada@example.com' }, 'email'],
  ['a reserved domain', 'create_customer', { email: 'ada@shop.test' }, 'email'],
  ['the same of an owner', 'create_customer', { type: 'team', owner: { email: 'ada@shop.invalid' } }, 'owner.email'],
  ['the same at a checkout', 'create_checkout', { ...paged, customer_email: 'ada@sub.example.org' }, 'customer_email'],
  [
    'no state of that country',
    'create_customer',
    { ...ada, billing_address: { country: 'US', state: 'Ontario' } },
    'billing_address.state',
  ],
  ['a tax id without a country', 'create_customer', { ...ada, tax_id: 'DE123456789' }, 'billing_address'],
  ['a webhook without https', 'create_webhook_endpoint', { ...hook, url: 'http://hooks.northwind.io' }, 'url'],
  ['a webhook to a private network', 'create_webhook_endpoint', { ...hook, url: 'https://192.168.1.2/x' }, 'url'],
  [
    'half a trial',
    'create_product',
    { name: 'Pro', prices: [fixed], recurring_interval: 'month', trial_interval: 'day' },
    'trial_interval_count',
  ],
  ['fewest seats above the most', 'create_checkout', { ...paged, min_seats: 5, max_seats: 3 }, 'min_seats'],
  ['more units than the most', 'create_checkout', { ...paged, units: 5, max_units: 3 }, 'units'],
  ['a slug with an underscore', 'create_organization', { name: 'Shop', slug: 'my_shop' }, 'slug'],
];

/** Calls that are almost like those, and that Polar takes. */
const taken: [string, ToolName, object][] = [
  ['letters of any script', 'create_discount', { ...discount, code: 'Frühling20' }],
  ['a code with spaces around it', 'create_discount', { ...discount, code: ' SPRING ' }],
  ['an empty code, which is none', 'create_discount', { ...discount, code: '' }],
  ['months where it repeats', 'create_discount', { ...discount, duration: 'repeating', duration_in_months: 3 }],
  ['another test domain', 'create_customer', { email: 'ada@test.io' }],
  ['a domain that ends alike', 'create_customer', { email: 'ada@myexample.com' }],
  ['a long local part', 'create_customer', { email: `${'a'.repeat(70)}@northwind.io` }],
  ['a state by its code', 'create_customer', { ...ada, billing_address: { country: 'US', state: 'US-NY' } }],
  ['the same without its country', 'create_customer', { ...ada, billing_address: { country: 'CA', state: 'ON' } }],
  ['any state elsewhere', 'create_customer', { ...ada, billing_address: { country: 'DE', state: 'Hessen' } }],
  ['a tax id with a country', 'create_customer', { ...ada, tax_id: 'DE123456789', billing_address: { country: 'DE' } }],
  ['a tax id alone, where an address is stored', 'update_customer', { customer_id: id, tax_id: 'DE123456789' }],
  ['a public webhook', 'create_webhook_endpoint', { ...hook, url: 'https://172.32.0.1/x' }],
  ['a trial that is cleared', 'update_product', { id, clear: ['trial_interval', 'trial_interval_count'] }],
  ['seats within', 'create_checkout', { ...paged, min_seats: 3, seats: 3, max_seats: 3 }],
];

const judge = (name: ToolName, given: object) => assertPolarsRules(parseCall(name, { ...given }, caller));

describe('what Polar always refuses', () => {
  test.each(refused)('%s is refused here', (_, name, given, path) => {
    let fields: unknown;
    try {
      judge(name, given);
    } catch (error) {
      fields = (error as CallError).fields;
    }
    expect(fields).toEqual([{ path, message: expect.any(String) }]);
  });

  test.each(taken)('%s passes', (_, name, given) => {
    expect(() => judge(name, given)).not.toThrow();
  });
});
