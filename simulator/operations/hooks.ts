import { benefitHooks } from './catalog/benefits.ts';
import { customFieldHooks } from './catalog/custom-fields.ts';
import { discountHooks } from './catalog/discounts.ts';
import { fileHooks } from './catalog/files.ts';
import { meterHooks } from './catalog/meters.ts';
import { productHooks } from './catalog/products.ts';
import { checkoutHooks } from './checkout/checkouts.ts';
import { checkoutLinkHooks } from './checkout/links.ts';
import type { Hooks } from './crud.ts';
import { licenseKeyHooks } from './license-keys.ts';
import { organizationHooks } from './organizations.ts';
import { webhookHooks } from './webhooks.ts';

/** The collections that do more than the plain operations. */
export const HOOKS: Record<string, Hooks> = {
  benefits: benefitHooks,
  'checkout-links': checkoutLinkHooks,
  checkouts: checkoutHooks,
  'custom-fields': customFieldHooks,
  discounts: discountHooks,
  files: fileHooks,
  'license-keys': licenseKeyHooks,
  meters: meterHooks,
  organizations: organizationHooks,
  products: productHooks,
  'webhook-endpoints': webhookHooks,
};
