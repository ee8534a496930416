import { createHash } from 'node:crypto';
import { apiError } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, recordOf } from '../call.ts';

/** Polar's worker renders a PDF this long after it was asked for. */
const RENDER_SECONDS = 3;

/** The part of an invoice that can still change; another checksum means another document. */
function checksumOf({ billing_name, billing_address, items, status }: StoredRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([billing_name, billing_address, items, status]))
    .digest('hex');
}

/** Has the invoice made, or made anew where the billing details changed. Gives nothing: it is there a moment later. */
export function generateInvoice(call: Call): null {
  const order = recordOf(call);
  if (order.status === 'draft' || order.status === 'void') {
    const detail = `Order ${order.id} is not eligible for invoice generation (current status: ${order.status}).`;
    throw apiError(409, 'OrderNotEligibleForInvoice', detail);
  }
  if (order.billing_name == null || order.billing_address == null) {
    const detail = 'Billing name and address are required to generate an invoice for this order.';
    throw apiError(422, 'MissingInvoiceBillingDetails', detail);
  }
  if (order.invoice_checksum === checksumOf(order)) return null;
  call.store.jobs.after(RENDER_SECONDS, () => {
    call.store.update('orders', order, { is_invoice_generated: true, invoice_checksum: checksumOf(order) });
  });
  return null;
}

export function invoice(call: Call): unknown {
  const order = recordOf(call);
  if (order.is_invoice_generated !== true) {
    throw apiError(404, 'InvoiceDoesNotExist', `No invoice exists for order ${order.id}.`);
  }
  return { url: fileUrl(`Invoice-${String(order.invoice_number)}`) };
}

/** 202 while the receipt is being rendered, which the first question for it starts. */
export function receipt(call: Call): unknown {
  const order = recordOf(call);
  if (typeof order.receipt_number !== 'string') {
    throw apiError(404, 'ReceiptNotAllocated', `No receipt allocated for order ${order.id}.`);
  }
  if (order.is_receipt_rendered === true) return { url: fileUrl(`Receipt-${order.receipt_number}`) };
  call.store.jobs.after(
    RENDER_SECONDS,
    () => Object.assign(order, { is_receipt_rendered: true }),
    `receipt ${order.id}`,
  );
  return undefined;
}

function fileUrl(name: string): string {
  return `https://files.example/${name}.pdf?signature=simulated`;
}
