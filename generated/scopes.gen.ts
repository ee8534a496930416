// Written by `npm run generate` from openapi/. Do not edit.

/** The version of Polar's API that everything here was generated for. */
export const polarVersion = "2026-10";

/** Every scope that some tool can use. */
export const scopes = [
  'benefits:read',
  'benefits:write',
  'checkout_links:read',
  'checkout_links:write',
  'checkouts:read',
  'checkouts:write',
  'custom_fields:read',
  'custom_fields:write',
  'customer_meters:read',
  'customer_seats:read',
  'customer_seats:write',
  'customer_sessions:write',
  'customers:read',
  'customers:write',
  'discounts:read',
  'discounts:write',
  'disputes:read',
  'disputes:write',
  'events:read',
  'events:write',
  'files:read',
  'files:write',
  'license_keys:read',
  'license_keys:write',
  'members:read',
  'members:write',
  'meters:read',
  'meters:write',
  'metrics:read',
  'metrics:write',
  'orders:read',
  'orders:write',
  'organizations:read',
  'organizations:write',
  'payments:read',
  'products:read',
  'products:write',
  'refunds:read',
  'refunds:write',
  'subscriptions:read',
  'subscriptions:write',
  'webhooks:read',
  'webhooks:write',
] as const;

/** Scopes that say `read` and allow more: the titles of those tools. */
export const beyondReading: Readonly<Record<string, readonly string[]>> = {"orders:read":["Generate invoice"]};
