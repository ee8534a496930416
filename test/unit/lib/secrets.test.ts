import { expect, test } from 'vitest';
import { maskSecrets, SECRET_MASK } from '../../../src/lib/text.ts';

// Of the form of Polar's random part: 37 letters and digits, and 6 of a checksum.
const BODY = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2q';
const JWT_PARTS = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'c2lnbmF0dXJlLW9mLWl0'];
const SIGNED = 'https://files.example/a/invoice.pdf';

const KINDS = 'at_u at_o rt_u rt_o at rt ac cs crt oat pat cst mst msel ev cev whs c us oauth2 auth_session new'.split(
  ' ',
);

test.each(KINDS)('a token of the kind %s', (kind) => {
  expect(maskSecrets(`polar_${kind}_${BODY}`)).toBe(`polar_${kind}_[secret]`);
});

const SHORT = 'at_u at_o rt_u rt_o ac cs crt oat pat cst mst msel ev cev whs c'.split(' ');

test.each(SHORT)('a token of the kind %s, of another length', (kind) => {
  expect(maskSecrets(`polar_${kind}_simulated`)).toBe(`polar_${kind}_[secret]`);
});

const masked: [string, { given: string; want: string }][] = [
  ['in a sentence', { given: `use polar_oat_${BODY}, please`, want: 'use polar_oat_[secret], please' }],
  ['two', { given: `polar_oat_${BODY} polar_whs_${BODY}`, want: 'polar_oat_[secret] polar_whs_[secret]' }],
  ['of 43 URL-safe characters', { given: `polar_pat_-_${BODY.slice(2)}`, want: 'polar_pat_[secret]' }],
  ['glued to a word', { given: `xpolar_oat_${BODY}`, want: 'xpolar_oat_[secret]' }],
  [
    "a checkout's address",
    {
      given: `https://polar.sh/checkout/polar_c_${BODY}/confirmation`,
      want: 'https://polar.sh/checkout/polar_c_[secret]/confirmation',
    },
  ],
  [
    "a portal's address",
    {
      given: `https://polar.sh/acme/portal?customer_session_token=polar_cst_${BODY}&id=1`,
      want: 'https://polar.sh/acme/portal?customer_session_token=polar_cst_[secret]&id=1',
    },
  ],
  ['in JSON', { given: `{"secret":"polar_whs_${BODY}","n":1}`, want: '{"secret":"polar_whs_[secret]","n":1}' }],
  ['a short one', { given: 'polar_whs_simulated polar_c_seed0', want: 'polar_whs_[secret] polar_c_[secret]' }],
  ['a standard webhook secret', { given: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=', want: 'whsec_[secret]' }],
  [
    "Stripe's secret of a payment",
    { given: 'pi_3MtwBwLkdIwHu7ix_secret_YrKJUKribcBjcG8HVhfZluoGH', want: 'pi_3MtwBwLkdIwHu7ix_secret_[secret]' },
  ],
  ['a JWT', { given: `Bearer ${JWT_PARTS.join('.')}!`, want: 'Bearer [secret]!' }],
  ['a JWT without a signature', { given: `${JWT_PARTS[0]}.${JWT_PARTS[1]}.`, want: '[secret]' }],
  ['an encrypted JWT', { given: `${JWT_PARTS.join('.')}.abc.def`, want: '[secret]' }],
  [
    'a JWT in an address',
    { given: `https://a.example/?x=%20${JWT_PARTS.join('.')}&y=1`, want: 'https://a.example/?x=%20[secret]&y=1' },
  ],
  [
    'an address signed for S3',
    {
      given: `${SIGNED}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F1&X-Amz-Signature=f00d`,
      want: `${SIGNED}?[secret]`,
    },
  ],
  [
    'with no scheme',
    { given: '/a.pdf?AWSAccessKeyId=A&Signature=f00d%3D&Expires=1 is it', want: '/a.pdf?[secret] is it' },
  ],
  ['the older way, in Markdown', { given: `[it](${SIGNED}?signature=simulated)`, want: `[it](${SIGNED}?[secret]` }],
  ['signed for Azure', { given: `${SIGNED}?sv=2024&se=2026-01-01&sig=f00d`, want: `${SIGNED}?[secret]` }],
  [
    'signed, in JSON in a string',
    {
      given: `{\\"url\\":\\"${SIGNED}?a=1\\u0026X-Amz-Signature=f00d\\",\\"b\\":1}`,
      want: `{\\"url\\":\\"${SIGNED}?[secret]\\",\\"b\\":1}`,
    },
  ],
  [
    "a channel's address at Discord",
    {
      given: `https://discord.com/api/webhooks/1234567890/${BODY}-_x?wait=true`,
      want: 'https://discord.com/api/webhooks/1234567890/[secret]?wait=true',
    },
  ],
  [
    'the older one, of a version',
    {
      given: `https://ptb.discordapp.com/api/v10/webhooks/1/${BODY}`,
      want: 'https://ptb.discordapp.com/api/v10/webhooks/1/[secret]',
    },
  ],
  [
    "a channel's address at Slack",
    { given: 'https://hooks.slack.com/services/T000/B000/XXXXXXXX', want: 'https://hooks.slack.com/services/[secret]' },
  ],
  [
    'a flow at Slack',
    { given: '"https://hooks.slack.com/triggers/T01/123/abcdef"', want: '"https://hooks.slack.com/triggers/[secret]"' },
  ],
  ['a password', { given: 'https://ada:p@ss:word@a.example/x', want: 'https://ada:[secret]@a.example/x' }],
  ['a password alone', { given: 'redis://:hunter2@a.example', want: 'redis://:[secret]@a.example' }],
  [
    'signed, within another address',
    { given: `https://a.example/?to=${SIGNED}?X-Amz-Signature=f00d#x "b"`, want: 'https://a.example/?[secret] "b"' },
  ],
];
test.each(masked)('%s', (_, { given, want }) => {
  expect(maskSecrets(given)).toBe(want);
  expect(maskSecrets(want)).toBe(want);
});

const left: [string, string][] = [
  ['a UUID', '992fae2a-2a17-4b7a-8d9e-e287cf90131b'],
  ["a client's id", `polar_ci_${BODY}`],
  ["a checkout link's address", `https://buy.polar.sh/polar_cl_${BODY}`],
  ['a slug', 'polar-at-night-and-day-with-signature-cocktails'],
  ['names with underscores', 'polar_at_night polar_us_region polar_bear_customer_subscription_upgrade_button_clicked'],
  ['fields', 'polar_access_token_id client_secret_expires_at signature sig'],
  ['an email', 'ada.polar_fan@example.com'],
  ['an address', 'https://example.com/a?signature_of=ada&design=1&sigma=2&expires=3#signature'],
  [
    'an address with a port, and an email',
    'http://localhost:8787/a ada@example.com, https://a.example:443/@ada?x=a:b@c',
  ],
  ['a name before a host', 'ssh://git@github.com/a https://discord.com/api/webhooks https://hooks.slack.com/'],
  ['a short name that signs nothing', 'https://example.com/a?sig=3'],
  ['a price in Stripe', 'price_1MoBy5LkdIwHu7ixZhnattbh pi_3MtwBwLkdIwHu7ix'],
  ['Base64', 'eyJhIjoxfQ== eyJhbGciOiJSUzI1NiJ9'],
  ['a mask', SECRET_MASK],
];
test.each(left)('%s stays', (_, text) => {
  expect(maskSecrets(text)).toBe(text);
});

// Were one part of it searched from each place anew, each would take minutes.
const PIECES = [
  ...[
    'polar_',
    'polar_a_',
    'a?b=',
    'eyJ',
    'eyJaaaaaaaaaaaaa.',
    'whsec_',
    '_secret_',
    '://',
    '://a:',
    ':',
    '@',
    '://a:@',
  ],
  ...['discord.com/api/webhooks/1/', 'hooks.slack.com/services/', 'a/'],
];
test.each(PIECES)('%s without end', (piece) => {
  for (const begin of ['polar_', '://:', 'discord.com/api/webhooks/1/', 'hooks.slack.com/services/']) {
    const text = begin + piece.repeat(30_000);
    expect(maskSecrets(text).length).toBeLessThanOrEqual(text.length + SECRET_MASK.length);
  }
});
