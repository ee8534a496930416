import { expect, test } from 'vitest';
import { refunded } from '../../../src/writes/refund.ts';

test('what went back is the amount and its tax', () => {
  expect(refunded({ currency: 'usd', amount: 500, tax_amount: 95 })).toEqual({ currency: 'usd', amount: 595 });
  expect(refunded({ currency: 'usd', amount: 500 })).toEqual({ currency: 'usd', amount: 500 });
});

/** A ledger would refuse to count it, when the refund is done already. */
test.each([
  [undefined],
  [{ amount: 500 }],
  [{ currency: 'usd', amount: -500 }],
  [{ currency: 'usd', amount: 0.5 }],
  [{ currency: 'usd', amount: '90071992547409910' }],
  [{ currency: 'usd', amount: 500, tax_amount: -95 }],
  [{ currency: 'usd', amount: 500, tax_amount: '95' }],
])('%j says nothing of what went back', (data) => expect(refunded(data)).toBeUndefined());
