import { describe, expect, test } from 'vitest';
import { outcomeOfDecision, outcomeTold } from '../../../views/changes/outcome.ts';
import { type Line, readPreview } from '../../../views/changes/preview.ts';
import { shownOf } from '../../../views/shown.ts';
import { plainText } from '../../../views/things/cell.ts';

const ID = '8b6cb524-881e-4be4-8e37-f6cbb1e3a3a6';

describe('a preview', () => {
  test('begins with the amounts, and shows what is asked for and what is there now', () => {
    const preview = readPreview({
      title: 'Create refund',
      environment: 'production',
      consequence: 'It goes back.',
      amount: '20.00 EUR',
      with_tax_at_most: '24.00 EUR',
      organization: 'acme',
      arguments: { order_id: ID, amount: 2000, revoke_benefits: true },
      now: { order: { total_amount: 2400, total_amount_formatted: '24.00 EUR', currency: 'eur', paid: true } },
      names: { [ID]: 'Icon Pack' },
      left_out: ['order.items: 1 of 9'],
      not_seen: 'customer: this connection may not read that.',
    });
    expect(preview).toEqual({
      title: 'Create refund',
      environment: 'production',
      consequence: 'It goes back.',
      facts: [
        { label: 'Amount', cell: { kind: 'money', text: '20.00 EUR' } },
        { label: 'With tax, at most', cell: { kind: 'money', text: '24.00 EUR' } },
        { label: 'Organization', cell: { kind: 'text', text: 'acme' } },
      ],
      gaps: ['Not seen: customer: this connection may not read that.', 'Left out here: order.items: 1 of 9'],
      parts: [
        {
          title: 'What was asked for',
          titleAfterwards: 'What was asked for',
          lines: [
            {
              label: 'Order',
              cell: {
                kind: 'several',
                cells: [
                  { kind: 'text', text: 'Icon Pack' },
                  { kind: 'id', id: ID },
                ],
              },
            },
            { label: 'Benefits revoked', cell: { kind: 'text', text: 'Yes' } },
          ],
        },
        {
          title: 'Order now',
          titleAfterwards: 'Order before the decision',
          lines: [
            { label: 'Total', cell: { kind: 'money', text: '24.00 EUR' } },
            { label: 'Paid', cell: { kind: 'text', text: 'Yes' } },
          ],
        },
      ],
    });
  });

  test.each<[string, object, string]>([
    ['an amount in minor units, as such', { prices: [{ price_amount: 1200 }] }, '1200 (in minor units)'],
    [
      'a price in its currency',
      { prices: [{ amount_type: 'fixed', price_currency: 'usd', price_amount: 2900 }] },
      '29.00 USD',
    ],
    ['yen, which have no cents', { currency: 'jpy', tiers: [{ unit_amount: '1500' }] }, '1500 JPY'],
    ['amounts by currency', { amounts: { eur: 500 } }, '5.00 EUR'],
    ['a share', { basis_points: 5000 }, '50%'],
    ['a field that is cleared', { description: null }, 'none'],
    ['what is set to false', { is_archived: false }, 'No'],
    ['what is set to zero', { limit: 0 }, '0'],
    ['a list that is emptied', { benefits: [] }, 'none'],
    ['a value beside which the caller wrote another', { metadata: { plan: 'gold', plan_formatted: 'free' } }, 'gold'],
    ['what the caller calls a note', { metadata: { plan: 'gold', plan_note: 'for ever' } }, 'for ever'],
    ['what the caller calls the text of another', { metadata: { plan: 'gold', plan_formatted: 'free' } }, 'free'],
  ])('shows %s', (_, given, text) => {
    const preview = readPreview({ title: 'Update product', environment: 'sandbox', arguments: given, now: {} });
    expect(JSON.stringify(preview?.parts)).toMatch(new RegExp(`"(?:text|value)":"?${text.replace(/[()]/g, '\\$&')}"?`));
  });

  test.each<[string, object, string[]]>([
    ['metadata', { metadata: { fee: 500, fee_formatted: '5.00 USD', fee_note: 'free' } }, ['500', '5.00 USD', 'free']],
    [
      'metadata whose currency others named',
      { metadata: { fee: 1, currency: 'usd', x: 1, x_formatted: '0.01 USD' } },
      ['1', 'usd', '1', '0.01 USD'],
    ],
    ['an event', { data: { amounts: { usd: 500 } } }, ['500']],
    ['a summary', { 'metadata.fee': 500, 'metadata.fee_formatted': '5.00 USD' }, ['500', '5.00 USD']],
    ['a thing of Polar', { fee: 500, fee_formatted: 'free', fee_note: 'free' }, ['500', 'free', 'free']],
  ])('of data of others in %s, no key stands for another', (_, thing, texts) => {
    const preview = readPreview({ title: 'x', now: { order: thing } });
    const said = (lines: readonly Line[]): string[] =>
      lines.flatMap((line) => ('lines' in line ? said(line.lines) : plainText(line.cell)));
    expect(said(preview?.parts[0]?.lines ?? [])).toEqual(texts);
  });

  test('shows an amount in the data of a call as it is', () => {
    const preview = readPreview({ title: 'x', arguments: { metadata: { amount: 500, basis_points: 5000 } } });
    expect(JSON.stringify(preview?.parts)).toMatch(/"text":"500".*"text":"5000"/);
  });

  test('names what others called something as they did, and a single thing by no number', () => {
    const events = {
      count: 2,
      items: [{ at: 1, metadata: { api_units: 5 } }],
      fields: { name: { sign_up: 1, [ID]: 1 } },
    };
    const preview = readPreview({ title: 'x', arguments: { events }, names: { [ID]: 'Icon Pack' } });
    const labels = (lines: readonly Line[]): unknown[] =>
      lines.map((line) => ('lines' in line ? [line.label, labels(line.lines)] : line.label));
    expect(labels(preview?.parts[0]?.lines ?? [])).toEqual([
      [
        'Events',
        ['Count', ['Items', ['Number', ['Metadata', ['api_units']]]], ['Fields', [['name', ['sign_up', 'Icon Pack']]]]],
      ],
    ]);
  });

  test('of an unknown place is said to be about real money', () => {
    expect(readPreview({ title: 'x', environment: 'elsewhere' })?.environment).toBe('production');
  });

  test.each([undefined, null, 'text', [], {}])('%j is none', (would) => {
    expect(readPreview(would)).toBeUndefined();
  });
});

