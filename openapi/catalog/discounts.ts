import type { Toolset } from './types.ts';

const hints = {
  code: '3 to 256 letters and digits, case ignored; without one, applied only by discount_id.',
  amounts: 'Minor units by currency, such as {"usd": 500}.',
  basis_points: 'Hundredths of a percent: 1000 is 10%.',
  duration: 'For subscriptions: first invoice, every invoice, or duration_in_months.',
  duration_in_months: 'With repeating, and only then.',
  products: 'Product ids it is limited to; left out: all.',
} as const;

export const discounts = {
  name: 'discounts',
  title: 'Discounts',
  description: 'Promotions: discount codes, what they take off, for how long and how often.',
  tools: {
    'discounts:list': {
      name: 'list_discounts',
      title: 'List discounts',
      description: 'Discounts with their codes and how often each was redeemed.',
      keywords: [
        'campaigns, which codes exist, most used code, still valid, redeemed, expired, withdrawn, all codes',
        'ended, redemptions',
      ],
      hints: { query: 'Part of name or code.' },
    },
    'discounts:create': {
      name: 'create_discount',
      title: 'Create discount',
      risk: 'exposes',
      consequence: 'Customers who use it pay less, for as long and as often as it allows.',
      description:
        'Add a percentage or fixed discount, with or without a code. Type and duration are final; so is the value once redeemed.',
      keywords: [
        'Black Friday, percent off, money off, sale, deal, campaign, Cyber Monday, half price, third off',
        'students, free month, first month free, limited uses, seasonal, affiliate, forever, partner, loyalty',
        'win back, percent',
      ],
      hints: { ...hints, name: 'Customers see it.' },
      examples: [
        { name: 'Spring', code: 'SPRING20', type: 'percentage', basis_points: 2000, duration: 'once' },
        { name: 'Loyal', type: 'fixed', amounts: { usd: 500 }, duration: 'repeating', duration_in_months: 3 },
      ],
    },
    'discounts:get': {
      name: 'get_discount',
      title: 'Get discount',
      description: 'One discount with value, code, limits, products and redemptions so far.',
      keywords: ['how often used, uses left, when it expires, still valid, valid until'],
    },
    'discounts:update': {
      name: 'update_discount',
      title: 'Update discount',
      risk: 'exposes',
      risks: { metadata: 'write', name: 'write', clear: { code: 'write', metadata: 'write' } },
      consequence: 'It changes who pays less, how much less, and for how long or how often.',
      before: [
        {
          tool: 'get_discount',
          with: { id: 'id' },
          // Its redemptions count up while a person decides.
          fields: [
            'id',
            'name',
            'code',
            'type',
            'amounts',
            'basis_points',
            'duration',
            'duration_in_months',
            'max_redemptions',
            'max_redemptions_per_customer',
            'starts_at',
            'ends_at',
            'products.name',
          ],
        },
      ],
      clear: [
        'code',
        'starts_at',
        'ends_at',
        'max_redemptions',
        'max_redemptions_per_customer',
        'products',
        'metadata',
      ],
      description:
        'Change code, dates, limits or products of a discount. Type and duration never change, the value only until first redeemed.',
      keywords: [
        'extend, prolong, end early, raise the cap, limit redemptions, campaign, not work after, end date',
        'expiry date, apply only to, one use per customer, shorten, pause, turn off, never expire, postpone',
        'push back, later end, end date of a code',
      ],
      hints: {
        ...hints,
        type: 'Cannot change.',
        duration: 'Cannot change.',
        amounts: 'Minor units of all currencies, such as {"usd": 500}; one left out is gone.',
        products: 'The whole list of product ids; empty: all products.',
      },
    },
    'discounts:delete': {
      name: 'delete_discount',
      title: 'Delete discount',
      whyNotExposing: 'It only takes away.',
      description:
        'Delete a discount for good; its code stops working. To pause one instead, set `ends_at` with update_discount.',
      consequence: 'Nobody can redeem it any more, for good.',
      before: [
        {
          tool: 'get_discount',
          with: { id: 'id' },
          fields: [
            'id',
            'name',
            'code',
            'type',
            'amounts',
            'basis_points',
            'duration',
            'duration_in_months',
            'ends_at',
          ],
        },
        {
          tool: 'list_checkout_links',
          with: {},
          given: { limit: 100 },
          fields: ['id', 'label', 'products.name'],
        },
        {
          tool: 'list_subscriptions',
          with: { discount_id: 'id' },
          given: { active: true, limit: 1 },
          quiet: true,
        },
      ],
      done: 'The discount is deleted; its code no longer works.',
      keywords: ['campaign'],
      askedBy: ['withdraw discount, withdraw code, invalidate discount, invalidate code, cancel discount, end early'],
    },
  },
  resources: {
    Discount: {
      list: [
        'id',
        'name',
        'code',
        'type',
        'amounts',
        'basis_points',
        'duration',
        'duration_in_months',
        'redemptions_count',
        'max_redemptions',
        'starts_at',
        'ends_at',
        'products.name',
      ],
      one: ['max_redemptions_per_customer', 'products.id', 'metadata', 'organization_id', 'created_at', 'modified_at'],
    },
  },
} as const satisfies Toolset;
