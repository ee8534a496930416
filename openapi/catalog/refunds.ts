import type { Toolset } from './types.ts';

export const refunds = {
  name: 'refunds',
  title: 'Refunds and disputes',
  description: 'Money that goes back: refunds given, and disputes that customers raised with their bank.',
  tools: {
    'refunds:list': {
      name: 'list_refunds',
      title: 'List refunds',
      description: 'Refunds by order, subscription or customer. Amounts are in minor units of `currency`.',
      keywords: ['already', 'returned money', 'total', 'history'],
    },
    'refunds:create': {
      name: 'create_refund',
      title: 'Create refund',
      description:
        'Pay an order back, fully or in part. Cannot be undone, and each call refunds again: after an unclear answer look at list_refunds first. Does not cancel a subscription.',
      keywords: ['money back', 'give back', 'return', 'compensate', 'half'],
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
      keywords: ['open cases', 'contested', 'claims', 'fraud', 'complaints to the bank', 'answer needed'],
    },
    'disputes:get': {
      name: 'get_dispute',
      title: 'Get dispute',
      description: 'One dispute with amount, reason, status and the date by which evidence is due.',
      keywords: ['deadline', 'how long', 'respond', 'reply', 'claim'],
    },
    'disputes:accept': {
      name: 'accept_dispute',
      title: 'Accept dispute',
      description: 'Give a dispute up: the customer keeps the money and the case closes as lost, for good.',
      keywords: ['concede', 'give up', 'lose', 'stop fighting', 'not contest'],
      risk: 'money',
    },
  },
} as const satisfies Toolset;
