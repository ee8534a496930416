import type { components } from '../../../../generated/polar.gen.ts';
import type { GivenRead } from '../../reads.ts';
import { type Known, listed, one } from '../adviser.ts';

type Subscription = components['schemas']['Subscription'];
type Organization = components['schemas']['Organization'];
type PaymentMethod = components['schemas']['PaymentMethod'];
export type Proration = components['schemas']['SubscriptionProrationBehavior'];

/** How a difference is billed: as the call says, or else as the organization has it; undefined where that isn't known. */
export function prorationOf(known: Known): Proration | undefined {
  const given = known.given.proration_behavior as Proration | undefined | null;
  return given ?? one<Organization>(known, 'get_organization')?.subscription_settings?.proration_behavior;
}

/** What tells how a difference is billed, and whether there is anything to charge it to. */
export function billingReads({ given }: Known, { product, customer_id }: Subscription): GivenRead[] {
  const organization: GivenRead = {
    tool: 'get_organization',
    arguments: { organization_id: product.organization_id },
    quiet: true,
  };
  const methods: GivenRead = { tool: 'list_payment_methods', arguments: { customer_id, limit: 1 }, quiet: true };
  return [...(given.proration_behavior ? [] : [organization]), methods];
}

/** Says that the organization's setting decides, where the call doesn't. */
export const asSet = (known: Known, proration: Proration | undefined) =>
  known.given.proration_behavior
    ? undefined
    : proration
      ? `The organization's setting (${proration}) decides, as \`proration_behavior\` is left out.`
      : "The organization's setting decides, as `proration_behavior` is left out; it could not be read.";

/** Whether the customer has nothing that could be charged, as far as that is known. */
export const hasNoCard = (known: Known) => listed<PaymentMethod>(known, 'list_payment_methods')?.length === 0;

export const NO_CARD =
  'The customer has no saved payment method, so a charge would be refused: they can add a card by a link from create_customer_portal_link.';
