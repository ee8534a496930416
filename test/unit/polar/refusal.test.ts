import { describe, expect, test } from 'vitest';
import { noAnswer, refusal } from '../../../src/polar/refusal.ts';

const answer = (status: number, error: unknown, headers: Record<string, string> = {}) => ({
  error,
  response: new Response(null, { status, headers }),
});

const table: [
  string,
  { status: number; body: unknown; read?: boolean; headers?: Record<string, string>; want: object },
][] = [
  ['401', { status: 401, body: { error: 'invalid_token' }, want: { code: 'polar_unavailable', retryable: true } }],
  [
    '403 by scope',
    {
      status: 403,
      body: { error: 'insufficient_scope', error_description: 'x' },
      want: { code: 'insufficient_scope' },
    },
  ],
  [
    '403 otherwise',
    {
      status: 403,
      body: { error: 'NotPermitted', detail: 'Not yours.' },
      want: { code: 'refused', message: 'Not yours.' },
    },
  ],
  [
    '404 of a resource',
    { status: 404, body: { error: 'ResourceNotFound', detail: 'Not found' }, want: { code: 'not_found' } },
  ],
  ['404 of a removed API version', { status: 404, body: { detail: 'Not Found' }, want: { code: 'misconfigured' } }],
  [
    '409',
    {
      status: 409,
      body: { error: 'AlreadyCanceled', detail: 'Already canceled.' },
      want: { code: 'refused', message: 'Already canceled.', status: 409 },
    },
  ],
  [
    '422',
    {
      status: 422,
      body: {
        error: 'RequestValidationError',
        detail: [
          { type: 'missing', loc: ['body', 'prices', 0, 'price_amount'], msg: 'Field required', input: { secret: 1 } },
        ],
      },
      want: { code: 'invalid_arguments', fields: [{ path: 'prices[0].price_amount', message: 'Field required' }] },
    },
  ],
  [
    '429, which is empty',
    {
      status: 429,
      body: undefined,
      headers: { 'Retry-After': '7' },
      want: { code: 'rate_limited', retryable: true, retryAfterSeconds: 7 },
    },
  ],
  [
    '500 to a read',
    { status: 500, body: 'Internal Server Error', read: true, want: { code: 'polar_unavailable', retryable: true } },
  ],
  [
    '500 to a write',
    { status: 500, body: 'Internal Server Error', want: { code: 'outcome_unknown', retryable: false } },
  ],
  ['a redirect', { status: 307, body: '', want: { code: 'misconfigured' } }],
  [
    'a body that nobody expects',
    { status: 400, body: [null], want: { code: 'refused', message: 'Polar refused this (400).' } },
  ],
];

describe('refusal', () => {
  test.each(table)('%s', (_, { status, body, read = false, headers = {}, want }) => {
    expect(refusal(answer(status, body, headers), read)).toMatchObject(want);
  });
});

describe('no answer', () => {
  const timeout = new DOMException('The operation timed out', 'TimeoutError');
  test('a read may be tried again', () => {
    expect(noAnswer(timeout, true)).toMatchObject({ code: 'timeout', retryable: true });
    expect(noAnswer(new TypeError('reset'), true)).toMatchObject({ code: 'polar_unavailable', retryable: true });
  });
  test('a write may not, because it may have happened', () => {
    expect(noAnswer(timeout, false)).toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(noAnswer(new TypeError('reset'), false)).toMatchObject({ code: 'outcome_unknown', retryable: false });
  });
});
