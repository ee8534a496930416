import { describe, expect, test } from 'vitest';
import { constantsOf } from '../../../scripts/generator/constants.ts';
import type { Schema } from '../../../scripts/generator/document.ts';

const tagged = (value: string, required = ['by']): Schema => ({
  type: 'object',
  properties: { by: { type: 'string', const: value }, name: { type: 'string' } },
  required,
});
const schemas: Record<string, Schema> = {
  Card: tagged('stripe'),
  Either: { anyOf: [{ $ref: '#/components/schemas/Card' }, { type: 'null' }] },
};

const cases: [string, { given: Schema; want: Record<string, string> }][] = [
  ['a required text with one value', { given: tagged('stripe'), want: { by: 'stripe' } }],
  ['the same in every case', { given: { anyOf: [tagged('stripe'), tagged('stripe')] }, want: { by: 'stripe' } }],
  ['behind references, beside null', { given: { $ref: '#/components/schemas/Either' }, want: { by: 'stripe' } }],
  ['what tells the cases apart is none', { given: { anyOf: [tagged('card'), tagged('bank')] }, want: {} }],
  ['nor what one case alone requires', { given: { anyOf: [tagged('stripe'), tagged('stripe', [])] }, want: {} }],
  ['nor what may be left out', { given: tagged('stripe', []), want: {} }],
  [
    'nor a switch that chooses a case',
    {
      given: {
        anyOf: [
          { type: 'object', properties: { revoke: { type: 'boolean', const: true } }, required: ['revoke'] },
          { type: 'object', properties: { name: { type: 'string' } } },
        ],
      },
      want: {},
    },
  ],
];

describe('constants of a body', () => {
  test.each(cases)('%s', (_, { given, want }) => {
    expect(constantsOf(given, schemas)).toEqual(want);
  });
});
