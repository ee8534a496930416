import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { type OperationCall, sentArguments } from '../../operations/index.ts';
import type { Advice, AdviceInput, PlannedRead, PriorRead } from './advice.ts';
import * as benefits from './benefits.ts';
import * as checkouts from './checkouts.ts';
import * as customers from './customers.ts';
import * as discounts from './discounts.ts';
import * as events from './events.ts';
import * as orders from './orders.ts';
import * as organization from './organization-settings.ts';
import * as products from './products.ts';
import * as subscriptions from './subscriptions.ts';

export type { Advice, Page, PlannedRead, PriorRead } from './advice.ts';
export { isUnpaid } from './orders.ts';

/** The reads beside the catalog's, by tool. */
const READS: Partial<Record<ToolName, (input: AdviceInput) => PlannedRead[]>> = {
  accept_dispute: orders.acceptDisputeReads,
  create_checkout: checkouts.checkoutReads,
  create_checkout_link: checkouts.checkoutReads,
  create_refund: orders.createRefundReads,
  delete_file: benefits.deleteFileReads,
  finalize_order: orders.finalizeOrderReads,
  ingest_events: events.ingestEventsReads,
  revoke_subscription: subscriptions.revokeSubscriptionReads,
  set_product_benefits: benefits.setProductBenefitsReads,
  update_checkout: checkouts.checkoutReads,
  update_checkout_link: checkouts.checkoutReads,
  update_member: customers.updateMemberReads,
  update_product: products.updateProductReads,
  update_subscription: subscriptions.updateSubscriptionReads,
};

/** The advice that depends on what was read, by tool. */
const ADVICE: Partial<Record<ToolName, (input: AdviceInput) => Advice>> = {
  accept_dispute: orders.acceptDisputeAdvice,
  assign_seat: customers.assignSeatAdvice,
  create_checkout: checkouts.checkoutAdvice,
  create_checkout_link: checkouts.checkoutAdvice,
  create_customer: customers.createCustomerAdvice,
  create_customer_portal_link: customers.createCustomerPortalLinkAdvice,
  create_discount: discounts.createDiscountAdvice,
  create_free_subscription: subscriptions.createFreeSubscriptionAdvice,
  create_member: customers.createMemberAdvice,
  create_refund: orders.createRefundAdvice,
  create_webhook_endpoint: organization.createWebhookEndpointAdvice,
  delete_benefit: benefits.deleteBenefitAdvice,
  delete_custom_field: products.deleteCustomFieldAdvice,
  delete_customer: customers.deleteCustomerAdvice,
  delete_discount: discounts.deleteDiscountAdvice,
  delete_file: benefits.deleteFileAdvice,
  delete_member: customers.deleteMemberAdvice,
  finalize_order: orders.finalizeOrderAdvice,
  generate_invoice: orders.generateInvoiceAdvice,
  ingest_events: events.ingestEventsAdvice,
  revoke_seat: customers.revokeSeatAdvice,
  revoke_subscription: subscriptions.revokeSubscriptionAdvice,
  set_product_benefits: benefits.setProductBenefitsAdvice,
  update_checkout: checkouts.checkoutAdvice,
  update_checkout_link: checkouts.checkoutAdvice,
  update_customer: customers.updateCustomerAdvice,
  update_discount: discounts.updateDiscountAdvice,
  update_license_key: benefits.updateLicenseKeyAdvice,
  update_member: customers.updateMemberAdvice,
  update_organization: organization.updateOrganizationAdvice,
  update_product: products.updateProductAdvice,
  update_subscription: subscriptions.updateSubscriptionAdvice,
  update_webhook_endpoint: organization.updateWebhookEndpointAdvice,
};

/** The reads to make next before a call, after those made so far; empty when nothing more is needed. */
export function furtherReads(call: OperationCall, before: readonly PriorRead[]): PlannedRead[] {
  return READS[call.name]?.(inputOf(call, before)) ?? [];
}

/**
 * The advice on a call, by what was read for it.
 *
 * @throws CallError where Polar would refuse the call, so that nobody is asked about it
 */
export function adviceOn(call: OperationCall, before: readonly PriorRead[]): Advice {
  return ADVICE[call.name]?.(inputOf(call, before)) ?? {};
}

const inputOf = (call: OperationCall, before: readonly PriorRead[]): AdviceInput => ({
  given: sentArguments(call),
  before,
  now: Date.now(),
});
