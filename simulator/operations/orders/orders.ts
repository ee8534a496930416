import type { Item } from '../../document.ts';
import { apiError, invalidValue, type Problem } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, chooseOrganization, itemsOf, recordOf } from '../call.ts';
import { withState } from '../customers/address.ts';
import { renewGrants, sourceOf } from '../grants.ts';
import { amountsOf, derivedAmounts } from './amounts.ts';
import { cardOf, charge, nextInvoiceNumber, paidFields, paymentFailed } from './payments.ts';
import { taxedAmounts } from './tax.ts';

const MINIMUM_AMOUNT = 50;

function requireOffSessionCharges(call: Call, organizationId: string): void {
  const features = call.store.lookup(organizationId)?.feature_settings;
  if (isItem(features) && features.off_session_charges_enabled === true) return;
  const detail = `Off-session charges are not enabled for this organization (${organizationId}). Contact Polar support to opt in.`;
  throw apiError(403, 'OffSessionChargesNotEnabled', detail);
}

function requireDraft(order: StoredRecord): void {
  if (order.status === 'draft') return;
  const detail = `Order ${order.id} is not in draft status (current: ${String(order.status)}). Only draft orders can be modified or finalized.`;
  throw apiError(412, 'OrderNotDraft', detail);
}

/** A draft: what a saved card is to be charged for, once somebody finalizes it. */
export function createDraft(call: Call): StoredRecord {
  const { store, body } = call;
  const organization_id = chooseOrganization(call, body);
  requireOffSessionCharges(call, organization_id);
  const product = chargeableProduct(call, organization_id);
  const customer = store.get('customers', String(body.customer_id));
  if (customer?.organization_id !== organization_id) {
    throw invalidValue(['body', 'customer_id'], 'Customer does not exist.', body.customer_id);
  }
  const organization = store.lookup(organization_id);
  const { currency, amount: listed } = priceOf(product, body.currency, organization);
  const amount = typeof body.amount === 'number' ? body.amount : listed;
  if (amount > 0 && amount < MINIMUM_AMOUNT && currency === 'usd') {
    throw invalidValue(['body', 'amount'], 'Amount must be at least $0.50.', amount);
  }
  const taxed = taxedAmounts(amount, customer.billing_address, organization?.default_tax_behavior);
  const description =
    typeof body.description === 'string' && body.description.trim() !== '' ? body.description : undefined;
  const amounts = { ...amountsOf(amount), ...taxed };
  return store.insert('orders', {
    organization_id,
    ...amounts,
    ...derivedAmounts(amounts),
    currency,
    status: 'draft',
    paid: false,
    billing_reason: 'purchase',
    billing_name: customer.billing_name ?? customer.name ?? null,
    billing_address: customer.billing_address ?? null,
    invoice_number: null,
    receipt_number: null,
    is_invoice_generated: false,
    customer_id: customer.id,
    product_id: product.id,
    subscription_id: null,
    description: product.name,
    items: [{ id: store.newId(), label: description ?? product.name, amount, tax_amount: taxed.tax_amount }],
    metadata: body.metadata ?? {},
    custom_field_data: body.custom_field_data ?? {},
  });
}

function chargeableProduct(call: Call, organizationId: string): StoredRecord {
  const id = call.body.product_id;
  const because = (msg: string): Problem => invalidValue(['body', 'product_id'], msg, id);
  const product = call.store.get('products', String(id));
  if (product?.organization_id !== organizationId) throw because('Product does not exist.');
  const kinds = itemsOf(product.prices).map((price) => price.amount_type);
  const offSession = (what: string) => `${what} products are not supported by the off-session charge API.`;
  if (product.is_recurring === true) throw because(`${offSession('Subscription')} Use a one-time product.`);
  if (kinds.includes('seat_based')) throw because(offSession('Seat-based'));
  if (kinds.some((kind) => kind !== 'fixed' && kind !== 'free')) {
    throw because('Off-session charges only support fixed-price products.');
  }
  return product;
}

function priceOf(product: Item, wanted: unknown, organization: Item | undefined): { currency: string; amount: number } {
  const fallback = String(organization?.default_presentment_currency ?? 'usd');
  const currency = typeof wanted === 'string' ? wanted.toLowerCase() : fallback;
  const price = itemsOf(product.prices).find((entry) => entry.price_currency === currency);
  if (price) return { currency, amount: Number(price.price_amount ?? 0) };
  const msg =
    typeof wanted === 'string'
      ? `Product has no price in currency '${currency}'.`
      : `Product is not priced in the organization's default currency ('${currency}'); specify a currency to charge in.`;
  throw invalidValue(['body', 'currency'], msg, wanted ?? null);
}

/** Charges a draft at once. Whatever goes wrong leaves it a draft. */
export function finalize(call: Call): StoredRecord {
  const { store, body } = call;
  const order = recordOf(call);
  requireDraft(order);
  requireOffSessionCharges(call, order.organization_id);
  const card = chosenCard(call, order, body.payment_method_id);
  if (!card) throw paymentFailed('missing_payment_method');
  if (Number(order.due_amount) >= MINIMUM_AMOUNT) charge(store, order, card);
  store.update('orders', order, {
    ...paidFields(order),
    invoice_number: nextInvoiceNumber(store, order.organization_id),
  });
  renewGrants(store, sourceOf('orders', order), true);
  return order;
}

function chosenCard(call: Call, order: StoredRecord, id: unknown): StoredRecord | undefined {
  if (typeof id !== 'string') return cardOf(call.store, order.customer_id);
  const card = call.store.get('payment-methods', id);
  return card?.customer_id === order.customer_id ? card : undefined;
}

/** Changes the billing details; the country and the state stay, because the tax follows from them. */
export function updateOrder(call: Call): StoredRecord {
  const { store, body } = call;
  const order = recordOf(call);
  const { billing_address, billing_name } = body;
  if (isItem(billing_address) && isItem(order.billing_address)) {
    const sent = withState(billing_address);
    for (const field of ['country', 'state'] as const) {
      if ((sent[field] ?? null) === (order.billing_address[field] ?? null)) continue;
      const msg = `${field === 'country' ? 'Country' : 'State'} cannot be changed`;
      throw invalidValue(['body', 'billing_address', field], msg, sent[field] ?? null);
    }
  }
  return store.update('orders', order, {
    ...('billing_name' in body && { billing_name }),
    ...('billing_address' in body && {
      billing_address: isItem(billing_address) ? withState(billing_address) : billing_address,
    }),
  });
}
