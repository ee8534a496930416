/**
 * Where the simulator answers otherwise than Polar did, by the reason. An entry that agrees after all fails the test, so
 * this list only gets shorter.
 */
export const KNOWN_DIFFERENCES: [reason: string, cases: string[]][] = [
  [
    'The recorded server had stand-ins for storage and payments, which failed here.',
    ['files:uploaded: write: body 0', 'refunds:create: write: body 4', 'disputes:accept: delete: ok'],
  ],
  [
    "A crash of Polar's own that no caller should meet; the simulator refuses, or answers.",
    ['license_keys:validate: mutate: increment_usage=2^63'],
  ],
  [
    'The recorded shop was in another state than the seeded one.',
    ['subscriptions:revoke: business: ended subscription'],
  ],
];
