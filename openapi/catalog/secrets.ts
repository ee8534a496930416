import type { Secrets } from './types.ts';

/**
 * The fields that open something to whoever reads them, by the name of Polar's schema. They are hidden in every answer
 * but that of a tool whose entry says `reveals`. What looks like one of Polar's tokens, or like a link that is signed, is
 * hidden wherever it stands.
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
