import { countryHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

/** Polar signs the address of a file for 600 s. */
const LINK_FOR_PERSON = 'Give the person the whole link as it is. It works for 10 minutes.';

export const orders = {
  name: 'orders',
  title: 'Orders and payments',
  description: 'Every sale and renewal, the payments behind them, and their invoices and receipts.',
  tools: {
    'orders:list': {
      name: 'list_orders',
      title: 'List orders',
      description:
        'Orders by customer, product, status or date: purchases, renewals and plan changes alike. Amounts are in minor units of `currency`.',
      keywords: [
        'sales, transactions, purchase history, bought, renewals, what did we sell, charged twice',
        'bank statement, order number, with a coupon, biggest, one-time purchases, weekend, yesterday',
        'this quarter, recent sales, all sales, latest, sales since, today, copies sold, units sold',
        'who spent the most, top buyers, best customer, first purchase',
      ],
      hints: {
        product_billing_type: 'recurring: orders of subscriptions, renewals included.',
      },
    },
    'orders:create': {
      name: 'create_draft_order',
      title: 'Create draft order',
      whyNotExposing: 'Nothing is given or charged before finalize_order.',
      description:
        "Prepare a charge to a customer's saved payment method for a one-time product. Nothing is charged until finalize_order. The organization needs off-session charges enabled.",
      keywords: [
        'off-session, bill by hand, one-off charge, upsell, card on file, extra fee, stored card, extra hours',
        'ad hoc, charge manually, custom amount, send a bill, overage, setup fee, onboarding fee',
        'existing client',
      ],
      hints: {
        product_id: 'One-time product with a fixed price or free.',
        amount: 'Minor units, instead of the price of the product.',
        description: 'Line on invoice and receipt, instead of the product name.',
        custom_field_data: 'Values by slug of the custom field.',
      },
    },
    'orders:export': {
      name: 'export_orders',
      title: 'Export orders',
      description:
        'Orders as CSV, columns of your choice. Amounts are in major units: 15.0 is 15.00 USD. For a few, list_orders is cheaper.',
      keywords: [
        'sales, accountant, bookkeeping, tax return, download, turnover, tax adviser, accounting software',
        'sales of a year, transactions, file for the accountant',
      ],
      hints: {
        created_after: 'With UTC offset.',
        created_before: 'With UTC offset.',
        timezone: 'IANA name for dates in the file.',
      },
    },
    'orders:get': {
      name: 'get_order',
      title: 'Get order',
      description:
        'One order with items, tax, discount, refunds so far and billing details. Amounts are in minor units.',
      keywords: [
        'VAT, sales tax, line items, how much they paid, what they bought, order number, what was it for',
        'tax collected, discount used',
      ],
    },
    'orders:update': {
      name: 'update_order',
      title: 'Update order',
      whyNotExposing: 'It changes what the invoice says, and not who gets it.',
      clear: [
        'billing_name',
        'billing_address.line1',
        'billing_address.line2',
        'billing_address.postal_code',
        'billing_address.city',
        'billing_address.state',
      ],
      description:
        "Correct the billing name or address before the invoice exists; repeat the order's own country and state, which are fixed.",
      keywords: [
        'wrong company name, wrong address, mistake, before billing, company on the invoice, firm, street',
        'before it is issued, billing details, fixed on their bill',
      ],
      hints: { 'billing_address.country': countryHint },
    },
    'orders:finalize': {
      name: 'finalize_order',
      title: 'Finalize order',
      whyNotExposing: 'The customer gets what they pay for.',
      description:
        "Charge a draft order to the customer's card now and grant its benefits. If the charge fails, the order stays a draft. Undone only by a refund.",
      consequence:
        "The customer's saved payment method is charged the order's due amount now. Only a refund takes it back.",
      before: [
        {
          tool: 'get_order',
          with: { id: 'order_id' },
          fields: [
            'id',
            'status',
            'product.name',
            'items.label',
            'total_amount',
            'due_amount',
            'tax_amount',
            'currency',
            'customer.email',
            'customer.name',
          ],
        },
      ],
      keywords: [],
      askedBy: [
        'take the money, collect, capture, debit, bill, charge, complete, go ahead, off-session, process draft',
      ],
      risk: 'money',
      rename: { id: 'order_id' },
      hints: { payment_method_id: "From list_payment_methods; left out: the customer's default." },
    },
    'orders:generate_invoice': {
      name: 'generate_invoice',
      title: 'Generate invoice',
      whyNotExposing: 'The invoice is for the customer of the order alone.',
      description:
        'Issue the invoice of a paid order; its billing details are frozen from then on. Needs billing name and address; then read it with get_invoice.',
      consequence:
        "The invoice is issued with the order's billing details, and can never be taken back. After update_order it can be issued anew; the country stays.",
      before: [
        {
          tool: 'get_order',
          with: { id: 'order_id' },
          fields: [
            'id',
            'status',
            'description',
            'total_amount',
            'tax_amount',
            'currency',
            'billing_name',
            'billing_address',
            'invoice_number',
            'is_invoice_generated',
            'customer.email',
            'customer.tax_id',
          ],
        },
      ],
      done: 'The invoice is being made. get_invoice gives the link in a moment.',
      keywords: ['bill, for accounting, company needs an invoice'],
      askedBy: [
        'issue invoice, make an invoice, create invoice, produce invoice, none yet invoice',
        'proper invoice, VAT invoice, tax invoice',
      ],
      risk: 'irreversible',
      rename: { id: 'order_id' },
    },
    'orders:invoice': {
      name: 'get_invoice',
      title: 'Get invoice',
      description:
        "Temporary link to an order's invoice PDF. Not found until generate_invoice has run; no tool emails it.",
      reveals: ['url'],
      nextStep: LINK_FOR_PERSON,
      keywords: [
        'bill, download, copy, resend, VAT document, lost, PDF, email again, send again, expenses, document',
        'number',
      ],
      rename: { id: 'order_id' },
    },
    'orders:receipt': {
      name: 'get_receipt',
      title: 'Get receipt',
      description:
        "Temporary link to an order's receipt PDF. While it is being made there is no link yet: ask again shortly.",
      reveals: ['url'],
      nextStep: LINK_FOR_PERSON,
      done: 'The receipt is still being made: call get_receipt again in a few seconds.',
      keywords: [
        'proof of payment, proof of purchase, download, copy, resend, expenses, expense claim, expense report',
        'PDF, confirmation',
      ],
      rename: { id: 'order_id' },
    },
    'payments:list': {
      name: 'list_payments',
      title: 'List payments',
      description:
        'Payment attempts for orders and checkouts, failed ones with the reason. Amounts are in minor units of `currency`. Sort by -created_at: there is no date filter.',
      keywords: [
        'transactions, charges, declined, rejected, bounced cards, failed renewals, charged twice, double',
        'did not go through, card or PayPal, attempts, did not pay, bank statement, renewal failed, cards',
      ],
      hints: { method: 'Such as card.' },
      aliases: { email: 'customer_email' },
    },
    'payments:get': {
      name: 'get_payment',
      title: 'Get payment',
      description: 'One payment attempt with amount, method, status and, if declined, why.',
      keywords: [
        'charge, rejected, decline reason, failure reason, insufficient funds, bank, card or PayPal',
        'did not go through, error, renewal failed',
      ],
    },
  },
  resources: {
    Order: {
      list: [
        'id',
        'status',
        'total_amount',
        'currency',
        'billing_reason',
        'description',
        'customer.email',
        'created_at',
      ],
      one: [
        'refunded_amount',
        'customer_id',
        'customer.name',
        'product_id',
        'subscription_id',
        'subtotal_amount',
        'discount_amount',
        'net_amount',
        'tax_amount',
        'applied_balance_amount',
        'due_amount',
        'refunded_tax_amount',
        'refundable_amount',
        'refundable_tax_amount',
        'platform_fee_amount',
        'platform_fee_currency',
        'items.label',
        'items.amount',
        'items.tax_amount',
        'items.proration',
        'discount.name',
        'discount.code',
        'billing_name',
        'billing_address',
        'invoice_number',
        'is_invoice_generated',
        'receipt_number',
        'seats',
        'next_payment_attempt_at',
        'metadata',
        'custom_field_data',
        'modified_at',
      ],
    },
    OrderInvoice: { list: ['url'] },
    OrderReceipt: { list: ['url'] },
    Payment: {
      list: ['id', 'status', 'amount', 'currency', 'method', 'decline_reason', 'order_id', 'created_at'],
      one: ['trigger', 'decline_message', 'checkout_id', 'method_metadata', 'processor', 'organization_id'],
    },
  },
} as const satisfies Toolset;
