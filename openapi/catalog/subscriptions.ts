import type { Toolset } from './types.ts';

export const subscriptions = {
  name: 'subscriptions',
  title: 'Subscriptions',
  description: 'Recurring sales: find, change, cancel, pause, resume and end subscriptions.',
  tools: {
    'subscriptions:list': {
      name: 'list_subscriptions',
      title: 'List subscriptions',
      description: 'Subscriptions by customer, product, status or date. Amounts are in minor units of `currency`.',
      keywords: ['churned', 'cancelled', 'trials', 'past due', 'overdue', 'renewals', 'paying monthly'],
    },
    'subscriptions:create': {
      name: 'create_free_subscription',
      title: 'Create free subscription',
      description:
        'Subscribe an existing customer to a free product, without order or email. For a paid product use create_checkout.',
      keywords: ['comp', 'complimentary', 'gift', 'free plan', 'free tier', 'without paying', 'on the house'],
      hints: { product_id: 'A free subscription product.', customer_id: 'Either this or external_customer_id.' },
    },
    'subscriptions:export': {
      name: 'export_subscriptions',
      title: 'Export subscriptions',
      description:
        'Subscriptions as CSV, with columns of your choice. For a few of them list_subscriptions is cheaper.',
      keywords: ['backup', 'download'],
      hints: {
        started_after: 'With UTC offset.',
        started_before: 'With UTC offset.',
        timezone: 'IANA name for dates in the file.',
      },
    },
    'subscriptions:get': {
      name: 'get_subscription',
      title: 'Get subscription',
      description: 'One subscription with product, price, customer, current period and any scheduled change.',
      keywords: ['next renewal', 'next billing date', 'when it renews', 'when the trial ends'],
    },
    'subscriptions:update': {
      name: 'update_subscription',
      title: 'Update subscription',
      clear: ['discount_id', 'customer_cancellation_reason', 'customer_cancellation_comment', 'resumes_at'],
      description:
        'Make one kind of change per call: product, discount or trial; seats; renewal date; cancel; pause; resume; revoke. A new product, more seats, ending a trial or resuming may charge the customer at once. To cancel, prefer `cancel_at_period_end`; `revoke` ends access now, for good.',
      keywords: [
        'upgrade',
        'downgrade',
        'switch plan',
        'monthly to yearly',
        'cancel',
        'undo a cancellation',
        'pause',
        'resume',
        'more seats',
        'stop renewing',
        'stop charging',
        'extend a free trial',
        'reactivate',
      ],
      risk: 'money',
      idempotent: false,
      hints: {
        product_id: 'Product to switch to.',
        proration_behavior:
          'With product_id or seats. invoice: difference billed now; prorate: with next invoice; next_period: change then; reset: full price and new period now.',
        discount_id: 'Applies from the next renewal.',
        trial_end: 'Sets or extends a trial: date-time with a time zone; "now" ends it.',
        seats: 'New total, not the difference.',
        current_billing_period_end: 'Future date of the next renewal.',
        cancel_at_period_end: 'false takes a planned cancellation back.',
        revoke: 'Ends it immediately; cannot be undone.',
        pause_at_period_end: 'false takes a planned pause back.',
        resumes_at: 'After the current period; left out: paused until resumed.',
        resume: 'Charges for a fresh period, from now.',
        clear: 'Fields to empty: discount_id takes the discount off, pending_update drops the scheduled change.',
        customer_cancellation_reason: 'Only what the customer said.',
        customer_cancellation_comment: "The customer's own words; they can read it.",
      },
      examples: [
        {
          id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f',
          cancel_at_period_end: true,
          customer_cancellation_reason: 'too_expensive',
        },
        { id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f', seats: 12, proration_behavior: 'prorate' },
        { id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f', clear: ['pending_update'] },
      ],
    },
    'subscriptions:revoke': {
      name: 'revoke_subscription',
      title: 'Revoke subscription',
      description:
        'End a subscription and its benefits immediately, for good. To let the paid period run out, use update_subscription with `cancel_at_period_end`.',
      keywords: ['terminate', 'cancel immediately', 'cut off', 'kill', 'kick out', 'right now', 'stop charging'],
    },
  },
} as const satisfies Toolset;
