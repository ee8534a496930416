import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { type PolarCall, sentArguments } from '../../operations/index.ts';
import type { Advice, AdviceInput, Adviser, PlannedRead, PriorRead } from './adviser.ts';
import { deleteBenefit, deleteFile, setProductBenefits, updateLicenseKey } from './benefits.ts';
import { sellByCheckout } from './checkouts.ts';
import {
  assignSeat,
  createCustomer,
  createCustomerPortalLink,
  createMember,
  deleteCustomer,
  deleteMember,
  revokeSeat,
  updateCustomer,
  updateMember,
} from './customers.ts';
import { createDiscount, deleteDiscount, updateDiscount } from './discounts.ts';
import { ingestEvents } from './events.ts';
import { acceptDispute, createRefund, finalizeOrder, generateInvoice } from './orders.ts';
import { createWebhookEndpoint, updateOrganization, updateWebhookEndpoint } from './organization-settings.ts';
import { deleteCustomField, updateProduct } from './products.ts';
import { createFreeSubscription, revokeSubscription, updateSubscription } from './subscriptions.ts';

export type { Advice, PlannedRead, PriorRead } from './adviser.ts';
export { isUnpaid } from './orders.ts';

const ADVISERS: Partial<Record<ToolName, Adviser>> = {
  accept_dispute: acceptDispute,
  assign_seat: assignSeat,
  create_checkout: sellByCheckout,
  create_checkout_link: sellByCheckout,
  create_customer: createCustomer,
  create_customer_portal_link: createCustomerPortalLink,
  create_discount: createDiscount,
  create_free_subscription: createFreeSubscription,
  create_member: createMember,
  create_refund: createRefund,
  create_webhook_endpoint: createWebhookEndpoint,
  delete_benefit: deleteBenefit,
  delete_custom_field: deleteCustomField,
  delete_customer: deleteCustomer,
  delete_discount: deleteDiscount,
  delete_file: deleteFile,
  delete_member: deleteMember,
  finalize_order: finalizeOrder,
  generate_invoice: generateInvoice,
  ingest_events: ingestEvents,
  revoke_seat: revokeSeat,
  revoke_subscription: revokeSubscription,
  set_product_benefits: setProductBenefits,
  update_checkout: sellByCheckout,
  update_checkout_link: sellByCheckout,
  update_customer: updateCustomer,
  update_discount: updateDiscount,
  update_license_key: updateLicenseKey,
  update_member: updateMember,
  update_organization: updateOrganization,
  update_product: updateProduct,
  update_subscription: updateSubscription,
  update_webhook_endpoint: updateWebhookEndpoint,
};

/** The reads to make next before a call, after what was read; empty when all is known. */
export function furtherReads(call: PolarCall, before: readonly PriorRead[]): PlannedRead[] {
  return ADVISERS[call.name]?.reads?.(inputOf(call, before)) ?? [];
}

/** The advice on a call, by what was read for it. */
export function adviceOn(call: PolarCall, before: readonly PriorRead[]): Advice {
  return ADVISERS[call.name]?.advise(inputOf(call, before)) ?? {};
}

const inputOf = (call: PolarCall, before: readonly PriorRead[]): AdviceInput => ({
  given: sentArguments(call),
  before,
  now: Date.now(),
});
