import { benefitHooks } from './catalog/benefits.ts';
import { customFieldHooks } from './catalog/custom-fields.ts';
import { discountHooks } from './catalog/discounts.ts';
import { fileHooks } from './catalog/files.ts';
import { meterHooks } from './catalog/meters.ts';
import { productHooks } from './catalog/products.ts';
import { checkoutHooks, checkoutLinkHooks } from './checkout/checkouts.ts';
import type { Hooks } from './crud.ts';
import { customerHooks, memberHooks } from './customers.ts';
import { licenseKeyHooks } from './license-keys.ts';
import { orderHooks, refundHooks } from './orders.ts';
import { organizationHooks } from './organizations.ts';
import { subscriptionHooks } from './subscriptions.ts';
import { webhookHooks } from './webhooks.ts';

/** What is special about each collection; the others are plain. */
export const HOOKS: Record<string, Hooks> = {
  benefits: benefitHooks,
  'checkout-links': checkoutLinkHooks,
  checkouts: checkoutHooks,
  'custom-fields': customFieldHooks,
  customers: customerHooks,
  discounts: discountHooks,
  files: fileHooks,
  'license-keys': licenseKeyHooks,
  members: memberHooks,
  meters: meterHooks,
  orders: orderHooks,
  organizations: organizationHooks,
  products: productHooks,
  refunds: refundHooks,
  subscriptions: subscriptionHooks,
  'webhook-endpoints': webhookHooks,
};
