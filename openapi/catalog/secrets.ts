import type { Secrets } from './types.ts';

/**
 * The fields that give their reader access to something, by the name of Polar's schema. Answers hide them, unless the
 * tool's entry `reveals` them. Texts that look like one of Polar's tokens or like a signed link are hidden in any field.
 */
export const secrets: Secrets = {
  BenefitDiscordProperties: ['guild_token'],
  BenefitGrantLicenseKeysProperties: ['user_provided_key'],
  BenefitGrantSlackSharedChannelProperties: ['invite_url'],
  Checkout: ['client_secret'],
  CheckoutLink: ['client_secret'],
  CustomerSession: ['token', 'customer_portal_url'],
  LicenseKeyRead: ['key'],
  LicenseKeyWithActivations: ['key'],
  OrderInvoice: ['url'],
  OrderReceipt: ['url'],
  S3FileUploadPart: ['url', 'headers'],
  ValidatedLicenseKey: ['key'],
  WebhookEndpoint: ['secret'],
};
