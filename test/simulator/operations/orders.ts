import type { Item } from '../document.ts';
import { apiError, invalidValue, notFound } from '../problems.ts';
import type { StoredRecord } from '../store.ts';
import { type Call, recordOf } from './call.ts';
import { amountOf, currencyOf } from './catalog/products.ts';
import type { Hooks } from './crud.ts';

/** The amounts of an order that follow from its price. */
export function amountsOf(subtotal: number, discount = 0, tax = 0): Item {
  const net = subtotal - discount;
  return {
    subtotal_amount: subtotal,
    discount_amount: discount,
    net_amount: net,
    tax_amount: tax,
    total_amount: net + tax,
    due_amount: 0,
    refundable_amount: net,
    refundable_tax_amount: tax,
  };
}

export const orderHooks: Hooks = {
  create: (call, record) => {
    const product = call.store.lookup(String(record.product_id));
    const amount = typeof record.amount === 'number' ? record.amount : amountOf(product);
    const amounts = amountsOf(amount);
    const label = typeof record.description === 'string' ? record.description : String(product?.name);
    return {
      ...record,
      ...amounts,
      due_amount: amounts.total_amount,
      currency: record.currency ?? currencyOf(product),
      status: 'draft',
      paid: false,
      billing_reason: 'purchase',
      description: label,
      items: [{ id: call.store.newId(), label, amount }],
    };
  },
};

/** Charges a draft at once. */
export function finalize(call: Call): StoredRecord {
  const record = recordOf(call);
  if (record.status !== 'draft') throw apiError(412, 'OrderNotDraft', 'Only a draft order can be finalized.');
  const number = `SIM-${String(call.store.list('orders').length).padStart(4, '0')}`;
  const paid = { status: 'paid', paid: true, due_amount: 0, invoice_number: number, receipt_number: `R-${number}` };
  const { organization_id, id: order_id, customer_id, total_amount: amount, currency } = record;
  const payment = { organization_id, order_id, customer_id, amount, currency };
  call.store.insert('payments', {
    ...payment,
    processor: 'stripe',
    status: 'succeeded',
    method: 'card',
    trigger: 'purchase',
    method_metadata: { brand: 'visa', last4: '4242' },
  });
  return call.store.update('orders', record, paid);
}

export function invoice(call: Call): unknown {
  const record = recordOf(call);
  if (record.is_invoice_generated !== true) throw notFound();
  return { url: `https://files.example/invoices/${record.id}.pdf?signature=simulated` };
}

export function generateInvoice(call: Call): undefined {
  const record = recordOf(call);
  if (record.status === 'draft')
    throw apiError(409, 'OrderNotEligibleForInvoice', 'The order is not eligible for an invoice.');
  call.store.update('orders', record, { is_invoice_generated: true });
}

/** A receipt that is not ready is being made: 202 now, its address the next time. */
export function receipt(call: Call): unknown {
  const record = recordOf(call);
  if (typeof record.receipt_number === 'string') {
    return { url: `https://files.example/receipts/${record.id}.pdf?signature=simulated` };
  }
  call.store.update('orders', record, { receipt_number: `R-${record.id.slice(0, 8)}` });
  return undefined;
}

export const refundHooks: Hooks = {
  create: (call, { comment: _comment, ...record }) => {
    const order = call.store.lookup(String(record.order_id));
    const refundable = Number(order?.refundable_amount ?? 0);
    const amount = Number(record.amount);
    if (!order) throw notFound();
    if (refundable === 0) throw apiError(403, 'RefundedAlready', 'Order is already fully refunded.');
    if (amount > refundable) {
      throw invalidValue(['body', 'amount'], `Refund amount exceeds the remaining ${refundable}.`, amount);
    }
    const tax = Math.round((Number(order.tax_amount) * amount) / Math.max(1, Number(order.net_amount)));
    call.store.update('orders', order, {
      refunded_amount: Number(order.refunded_amount) + amount,
      refunded_tax_amount: Number(order.refunded_tax_amount) + tax,
      refundable_amount: refundable - amount,
      refundable_tax_amount: Math.max(0, Number(order.refundable_tax_amount) - tax),
      status: refundable === amount ? 'refunded' : 'partially_refunded',
    });
    return {
      ...record,
      status: 'succeeded',
      tax_amount: tax,
      currency: order.currency,
      customer_id: order.customer_id,
      subscription_id: order.subscription_id ?? null,
      revoke_benefits: record.revoke_benefits ?? false,
    };
  },
};
