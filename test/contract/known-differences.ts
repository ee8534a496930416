/**
 * Where the simulator answers otherwise than Polar did, by the reason. An entry that agrees after all fails the test, so
 * this list only gets shorter.
 */
export const KNOWN_DIFFERENCES: [reason: string, cases: string[]][] = [
  [
    'The recorded shop was in another state than the seeded one.',
    [
      'events:get: read: minimal',
      'events:get: query: unknown parameter',
      'license_keys:validate: write: body 7',
      'checkout-links:update: form: body {}',
      'checkout-links:update: form: vendor json',
      'checkout-links:update: form: json charset',
      'checkout-links:update: mutate: label empty',
      'checkout-links:update: mutate: label spaces',
      'checkout-links:update: mutate: allow_discount_codes="true"',
      'checkout-links:update: mutate: allow_discount_codes=1',
      'checkout-links:update: mutate: require_billing_address="true"',
      'checkout-links:update: mutate: seats=numeric text',
      'checkout-links:update: mutate: seats=true',
      'checkout-links:update: mutate: seats=1.0',
      'customer-seats:assign_seat: form: vendor json',
      'customers:create: form: vendor json',
      'discounts:update: mutate: duration_in_months=numeric text',
      'discounts:update: mutate: duration_in_months=true',
      'discounts:update: mutate: duration_in_months=1.0',
      'subscriptions:revoke: business: ended subscription',
    ],
  ],
  [
    'An address at example.com, which takes no mail, stands where the recorded server was sent another.',
    ['customers:update_external: write: body 1'],
  ],
  [
    'The recorded server had stand-ins for storage and payments, which failed here.',
    ['refunds:create: write: body 4', 'disputes:accept: delete: ok', 'disputes:accept: delete: again'],
  ],
  [
    "A crash of Polar's own that no caller should meet; the simulator refuses, or answers.",
    ['license_keys:validate: mutate: increment_usage=2^63'],
  ],
];
