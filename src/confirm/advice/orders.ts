import type { components } from '../../../generated/polar.gen.ts';
import {
  type Adviser,
  type Known,
  listed,
  MOST_LISTED,
  nameOf,
  one,
  pageOf,
  refused,
  refusedArgument,
  sentences,
} from './adviser.ts';

type Order = components['schemas']['Order'];
type PaymentMethod = components['schemas']['PaymentMethod'] & { id: string; is_default?: boolean };

export const finalizeOrder: Adviser = {
  reads(known) {
    const order = one<Order>(known, 'get_order');
    if (!order || isNoDraft(order)) return [];
    return [
      {
        tool: 'list_payment_methods',
        arguments: { customer_id: order.customer_id, limit: MOST_LISTED },
        fields: ['type', 'method_metadata.brand', 'method_metadata.last4', 'is_default'],
      },
    ];
  },

  advise(known) {
    const order = one<Order>(known, 'get_order');
    if (!order) return {};
    if (isNoDraft(order)) {
      return {
        refusal: refused(
          `This order is no draft (${nameOf(order.status)}): it was charged, or is about to be, or was given up.`,
          'Tell the person how it stands. For another charge, make a draft with create_draft_order.',
        ),
      };
    }
    const methods = listed<PaymentMethod>(known, 'list_payment_methods');
    if (!methods) return { amount: dueOf(order) };
    const charged = chargedOf(methods, known);
    if (!charged) return { refusal: noCard(known, methods.length > 0) };
    return {
      amount: dueOf(order),
      shows: { list_payment_methods: pageOf([charged]) },
    };
  },
};

const SETTLED: readonly Order['status'][] = ['pending', 'paid', 'refunded', 'partially_refunded', 'void'];

const isNoDraft = ({ status }: Order) => SETTLED.includes(status);

const dueOf = ({ currency, due_amount: amount }: Order) => ({ currency, amount });

/** The one that is named, or else the customer's default, or the first. */
function chargedOf(methods: readonly PaymentMethod[], { given }: Known): PaymentMethod | undefined {
  const named = given.payment_method_id;
  if (typeof named === 'string') return methods.find(({ id }) => id === named);
  return methods.find(({ is_default }) => is_default) ?? methods[0];
}

function noCard({ given }: Known, hasOthers: boolean) {
  if (typeof given.payment_method_id === 'string' && hasOthers) {
    return refusedArgument(
      'payment_method_id',
      'This customer has no such payment method; list_payment_methods has theirs',
    );
  }
  return refused(
    'This customer has no saved payment method, so there is nothing to charge.',
    'Have them add a card by a link from create_customer_portal_link, or pay by themselves: create_checkout.',
  );
}

export const generateInvoice: Adviser = {
  advise(known) {
    const order = one<Order>(known, 'get_order');
    if (!order) return {};
    const { status, billing_name, billing_address, is_invoice_generated } = order;
    if (status === 'draft' || status === 'void') {
      return {
        refusal: refused(
          `This order is ${status}: there is no invoice of such an order.`,
          status === 'draft' ? 'Charge it first with finalize_order.' : 'Tell the person that it was given up unpaid.',
        ),
      };
    }
    const missing = [!billing_name && 'billing name', !billing_address && 'billing address'];
    const lacks = missing.filter(Boolean).join(' and ');
    if (lacks !== '') {
      return {
        refusal: refused(`This order has no ${lacks}, which an invoice needs.`, 'Set it first with update_order.'),
      };
    }
    return {
      consequence: sentences(
        is_invoice_generated
          ? 'It has an invoice, which is issued anew under the same number if the billing details have changed since.'
          : 'The invoice is issued with these billing details.',
        'After update_order it can be issued anew; its country stays, and it can never be taken back.',
      ),
    };
  },
};
