import { countryHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

const sharedHints = {
  discount_id: 'Applied at once; the customer cannot swap it.',
  allow_discount_codes: 'Whether the customer may type a code.',
  require_billing_address: 'true: full address, not only the country.',
} as const;

const linkHints = {
  ...sharedHints,
  label: 'Internal name of the link.',
  seats: 'Fixes the number of seats; seat-based products only.',
} as const;

const sessionHints = {
  'customer_billing_address.country': countryHint,
  ...sharedHints,
  amount: 'Minor units; pay-what-you-want prices only.',
  allow_trial: "false switches the product's trial off.",
  customer_metadata: 'Copied to the customer that this creates.',
  custom_field_data: 'Values by slug of the custom field.',
} as const;

export const checkouts = {
  name: 'checkouts',
  title: 'Checkouts and links',
  description: 'Ways to pay: reusable checkout links, and single checkout sessions for one customer.',
  tools: {
    'checkout-links:list': {
      name: 'list_checkout_links',
      title: 'List checkout links',
      description: 'Reusable payment links with their URLs, all or for one product.',
      keywords: ['buy buttons', 'shared links'],
    },
    'checkout-links:create': {
      name: 'create_checkout_link',
      title: 'Create checkout link',
      description:
        'Make a permanent link to buy one or more products, to share anywhere. For a single known customer use create_checkout.',
      keywords: ['buy button', 'shareable', 'social media', 'website', 'newsletter', 'bio'],
      hints: {
        ...linkHints,
        products: 'Product ids the customer chooses from; the current way.',
        product_id: 'Outdated: use products.',
        product_price_id: 'Outdated: use products.',
      },
    },
    'checkout-links:get': {
      name: 'get_checkout_link',
      title: 'Get checkout link',
      description: 'One checkout link with URL, products, discount and settings.',
      keywords: ['buy button', 'where it leads'],
    },
    'checkout-links:update': {
      name: 'update_checkout_link',
      title: 'Update checkout link',
      clear: ['label', 'discount_id', 'seats', 'trial_interval', 'trial_interval_count', 'success_url', 'return_url'],
      description: 'Change what a checkout link sells or how; its URL stays the same.',
      keywords: ['buy button', 'automatic discount', 'preset coupon', 'thank-you page'],
      hints: { ...linkHints, products: 'The whole list of product ids.' },
    },
    'checkout-links:delete': {
      name: 'delete_checkout_link',
      title: 'Delete checkout link',
      description: 'Delete a checkout link for good: wherever it was shared, its URL stops working.',
      consequence: 'Its URL stops working wherever it was shared, for good.',
      done: 'The checkout link is deleted; its URL no longer works.',
      keywords: ['buy button', 'take down', 'disable', 'retire'],
    },
    'checkouts:list': {
      name: 'list_checkouts',
      title: 'List checkouts',
      description: 'Checkout sessions by customer, product or status, also those that were abandoned or failed.',
      keywords: [
        'abandoned carts',
        'never finished',
        'unfinished purchases',
        'dropped off',
        'did not pay',
        'never bought',
        'payment page',
      ],
      hints: { query: "Part of the customer's email." },
    },
    'checkouts:create': {
      name: 'create_checkout',
      title: 'Create checkout',
      description:
        'Open a payment page for one customer; send them its `url`. It expires, and nothing is charged until they pay.',
      reveals: ['url'],
      keywords: ['cart', 'personal offer', 'custom price', 'pay page', 'embed'],
      hints: {
        ...sessionHints,
        products: 'Product ids to choose from; the first is preselected.',
        prices: 'Prices for this checkout alone: {product id: [price]}; amounts in minor units.',
        external_customer_id: 'Your own id of the customer; an unknown one creates a customer.',
        subscription_id: 'Free subscription to upgrade.',
        seats: 'Set min_seats and max_seats alike to fix the number.',
        is_business_customer: 'true asks for billing name and full address.',
        locale: 'Language of the page, such as fr.',
      },
      examples: [
        { products: ['6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f'], customer_email: 'ada@example.com' },
        {
          products: ['6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f'],
          external_customer_id: 'user_42',
          seats: 5,
          success_url: 'https://example.com/thanks',
        },
      ],
    },
    'checkouts:get': {
      name: 'get_checkout',
      title: 'Get checkout',
      description: 'One checkout session with status, amounts in minor units, customer and URL.',
      reveals: ['url'],
      keywords: ['cart', 'did they pay', 'completed', 'finished', 'still open', 'expired'],
    },
    'checkouts:update': {
      name: 'update_checkout',
      title: 'Update checkout',
      clear: [
        'amount',
        'discount_id',
        'seats',
        'trial_interval',
        'trial_interval_count',
        'customer_name',
        'customer_email',
        'customer_billing_name',
        'customer_billing_address',
        'customer_tax_id',
        'locale',
        'success_url',
        'return_url',
        'embed_origin',
      ],
      description:
        'Change an open checkout session before it is paid, such as its product, discount or prefilled customer data.',
      reveals: ['url'],
      keywords: ['cart', 'apply a coupon', 'swap product', 'before payment'],
      hints: {
        ...sessionHints,
        product_id: "One of the checkout's own products.",
      },
    },
  },
  resources: {
    CheckoutLink: {
      list: ['id', 'label', 'url', 'products.name', 'created_at'],
      one: [
        'products.id',
        'discount_id',
        'discount.name',
        'discount.code',
        'allow_discount_codes',
        'require_billing_address',
        'trial_interval',
        'trial_interval_count',
        'seats',
        'success_url',
        'return_url',
        'metadata',
        'organization_id',
        'modified_at',
      ],
    },
    Checkout: {
      list: ['id', 'status', 'total_amount', 'currency', 'product.name', 'customer_email', 'created_at'],
      one: [
        'url',
        'product_id',
        'amount',
        'discount_amount',
        'net_amount',
        'tax_amount',
        'discount_id',
        'seats',
        'customer_id',
        'customer_name',
        'external_customer_id',
        'customer_billing_address',
        'trial_end',
        'expires_at',
        'success_url',
        'return_url',
        'embed_origin',
        'allow_discount_codes',
        'require_billing_address',
        'is_payment_required',
        'metadata',
        'custom_field_data',
        'organization_id',
        'modified_at',
      ],
    },
  },
} as const satisfies Toolset;
