/** For countries, which are too many to list. */
export const countryHint = 'Two capital letters, ISO 3166-1.';

/** For currencies, which are too many to list. */
export const currencyHint = 'ISO 4217, lower case.';

/** Hints for top-level arguments that mean the same in every tool; a tool's own hint wins. */
export const commonHints: Record<string, string> = {
  currency: currencyHint,
  embed_origin: 'Origin of the page that embeds the checkout.',
  external_customer_id: "The customer's id in your own system.",
  external_member_id: "The member's id in your own system.",
  limit: 'At most 100; 10 if left out.',
  metadata: 'At most 50 pairs; an update replaces them all.',
  organization_id: 'From list_organizations, or from any item of a list.',
  return_url: 'Where the back button leads.',
  sorting: 'A leading minus sorts descending.',
  success_url: 'Where to go after payment; {CHECKOUT_ID} in it is filled in.',
  timezone: 'IANA name, such as Europe/Lisbon.',
};

/** For lists, where `metadata` selects instead of storing. */
export const metadataFilter = 'Only those whose metadata has these values.';
