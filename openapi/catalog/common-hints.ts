/** For countries, which are too many to list. */
export const countryHint = 'Two capital letters, ISO 3166-1.';

/** For currencies, which are too many to list. */
export const currencyHint = 'ISO 4217, lower case.';

/**
 * Hints for top-level arguments that mean the same in every tool, apart for what selects (path and query) and what is
 * stored (the body). A tool's own hint wins.
 */
export const commonHints: { selecting: Record<string, string>; stored: Record<string, string> } = {
  selecting: {
    external_customer_id: 'Your own id.',
    external_member_id: 'Your own id.',
    limit: 'Default 10, at most 100.',
    metadata: 'Must match.',
    timezone: 'IANA name, such as Europe/Lisbon.',
  },
  stored: {
    currency: currencyHint,
    embed_origin: 'Origin of the page that embeds the checkout.',
    external_customer_id: 'Your own id.',
    external_member_id: 'Your own id.',
    metadata: 'At most 50 pairs; an update replaces all.',
    organization_id: 'From list_organizations.',
    return_url: 'Where the back button leads.',
    success_url: 'Where to go after payment; {CHECKOUT_ID} in it is filled in.',
  },
};