describe('an outcome', () => {
  const shown = (structuredContent: Record<string, unknown>, isError = false) =>
    shownOf({ content: [], structuredContent, isError });
  const failed = (code: string) => shown({ error: { code, message: 'As it says.' } }, true);

  test.each<[string, 'approve' | 'decline', ReturnType<typeof shown>, string | undefined]>([
    ['a change that was made', 'approve', shown({ id: ID }), 'Done'],
    ['one that was declined', 'decline', shown({ state: 'declined' }), 'It was declined'],
    ['one whose answer was lost', 'approve', failed('outcome_unknown'), 'Nobody knows whether it was made'],
    ['one that Polar refused', 'approve', failed('not_allowed'), 'It was not made'],
    ['one about which somebody else decided', 'approve', failed('not_confirmed'), undefined],
  ])('of %s', (_, decision, answer, title) => {
    expect(outcomeOfDecision(decision, answer)?.title).toBe(title);
  });

  test.each([
    ['made', 'It was made'],
    ['declined', 'It was declined'],
    ['expired', 'Nobody decided in time'],
    ['failed', 'It was approved, and came to nothing'],
    ['unknown', 'Nobody knows whether it was made'],
    ['started', 'It is being made'],
    ['waiting', undefined],
    ['constructor', undefined],
  ])('that get_change tells: %s', (state, title) => {
    expect(outcomeTold(shown({ state }))?.title).toBe(title);
  });

  test('of a change that failed gives the reason', () => {
    const result = { error: { code: 'not_allowed', message: 'The order was refunded.' } };
    expect(outcomeTold(shown({ state: 'failed', result }))?.text).toBe('The order was refunded.');
  });
});
