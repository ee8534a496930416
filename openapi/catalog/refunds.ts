import type { Toolset } from './types.ts';

export const refunds = {
  name: 'refunds',
  title: 'Refunds and disputes',
  description: 'Money that goes back: refunds given, and disputes that customers raised with their bank.',
  tools: {
    'refunds:list': {
      name: 'list_refunds',
      title: 'List refunds',
      description:
        'Refunds by order, subscription or customer; `tax_amount` went back beside `amount`. In minor units of `currency`.',
      keywords: ['already, returned money, total, history, gone back, gave back, status, arrived'],
    },
    'refunds:create': {
      name: 'create_refund',
      title: 'Create refund',
      whyNotExposing: 'The money goes back the way it came, to nobody else.',
      description:
        'Pay an order back, fully or in part. Cannot be undone, and each call refunds again. Does not cancel a subscription.',
      consequence:
        "The amount, and its tax in proportion, goes back to the customer. It can't be taken back. A subscription goes on; with `revoke_benefits`, the order's benefits are taken back.",
      before: [
        {
          tool: 'get_order',
          with: { id: 'order_id' },
          fields: [
            'id',
            'status',
            'description',
            'total_amount',
            'refunded_amount',
            'refundable_amount',
            'refundable_tax_amount',
            'currency',
            'customer.email',
            'customer.name',
            'created_at',
          ],
        },
        { tool: 'list_refunds', with: { order_id: 'order_id' }, given: { limit: 100 }, quiet: true },
        { tool: 'list_disputes', with: { order_id: 'order_id' }, given: { limit: 100 }, quiet: true },
      ],
      settledBy: { tool: 'list_refunds', with: { order_id: 'order_id' } },
      keywords: [
        'money back, give back, return, compensate, half, undo a charge, send back, reverse, part, goodwill',
        'double payment, charged twice, VAT exempt, tax back, keep access, cash, returned, compensation',
        'overcharged, unhappy, dissatisfied, complaint, did not work for them, guarantee',
      ],
      risk: 'money',
      hints: {
        amount: 'Minor units before tax, which is refunded in proportion. In full: refundable_amount of get_order.',
        comment: 'Internal note.',
        revoke_benefits: 'true takes the benefits back; one-time purchases only.',
      },
    },
    'disputes:list': {
      name: 'list_disputes',
      title: 'List disputes',
      description:
        'Chargebacks by order or status; `needs_response` is waiting for the merchant. Amounts are in minor units.',
      keywords: [
        'open cases, contested, claims, fraud, complaints to the bank, answer needed, cardholder',
        'told their bank, never bought it, unauthorised, lost, won, respond, inquiry, bank, card issuer',
        'stolen card, reversal, case',
      ],
    },
    'disputes:get': {
      name: 'get_dispute',
      title: 'Get dispute',
      description: 'One dispute with amount, reason, status and the date by which evidence is due.',
      keywords: [
        'deadline, how long, respond, reply, claim, evidence, due date, won, win, outcome, status, fight',
        'defend, answer, contest, case',
      ],
    },
    'disputes:accept': {
      name: 'accept_dispute',
      title: 'Accept dispute',
      whyNotExposing: 'The customer keeps what their bank has given back; nobody else gets anything.',
      description: 'Give a dispute up: the customer keeps the money and the case closes as lost, for good.',
      consequence:
        "The dispute is lost for good: the customer keeps the disputed amount and its tax, and no evidence can be sent any more. The order's subscription ends at once, or its benefits are taken back.",
      before: [
        {
          tool: 'get_dispute',
          with: { id: 'id' },
          fields: [
            'id',
            'status',
            'amount',
            'tax_amount',
            'currency',
            'reason',
            'evidence_due_by',
            'order_id',
            'customer.email',
            'customer.name',
          ],
        },
      ],
      keywords: ['lose'],
      askedBy: ['concede, lose dispute, stop fighting, not fight, not contest, surrender, write off'],
      risk: 'money',
    },
  },
  resources: {
    Refund: {
      list: ['id', 'status', 'reason', 'amount', 'tax_amount', 'currency', 'order_id', 'created_at'],
      one: [
        'customer_id',
        'subscription_id',
        'revoke_benefits',
        'dispute.id',
        'dispute.status',
        'metadata',
        'organization_id',
        'modified_at',
      ],
    },
    Dispute: {
      list: [
        'id',
        'status',
        'amount',
        'tax_amount',
        'currency',
        'reason',
        'order_id',
        'evidence_due_by',
        'customer.email',
        'created_at',
      ],
      one: ['past_due', 'resolved', 'closed', 'payment_id', 'customer.id', 'customer.name', 'case_id', 'modified_at'],
    },
  },
} as const satisfies Toolset;
