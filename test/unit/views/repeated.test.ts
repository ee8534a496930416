import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../views/things/columns.ts';
import { withoutRepeated } from '../../../views/things/repeated.ts';

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
  withoutRepeated(columnsOf(things, []), kept).map((columns) => columns.map(({ label }) => label));

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

  test('stay where one row has no value', () => {
    const [first, ...others] = items;
    expect(labels([{ ...first, organization_id: '' } as never, ...others])[1]).toEqual(['Archived']);
  });
});
