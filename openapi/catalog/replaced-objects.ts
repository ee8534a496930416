import type { ReplacedObjects } from './types.ts';

const ADDRESS = 'A partial address was stored as it was: what it left out was gone.';

/**
 * The objects in an update's body that Polar replaces whole: it silently empties the fields that a call leaves out.
 * `feature_settings` and `dispute_settings` aren't among them, because Polar merges these. Nor are objects that require
 * every field, nor metadata and lists, which a hint calls whole.
 */
export const replacedObjects: ReplacedObjects = {
  'benefits:update': [
    {
      field: 'properties',
      partial: 'merged',
      seen: 'A license key benefit that got a prefix alone lost its expiry, activations and usage limit.',
    },
  ],
  'custom-fields:update': [
    {
      field: 'properties',
      partial: 'merged',
      seen: 'A number field that got `le` alone lost its `ge`; a text field that got a label lost its length.',
    },
  ],
  'organizations:update': [
    {
      field: 'customer_portal_settings',
      partial: 'merged',
      seen: '`customer` and `subscription.pause` were gone after a call that left them out.',
    },
    { field: 'details', partial: 'told', seen: 'It is stored as it comes, and no answer ever shows it.' },
  ],
  'customers:update': [{ field: 'billing_address', partial: 'refused', seen: ADDRESS }],
  'customers:update_external': [{ field: 'billing_address', partial: 'refused', seen: ADDRESS }],
  'discounts:update': [{ field: 'amounts', partial: 'told', seen: 'In its source: they are stored as they come.' }],
  'orders:update': [{ field: 'billing_address', partial: 'refused', seen: ADDRESS }],
  'checkouts:update': [{ field: 'customer_billing_address', partial: 'refused', seen: ADDRESS }],
};
