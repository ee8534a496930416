/** Countries are too many to list. */
export const countryHint = 'Two capital letters, ISO 3166-1.';

/** Two countries want their states by code. */
export const stateHint = 'US, CA: two-letter code.';

/** Currencies are too many to list. */
export const currencyHint = 'ISO 4217, lower case.';

type Hints = Record<string, string>;

/**
 * Hints for top-level arguments that mean the same in every tool. Arguments of the path and the query select, those of the
 * body are stored, and some mean something else in an update. A tool's own hint wins.
 */
export const commonHints: { selecting: Hints; stored: Hints; updated: Hints } = {
  selecting: {
    external_customer_id: "The merchant's own id.",
    external_member_id: "The merchant's own id.",
    metadata: 'Must match.',
    timezone: 'IANA name, such as Europe/Lisbon.',
  },
  stored: {
    currency: currencyHint,
    embed_origin: 'Origin of the page that embeds the checkout.',
    external_customer_id: "The merchant's own id.",
    external_member_id: "The merchant's own id.",
    organization_id: 'Required. From get_connection.',
    return_url: 'Where the back button leads.',
    success_url: 'Where to go after payment; {CHECKOUT_ID} in it is filled in.',
  },
  updated: {
    metadata: 'Replaces all pairs.',
  },
};
