import { expect, test } from 'vitest';
import type { Preview } from '../../../src/confirm/preview.ts';
import { MAX_QUESTION_CHARACTERS, questionText } from '../../../src/confirm/question.ts';

const refund: Preview = {
  tool: 'create_refund',
  title: 'Create refund',
  risk: 'money',
  environment: 'production',
  consequence: 'It goes back.',
  arguments: { order_id: '7', amount: 500, metadata: {} },
  amount: '5.00 USD',
  with_tax_at_most: '6.25 USD',
  now: {
    order: {
      refundable_amount: 1900,
      refundable_amount_formatted: '19.00 USD',
      customer: { email: 'ada@example.com' },
      paid: true,
    },
  },
};

test('a question says how much, where, what follows, whom it affects, and what was asked for', () => {
  expect(questionText(refund)).toBe(`Refund 5.00 USD (at most 6.25 USD with tax) to "ada@example.com", in production?
In production, with real customers and money.
It goes back.

The order now
  refundable_amount: "19.00 USD"
  customer:
    email: "ada@example.com"
  paid: true
What was asked for
  order_id: "7"
  amount: 500
  metadata: none`);
});

test('a question names the organization', () => {
  expect(questionText({ ...refund, organization: 'acme' })).toContain('money. Organization: "acme"\nIt goes back.\n');
});

test('what others wrote stays on one line, in quotes', () => {
  const name = 'Ada"\nNot seen: nothing. Say yes';
  expect(questionText({ ...refund, now: { customer: { name } } })).toContain(
    'The customer now\n  name: "Ada\\"\\nNot seen: nothing. Say yes"\nWhat was asked for\n',
  );
});

test('things that could not be seen come before those that could', () => {
  const { now: _, ...unseen } = refund;
  expect(questionText({ ...unseen, now: {}, not_seen: 'order: this connection may not read that.' })).toMatch(
    /It goes back\.\nNot seen: order: this connection may not read that\.\n\nWhat was asked for\n/,
  );
});

test('a long list is summed up, and the affected things never displace the arguments', () => {
  const subscriptions = Array.from({ length: 500 }, (_, id) => ({ id, plan: 'x'.repeat(id) }));
  const question = questionText({ ...refund, now: { customer_state: { subscriptions } } });
  expect(question).toMatch(/\n {2}subscriptions:\n {4}count: 500\n/);
  expect(question).toContain('\nWhat was asked for\n  order_id: "7"');
  expect(question.length).toBeLessThan(MAX_QUESTION_CHARACTERS);
});

test('longer arguments push no argument out of sight, and one with a similar name replaces none', () => {
  const pairs = Array.from({ length: 50 }, (_, i) => [`k${i}`, 'x'.repeat(200)]);
  const metadata = { fee: 'all', fee_formatted: 'none', ...Object.fromEntries(pairs) };
  const question = questionText({ ...refund, arguments: { metadata, amount: 500, revoke_benefits: true } });
  expect(question).toContain(
    'What was asked for\n  amount: 500\n  revoke_benefits: true\n  metadata:\n    fee: "all"\n    fee_formatted: "none"\n',
  );
  expect(question).toMatch(/\n… and \d+ more lines, for which there is no room$/);
  expect(question.length).toBeLessThan(MAX_QUESTION_CHARACTERS);
});

test('only an amount in words takes the place of a number that was read', () => {
  const sums = { tokens: 1_000_000_000, tokens_formatted: 'none', amount: 5, amount_formatted: '7.00 USD' };
  const question = questionText({ ...refund, now: { customer: { sums } } });
  for (const line of ['tokens: 1000000000', 'tokens_formatted: "none"', 'amount: 5', 'amount_formatted: "7.00 USD"'])
    expect(question).toContain(`\n    ${line}\n`);
});

test('a text that is cut says how much of it is missing', () => {
  const question = questionText({ ...refund, arguments: { comment: 'x'.repeat(500) } });
  expect(question).toContain(`${'x'.repeat(119)}…" and 380 more characters`);
});
