import { currencyHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

const priceHints = {
  'prices.price_currency': currencyHint,
  'prices.price_amount': '0 (free), or about 0.50 to 999,999.99 USD.',
  'prices.minimum_amount': '0 lets the customer pay nothing.',
  'prices.maximum_amount': 'Not below minimum_amount.',
  'prices.unit_amount': 'For one unit; up to 12 decimals.',
  'prices.cap_amount': 'Most to charge in a period.',
  'prices.seat_tiers.seat_tier_type': "volume: all seats at one tier's rate; graduated: each range at its own.",
  'prices.seat_tiers.tiers.max_seats': 'None in the last tier.',
  'prices.tiers.tiers.bound': 'Last unit; none in the last tier.',
  'prices.tiers.tiers.unit_amount': 'Whole.',
  'prices.unit_label': 'By language: {"en": {"=1": "device", "other": "devices"}}.',
};

export const products = {
  name: 'products',
  title: 'Products',
  description: 'What the shop sells: products, their prices and the benefits that come with them.',
  tools: {
    'products:list': {
      name: 'list_products',
      title: 'List products',
      description: 'Products of the shop with their prices, active and archived. Start here for product ids.',
      keywords: [
        'catalog, plans, tiers, price list, what we sell, what we charge, offers, pricing, still for sale',
        'archived, which plans include, bundle, cost, all prices, what do we sell',
      ],
      hints: {
        query: 'Part of the name.',
        is_recurring: 'true: subscriptions; false: one-time purchases.',
      },
    },
    'products:create': {
      name: 'create_product',
      title: 'Create product',
      whyNotExposing: 'Nobody gets anything by a new product: set_product_benefits and each link to a free one ask.',
      description:
        'Add a product: with `recurring_interval` a subscription, without it a one-time purchase; that is final. It can be archived, never deleted.',
      keywords: [
        'launch, plan, tier, item, digital, course, ebook, start selling, put on sale, yearly, annual',
        'monthly plan, membership, another option, pay what you want, minimum price, per seat pricing',
        'one-time purchase, lifetime, template, plugin, usage-based pricing, charge per unit, begin to offer',
        'dollars, euros, two years, service, sell, package',
      ],
      hints: {
        ...priceHints,
        prices:
          'Amounts in minor units. One custom alone, or one fixed and/or one seat_based or unit_based; unit_based, metered_unit: subscriptions only.',
        description: 'Markdown.',
        attached_custom_fields: 'Questions at checkout.',
        medias: 'Ids of uploaded product_media files.',
        meter_interval: 'Bills usage more often; must divide evenly; final.',
      },
      examples: [
        {
          name: 'Pro',
          recurring_interval: 'month',
          prices: [{ amount_type: 'fixed', price_amount: 1500, price_currency: 'usd' }],
        },
        { name: 'E-book', prices: [{ amount_type: 'custom', minimum_amount: 500, price_currency: 'usd' }] },
        {
          name: 'Team',
          recurring_interval: 'year',
          prices: [
            {
              amount_type: 'seat_based',
              seat_tiers: {
                tiers: [
                  { min_seats: 1, max_seats: 10, price_per_seat: 9900 },
                  { min_seats: 11, price_per_seat: 7900 },
                ],
              },
            },
          ],
        },
      ],
    },
    'products:get': {
      name: 'get_product',
      title: 'Get product',
      description: 'One product with its prices, benefits, media and custom fields.',
      keywords: ['plan, tier, how much it costs, cost, still for sale, what is included, pricing, comes with'],
    },
    'products:update': {
      name: 'update_product',
      title: 'Update product',
      clear: ['description', 'trial_interval', 'trial_interval_count', 'medias', 'attached_custom_fields', 'metadata'],
      description:
        'Change, archive or restore a product; archiving stops new sales and leaves running subscriptions alone. Prices left out of `prices` are archived.',
      consequence: 'This changes what the shop sells, to whom or for how much.',
      consequences: {
        prices: 'New customers pay these prices from now on. Prices that are left out are archived.',
        trial_interval: 'New customers pay nothing for so long.',
        trial_interval_count: 'New customers pay nothing for so long.',
        visibility: 'Who can find and buy the product changes at once.',
        is_archived:
          'Nobody can buy the product any more; running subscriptions go on. Checkout links that sell it alone are deleted for good, and it is taken out of the others.',
        recurring_interval: 'The recurring interval of a product can be set once, and never be changed again.',
      },
      risk: 'exposes',
      risks: {
        recurring_interval: 'irreversible',
        recurring_interval_count: 'irreversible',
        is_archived: { true: 'irreversible' },
        visibility: { draft: 'write' },
        metadata: 'write',
        name: 'write',
        description: 'write',
        medias: 'write',
        attached_custom_fields: 'write',
        clear: 'write',
      },
      before: [
        {
          tool: 'get_product',
          with: { id: 'id' },
          fields: ['id', 'name', 'is_archived', 'visibility', 'recurring_interval', 'recurring_interval_count'],
        },
      ],
      keywords: [
        'plan, price increase, archive, discontinue, stop selling, hide, unarchive, publish, off sale, put up',
        'take off, tier, raise the price, change the price, new price, trial length, add a trial',
        'remove the trial, picture, cover image, optional question, question of one product, stop sign-ups',
        'close to new customers, back on sale, visibility, private, storefront, monthly plan, put up to',
        'cheaper, more expensive, reprice, cost more, no longer sell, sunset, withdraw from sale, unlist',
        'do not let anyone buy, currency',
      ],
      idempotent: false,
      hints: {
        ...priceHints,
        prices:
          'The whole list: {id} keeps an existing price, anything else adds one. Amounts in minor units: 1500 is 15.00 USD.',
        description: 'Markdown.',
        attached_custom_fields: 'Questions at checkout, all of them.',
        medias: 'Ids of uploaded product_media files, all of them.',
        recurring_interval: 'Settable once, on legacy subscription products only.',
      },
    },
    'products:update_benefits': {
      name: 'set_product_benefits',
      title: 'Set product benefits',
      description:
        'Replace the benefits that a product grants. Customers who already bought it gain what was added and at once lose what was left out.',
      consequence:
        'Everyone who bought this product loses at once the benefits that are left out, and gains those that are added.',
      risks: { benefits: ['irreversible', 'exposes'] },
      whyNotExposing: 'It gives something by `benefits` alone.',
      before: [
        {
          tool: 'get_product',
          with: { id: 'product_id' },
          fields: ['id', 'name', 'is_archived'],
        },
      ],
      keywords: [
        'include in a plan, add a perk to, remove a perk from, stop giving a perk, drop a perk from one plan',
        'let a plan include, tier, premium plan, plan, only for a plan, stop a perk for a plan',
      ],
      askedBy: [
        'attach, include, comes with perk, bundle, detach, give access, add perk, remove perk, drop perk plan',
        'stop giving perk, replace benefits of product, swap perks product, put benefit on product',
      ],
      risk: 'irreversible',
      idempotent: true,
      rename: { id: 'product_id' },
      hints: { benefits: 'All benefit ids in display order, from list_benefits.' },
    },
  },
  resources: {
    Product: {
      list: [
        'id',
        'name',
        'is_archived',
        'visibility',
        'recurring_interval',
        'recurring_interval_count',
        'prices.amount_type',
        'prices.price_amount',
        'prices.price_currency',
        'prices.preset_amount',
        'prices.minimum_amount',
        'prices.maximum_amount',
        'prices.unit_amount',
        'prices.cap_amount',
        'prices.meter.name',
        'prices.seat_tiers.seat_tier_type',
        'prices.seat_tiers.tiers',
        'prices.tiers.tiers',
      ],
      one: [
        'description',
        'trial_interval',
        'trial_interval_count',
        'prices.id',
        'prices.meter_id',
        'prices.seat_tiers',
        'prices.tiers',
        'prices.minimum_units',
        'prices.maximum_units',
        'prices.unit_label',
        'benefits.id',
        'benefits.type',
        'benefits.description',
        'attached_custom_fields.custom_field_id',
        'attached_custom_fields.required',
        'metadata',
        'organization_id',
        'created_at',
        'modified_at',
      ],
      unless: { visibility: 'public', recurring_interval_count: 1 },
    },
  },
} as const satisfies Toolset;
