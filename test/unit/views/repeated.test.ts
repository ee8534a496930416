import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../views/things/columns.ts';
import { withoutRepeated } from '../../../views/things/repeated.ts';
import { labelOf } from '../../../views/things/words.ts';

const ORGANIZATION = '13c2aed2-d5db-4f7d-aeca-49f89cfeb462';
const items = ['a', 'b', 'c'].map((name, index) => ({
  name,
  status: 'paid',
  amount: 500,
  amount_formatted: '5.00 USD',
  is_archived: false,
  reason: index === 0 ? 'fraudulent' : 'duplicate',
  created_at: '2026-10-01T12:00:00Z',
  organization_id: ORGANIZATION,
}));
const labels = (things: typeof items, kept?: string) =>
  withoutRepeated(columnsOf(things, []), things, kept).map((columns) => columns.map(({ label }) => label));

describe('columns that say the same of each row', () => {
  test('leave the table, but for states, amounts, and times', () => {
    expect(labels(items)).toEqual([
      ['Name', 'Status', 'Amount', 'Reason', 'Created'],
      ['Archived', 'Organization'],
    ]);
  });

  test('stay where there is one row, and where the rows are sorted by them', () => {
    expect(labels(items.slice(0, 1))[1]).toEqual([]);
    expect(labels(items, 'is_archived')[1]).toEqual(['Organization']);
  });

  test.each([
    ['customers by their ids', { customer_id: ORGANIZATION, customer_name: 'Ada' }, { customer_id: 'other' }],
    ['customers', { customer: { id: 'a', name: 'Ada' } }, { customer: { id: 'b', name: 'Ada' } }],
  ])('stay where the rows have namesakes: %s', (_, more, other) => {
    const things = items.map((item, index) => ({ ...item, ...more, ...(index === 2 && other) }));
    const [shown, repeated] = withoutRepeated(columnsOf(things, ['customer.id', 'customer.name']), things, undefined);
    expect(shown.map(({ label }) => label)).toContain(labelOf(Object.keys(more).at(-1) ?? ''));
    expect(repeated.map(({ label }) => label)).toEqual(['Archived', 'Organization']);
    const same = items.map((item) => ({ ...item, ...more }));
    expect(withoutRepeated(columnsOf(same, ['customer.id', 'customer.name']), same, undefined)[1]).toHaveLength(3);
  });

  test('leave the table where they name one thing within several others', () => {
    const customers = items.map(({ name }) => ({
      name,
      customer: { id: name, email: name, organization_id: ORGANIZATION },
    }));
    const columns = columnsOf(customers, ['name', 'customer.email', 'customer.organization_id']);
    expect(withoutRepeated(columns, customers, undefined)[1].map(({ label }) => label)).toEqual(['Organization']);
  });

  test('stay where one row has no value', () => {
    const [first, ...others] = items;
    expect(labels([{ ...first, organization_id: '' } as never, ...others])[1]).toEqual(['Archived']);
  });
});
