import { describe, expect, test } from 'vitest';
import { type Facts, figuresOf, totalOf } from '../../../simulator/operations/figures/measures/index.ts';
import type { StoredRecord } from '../../../simulator/store.ts';

type Given = Partial<Record<keyof Facts, object[]>>;

const NONE = { orders: [], refunds: [], disputes: [], subscriptions: [], checkouts: [], seats: [], events: [] };
const month = (number: number) => ({
  start: `2026-0${number}-01T00:00:00.000Z`,
  until: `2026-0${number + 1}-01T00:00:00.000Z`,
  interval: 'month',
});

/** The figures of May and June. */
function figures(given: Given) {
  const facts = { ...NONE, ...(given as Record<keyof Facts, StoredRecord[]>) };
  return figuresOf(facts, [month(5), month(6)]);
}

const subscription = (id: string, started_at: string, more: object = {}) => ({
  id,
  customer_id: `customer of ${id}`,
  started_at,
  amount: 2400,
  recurring_interval: 'month',
  recurring_interval_count: 1,
  ...more,
});
const order = (id: string, created_at: string, more: object = {}) => ({
  id,
  created_at,
  paid: true,
  net_amount: 1000,
  platform_fee_amount: 80,
  subscription_id: null,
  ...more,
});

const table: [string, { given: Given; want: [may: object, june: object] }][] = [
  [
    'a subscription counts from the period in which it starts to the one before it ends',
    {
      given: {
        subscriptions: [
          subscription('a', '2026-05-20T10:00:00Z'),
          subscription('b', '2026-01-01T00:00:00Z', {
            canceled_at: '2026-06-02T00:00:00Z',
            ended_at: '2026-06-10T00:00:00Z',
            customer_cancellation_reason: 'unused',
          }),
        ],
      },
      want: [
        {
          active_subscriptions: 2,
          committed_subscriptions: 1,
          new_subscriptions: 1,
          churned_subscriptions: 0,
          monthly_recurring_revenue: 4800,
        },
        {
          active_subscriptions: 1,
          churned_subscriptions: 1,
          canceled_subscriptions: 1,
          canceled_subscriptions_unused: 1,
          canceled_subscriptions_other: 0,
          monthly_recurring_revenue: 2400,
          annual_recurring_revenue: 28_800,
        },
      ],
    },
  ],
  [
    'a month of a yearly, a weekly and a two-monthly price',
    {
      given: {
        subscriptions: [
          subscription('year', '2026-01-01T00:00:00Z', { recurring_interval: 'year' }),
          subscription('week', '2026-01-01T00:00:00Z', { recurring_interval: 'week' }),
          subscription('two months', '2026-01-01T00:00:00Z', { recurring_interval_count: 2 }),
        ],
      },
      want: [{ monthly_recurring_revenue: 200 + 10_400 + 1200, average_revenue_per_user: 3933 }, {}],
    },
  ],
  [
    'a trial brings nothing before it ends',
    {
      given: { subscriptions: [subscription('a', '2026-05-20T10:00:00Z', { trial_end: '2026-06-03T10:00:00Z' })] },
      want: [
        { monthly_recurring_revenue: 0, trial_monthly_recurring_revenue: 2400 },
        { monthly_recurring_revenue: 2400, trial_monthly_recurring_revenue: 0 },
      ],
    },
  ],
  [
    'the churn rate looks at the 30 days before a period',
    {
      given: {
        subscriptions: [
          subscription('stays', '2026-01-01T00:00:00Z'),
          subscription('leaves', '2026-01-01T00:00:00Z', {
            canceled_at: '2026-05-15T00:00:00Z',
            ends_at: '2026-06-15T00:00:00Z',
          }),
        ],
      },
      want: [{ churn_rate: 0 }, { churn_rate: 0.5, ltv: 4800 }],
    },
  ],
  [
    'what went back counts on the day of the order; a won dispute does not',
    {
      given: {
        orders: [
          order('a', '2026-05-30T00:00:00Z'),
          order('b', '2026-05-31T00:00:00Z'),
          order('c', '2026-06-01T00:00:00Z'),
          order('d', '2026-06-02T00:00:00Z', { paid: false }),
        ],
        refunds: [
          { order_id: 'a', amount: 400, status: 'succeeded', created_at: '2026-06-05T00:00:00Z' },
          { order_id: 'a', amount: 400, status: 'failed', created_at: '2026-06-05T00:00:00Z' },
        ],
        disputes: [
          { order_id: 'b', amount: 1000, status: 'won' },
          { order_id: 'c', amount: 1000, status: 'lost' },
        ],
      },
      want: [
        {
          orders: 2,
          revenue: 1600,
          net_revenue: 1440,
          average_order_value: 800,
          cumulative_revenue: 1600,
          one_time_products: 2,
        },
        { orders: 1, revenue: 0, net_revenue: -80, cumulative_revenue: 1600 },
      ],
    },
  ],
  [
    'orders of a subscription are new in the period in which it starts, and renewals later',
    {
      given: {
        subscriptions: [subscription('s', '2026-05-01T00:00:00Z')],
        orders: [
          order('a', '2026-05-01T00:00:00Z', { subscription_id: 's' }),
          order('b', '2026-06-01T00:00:00Z', { subscription_id: 's' }),
        ],
      },
      want: [
        { new_subscriptions_revenue: 1000, renewed_subscriptions: 0, one_time_products: 0 },
        { new_subscriptions_revenue: 0, renewed_subscriptions: 1, renewed_subscriptions_revenue: 1000 },
      ],
    },
  ],
  [
    'costs are those of events that the merchant sent',
    {
      given: {
        orders: [order('a', '2026-05-01T00:00:00Z')],
        events: [
          {
            source: 'user',
            timestamp: '2026-05-02T00:00:00Z',
            customer_id: 'a',
            metadata: { _cost: { amount: '0.75' } },
          },
          { source: 'user', timestamp: '2026-05-03T00:00:00Z', customer_id: 'b', metadata: {} },
          { source: 'system', timestamp: '2026-05-03T00:00:00Z', customer_id: 'c', metadata: { _cost: { amount: 9 } } },
        ],
      },
      want: [
        { costs: 0.75, active_user_by_event: 2, cost_per_user: 0.375, gross_margin: 999.25, cashflow: 999.25 },
        { costs: 0, cumulative_costs: 0.75, gross_margin: 999.25, cashflow: 0 },
      ],
    },
  ],
  [
    'checkouts and what became of them',
    {
      given: {
        checkouts: [
          { created_at: '2026-05-02T00:00:00Z', status: 'succeeded' },
          { created_at: '2026-05-02T00:00:00Z', status: 'expired' },
        ],
      },
      want: [
        { checkouts: 2, succeeded_checkouts: 1, checkouts_conversion: 0.5 },
        { checkouts: 0, succeeded_checkouts: 0, checkouts_conversion: 0 },
      ],
    },
  ],
  [
    'seats, and the customers who hold them',
    {
      given: {
        subscriptions: [subscription('s', '2026-05-01T00:00:00Z')],
        seats: [
          {
            subscription_id: 's',
            created_at: '2026-05-01T00:00:00Z',
            claimed_at: '2026-05-02T00:00:00Z',
            revoked_at: '2026-06-02T00:00:00Z',
          },
          {
            subscription_id: 's',
            created_at: '2026-05-01T00:00:00Z',
            claimed_at: null,
            revoked_at: '2026-06-02T00:00:00Z',
          },
        ],
      },
      want: [
        {
          seats_total: 2,
          seats_claimed: 1,
          seats_pending: 1,
          seat_customers: 1,
          new_seat_customers: 1,
          churned_seat_customers: 0,
          average_seats_per_customer: 2,
          seat_utilization_rate: 0.5,
        },
        { seats_total: 0, seat_customers: 0, new_seat_customers: 0, churned_seat_customers: 1 },
      ],
    },
  ],
];

describe('the figures of the simulator', () => {
  test.each(table)('%s', (_, { given, want }) => expect(figures(given)).toMatchObject(want));

  test.each([
    ['a sum', 'orders', 6],
    ['a level: the last', 'active_subscriptions', 5],
    ['a quotient of sums', 'average_order_value', 200],
    ['one of none', 'checkouts_conversion', 0],
  ])('in total: %s', (_, slug, want) => {
    const rows = [
      { orders: 4, revenue: 1000, active_subscriptions: 9, average_order_value: 250 },
      { orders: 2, revenue: 200, active_subscriptions: 5, average_order_value: 100 },
    ];
    expect(totalOf(slug, rows)).toBe(want);
  });
});
