import type { Item } from '../../document.ts';
import { isItem } from '../../shape.ts';
import type { Store } from '../../store.ts';
import { inIntervals } from '../../time.ts';
import { itemsOf } from '../call.ts';
import { discountOn } from '../catalog/discounts.ts';
import { defaultPriceOf } from '../catalog/prices.ts';
import { taxedAmounts } from '../orders/tax.ts';

/** The countries whose buyers always name their state. */
const WITH_STATE = ['US', 'CA'];

/** The fields that follow from a checkout's product, prices, amount, discount and address. */
export function derivedFrom(store: Store, record: Item): Item {
  const product = store.lookup(String(record.product_id));
  const organization = store.get('organizations', String(record.organization_id));
  const prices = pricesOf(record);
  const price = defaultPriceOf(prices);
  const amount = Number(record.amount ?? 0);
  const currency = String(record.currency);
  const discount = typeof record.discount_id === 'string' ? store.lookup(record.discount_id) : undefined;
  const taken = discountOn(discount, amount, currency);
  const trial = trialOf(record, product, store.now());
  const isFree = prices.every((entry) => entry.amount_type === 'fixed' && entry.price_amount === 0);
  const isMetered = prices.some((entry) => entry.amount_type === 'metered_unit');
  const isAlwaysFree = discount?.duration === 'forever' && discount.basis_points === 10_000;
  const renews = product?.is_recurring === true && !isFree && (amount > 0 || isMetered) && !isAlwaysFree;
  const isFormRequired = renews || (amount - taken > 0 && trial.trial_end === null);
  const behavior = price?.tax_behavior ?? organization?.default_tax_behavior;
  const taxed = taxOf(amount - taken, record.customer_billing_address, behavior, isFormRequired);
  return {
    discount_amount: taken,
    ...taxed,
    ...trial,
    ...addressFields(record),
    product_price_id: price?.id ?? null,
    product_price: price ?? null,
    is_free_product_price: isFree,
    is_payment_required: Number(taxed.total_amount) > 0 && trial.trial_end === null,
    is_payment_setup_required: renews,
    is_payment_form_required: isFormRequired,
    is_discount_applicable: !isFree,
  };
}

/** The prices of the product that is chosen, in the currency of the checkout. */
export function pricesOf(record: Item): Item[] {
  const all = isItem(record.prices) ? itemsOf(record.prices[String(record.product_id)]) : [];
  return all.filter((price) => price.price_currency === record.currency);
}

/** Tax is known as soon as there is an address, and none where nothing is paid. */
function taxOf(net: number, address: unknown, behavior: unknown, isFormRequired: boolean): Item {
  if (!isFormRequired) return { net_amount: net, tax_amount: 0, total_amount: net };
  if (!isItem(address)) return { net_amount: net, tax_amount: null, total_amount: net };
  return taxedAmounts(net, address, behavior);
}

/** The trial of the checkout, else of its product; only what renews itself has one. */
function trialOf(record: Item, product: Item | undefined, now: string): Item {
  const allowed = record.allow_trial !== false && product?.is_recurring === true;
  const interval = allowed ? (record.trial_interval ?? product.trial_interval ?? null) : null;
  const count = allowed ? (record.trial_interval_count ?? product.trial_interval_count ?? null) : null;
  const isWhole = typeof interval === 'string' && typeof count === 'number';
  return {
    active_trial_interval: interval,
    active_trial_interval_count: count,
    trial_end: isWhole ? inIntervals(now, interval, count) : null,
  };
}

/** Which parts of an address the buyer is asked for. */
function addressFields(record: Item): Item {
  const address = isItem(record.customer_billing_address) ? record.customer_billing_address : {};
  const country = String(address.country);
  const isWhole = record.require_billing_address === true || record.is_business_customer === true || country === 'US';
  const needed = isWhole ? 'required' : 'disabled';
  const state = WITH_STATE.includes(country) ? 'required' : isWhole ? 'optional' : 'disabled';
  return {
    billing_address_fields: {
      country: 'required',
      state,
      line1: needed,
      line2: isWhole ? 'optional' : 'disabled',
      city: needed,
      postal_code: needed,
    },
    customer_billing_address_fields: {
      country: true,
      state: WITH_STATE.includes(country),
      line1: isWhole,
      line2: false,
      city: isWhole,
      postal_code: isWhole,
    },
  };
}
