import { expect, test } from 'vitest';
import { refusalWords } from '../../../scripts/refusal-words.ts';

const invalid = (...detail: object[]) => ({ error: 'RequestValidationError', detail });
const required = { type: 'missing', loc: ['body', 'client_name'], msg: 'Field required', input: {} };

const cases: [string, unknown, string | undefined][] = [
  [
    'a field, as Polar says it',
    invalid({
      type: 'value_error',
      loc: ['body', 'redirect_uris', 0],
      msg: 'Value error, An HTTPS URL is required.',
      input: 'http://example.com/cb',
      ctx: { error: {} },
    }),
    'RequestValidationError: redirect_uris.0: An HTTPS URL is required',
  ],
  [
    'two fields',
    invalid(required, { ...required, loc: ['body', 'scope'] }),
    'RequestValidationError: client_name: Field required; scope: Field required',
  ],
  [
    'no field',
    invalid({ loc: ['body'], msg: 'Input should be an object' }),
    'RequestValidationError: the body: Input should be an object',
  ],
  [
    'more fields than a line takes',
    invalid(...Array.from({ length: 9 }, (_, i) => ({ loc: ['body', i], msg: 'No' }))),
    'RequestValidationError: 0: No; 1: No; 2: No; 3: No; 4: No; 4 more',
  ],
  [
    'control characters',
    invalid({ loc: ['body', 'a\x1b[2J'], msg: 'b\n\x07c\u202e' }),
    'RequestValidationError: a [2J: b c',
  ],
  ['a list that is none of fields', { error: 'X', detail: ['no'] }, 'X'],
  ['a text as detail', { error: 'ResourceNotFound', detail: 'Not found' }, 'ResourceNotFound'],
  [
    'an OAuth error',
    { error: 'invalid_client_metadata', error_description: 'No\x1b[31m.' },
    'invalid_client_metadata: No [31m',
  ],
  ['no error', { detail: 'Not Found' }, undefined],
  ['nothing', undefined, undefined],
];
test.each(cases)('%s', (_, json, words) => {
  expect(refusalWords(json)).toBe(words);
});

test('long words are cut', () => {
  expect(refusalWords({ error: 'x'.repeat(1000) })).toHaveLength(200);
  expect(refusalWords(invalid({ loc: ['body'], msg: 'x'.repeat(1000) }))?.length).toBeLessThan(250);
});
