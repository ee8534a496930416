import { DOCUMENT_KEY, type Item, type Schema } from './document.ts';

/**
 * The source of an undocumented field: the finished answer, the record behind it, and the records that this refers to.
 */
interface Source {
  answer: Item;
  record: Item;
  lookup(id: string): Item | undefined;
  /** Makes a value in the form of a schema. */
  as(schema: Schema, value: unknown): unknown;
}

type Fields = Record<string, (source: Source) => unknown>;

const customerId = ({ record }: Source) => record.customer_id;
/** The old word for a customer. */
const user = ({ record, lookup }: Source) => {
  const customer = lookup(String(record.customer_id));
  if (!customer) return undefined;
  const name = String(customer.name ?? customer.email ?? '');
  return {
    id: customer.id,
    email: customer.email,
    public_name: name.slice(0, 1),
    avatar_url: `https://www.gravatar.com/avatar/${String(customer.id).replaceAll('-', '')}`,
  };
};
/** The same where an order or a subscription has it. */
const buyer = (source: Source) => {
  const found = user(source);
  return found && { ...found, github_username: null };
};
/** The first price of the record's product. */
const price = ({ record, lookup }: Source) => firstOf(lookup(String(record.product_id))?.prices);
const PRICE: Schema = { $ref: `${DOCUMENT_KEY}#/components/schemas/ProductPrice` };
const priceId = (source: Source) => price(source)?.id ?? null;
const productOf = ({ record, lookup }: Source) => lookup(String(record.product_id));
const firstProduct = ({ answer }: Source) => firstOf(answer.products);

function firstOf(list: unknown): Item | undefined {
  return Array.isArray(list) ? (list[0] as Item | undefined) : undefined;
}

/**
 * Fields that a real Polar sends though its document doesn't have them, by the schemas (a pattern of their names) that
 * they were seen in. Most are deprecated.
 */
const UNDOCUMENTED: [RegExp, Fields][] = [
  [/^Benefit(Custom|SlackSharedChannel)$/, { is_tax_applicable: () => true }],
  [/^BenefitGrant$/, { user_id: customerId }],
  [
    /^ProductPrice(Fixed|Custom|SeatBased|UnitBased|MeteredUnit)$/,
    {
      type: (source) => (productOf(source)?.recurring_interval ? 'recurring' : 'one_time'),
      recurring_interval: (source) => productOf(source)?.recurring_interval ?? null,
    },
  ],
  [
    /^ProductPriceSeatBased$/,
    { price_per_seat: ({ answer }) => firstOf((answer.seat_tiers as Item | undefined)?.tiers)?.price_per_seat },
  ],
  [
    /^CheckoutLink$/,
    {
      product_id: (source) => firstProduct(source)?.id,
      product: firstProduct,
      product_price_id: (source) => firstOf(firstProduct(source)?.prices)?.id,
      product_price: (source) => firstOf(firstProduct(source)?.prices),
    },
  ],
  [
    /^Checkout$/,
    {
      customer_billing_address_fields: ({ answer }) => {
        const full = answer.require_billing_address === true;
        return { country: true, state: full, city: full, postal_code: full, line1: full, line2: false };
      },
      customer_external_id: ({ answer }) => answer.external_customer_id ?? null,
      subtotal_amount: ({ answer }) => answer.net_amount,
    },
  ],
  [/^CustomerStateSubscription$/, { price_id: priceId }],
  [/^(LicenseKeyRead|LicenseKeyWithActivations|ValidatedLicenseKey)$/, { user_id: customerId, user }],
  [
    /^Order$/,
    {
      user_id: customerId,
      user: buyer,
      product_price_id: priceId,
      product_price: (source) => source.as(PRICE, price(source)) ?? null,
      amount: ({ answer }) => answer.net_amount,
      from_balance_amount: () => 0,
    },
  ],
  [/^OrderSubscription$/, { user_id: customerId, price_id: priceId }],
  [
    /^Subscription$/,
    { user_id: customerId, user: buyer, price_id: priceId, price: ({ answer }) => firstOf(answer.prices) },
  ],
  [
    /^Organization$/,
    {
      bio: () => null,
      company: () => null,
      blog: () => null,
      location: () => null,
      twitter_username: () => null,
      pledge_minimum_amount: () => 0,
      pledge_badge_show_amount: () => false,
      default_upfront_split_to_contributors: () => null,
      notification_settings: () => ({
        new_order: true,
        new_subscription: true,
        chargeback_prevention: true,
        subscription_renewal: false,
      }),
    },
  ],
];

/** The fields that the answer with this schema has besides those of the document. */
export function undocumentedFields(schema: string | undefined, source: Source): Item {
  const result: Item = {};
  for (const [pattern, fields] of schema === undefined ? [] : UNDOCUMENTED) {
    if (!pattern.test(schema ?? '')) continue;
    for (const [name, make] of Object.entries(fields)) {
      const value = make(source);
      if (value !== undefined && !(name in source.answer)) result[name] = value;
    }
  }
  return result;
}
