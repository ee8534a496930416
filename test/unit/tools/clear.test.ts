import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';

const linesOf = (address: string) =>
  ['line1', 'line2', 'postal_code', 'city', 'state'].map((line) => `${address}.${line}`);

/**
 * The fields that Polar empties when they are null, or an empty list or map, by tool: each was seen at a Polar, or read in its source, where an
 * update sets every field that is given. A new path is checked there before it is added here.
 */
const CLEARED: Record<string, readonly string[]> = {
  update_product: [
    'description',
    'trial_interval',
    'trial_interval_count',
    'medias',
    'attached_custom_fields',
    'metadata',
  ],
  update_customer: ['name', 'tax_id', 'locale', 'metadata', ...linesOf('billing_address')],
  update_order: ['billing_name', ...linesOf('billing_address')],
  update_subscription: ['discount_id', 'pending_update', 'metadata'],
  update_checkout_link: [
    'label',
    'discount_id',
    'seats',
    'units',
    'trial_interval',
    'trial_interval_count',
    'success_url',
    'return_url',
    'metadata',
  ],
  update_checkout: [
    'discount_id',
    'trial_interval',
    'trial_interval_count',
    'customer_name',
    // Kept where the session has a customer.
    'customer_email',
    'customer_billing_name',
    'customer_tax_id',
    'locale',
    'success_url',
    'return_url',
    'embed_origin',
    'metadata',
    'customer_metadata',
    ...linesOf('customer_billing_address'),
  ],
  update_discount: [
    'code',
    'starts_at',
    'ends_at',
    'max_redemptions',
    'max_redemptions_per_customer',
    // Without products, it is for all.
    'products',
    'metadata',
  ],
  update_benefit: [
    'properties.note',
    'properties.prefix',
    'properties.expires',
    'properties.activations',
    'properties.limit_usage',
    'properties.welcome_message',
    'properties.team_invitees',
    'metadata',
  ],
  update_license_key: ['limit_activations', 'limit_usage', 'expires_at'],
  update_meter: ['custom_label', 'custom_multiplier', 'metadata'],
  update_metric_dashboard: ['metrics'],
  // Polar ignores a null here, and takes an empty text.
  update_webhook_endpoint: ['name', 'events'],
  update_custom_field: [
    'properties.form_label',
    'properties.form_help_text',
    'properties.form_placeholder',
    'properties.textarea',
    'properties.min_length',
    'properties.max_length',
    'properties.ge',
    'properties.le',
    'metadata',
  ],
  update_organization: [
    'avatar_url',
    'email',
    'website',
    'socials',
    'embed_hosts',
    // Polar ignores a null here, and takes an empty list.
    'feature_settings.overview_metrics',
    'dispute_settings.auto_accept_below_amount',
  ],
};

/** Fields that may be null in Polar's document and can't be cleared, and what Polar does with a null. */
const NOT_CLEARED: [tool: string, path: string, why: string][] = [
  ['complete_file_upload', 'parts.checksum_sha256_base64', 'its storage does not join parts without their checksums'],
  ['update_customer', 'billing_address', '422: it cannot be reset once set; the name of the same call is lost with it'],
  ['update_customer', 'external_id', '422: it cannot be changed once set'],
  ['update_customer', 'email', 'ignored'],
  ['update_subscription', 'customer_cancellation_reason', 'ignored; taking the cancellation back clears it'],
  ['update_subscription', 'customer_cancellation_comment', 'ignored; taking the cancellation back clears it'],
  ['update_subscription', 'resumes_at', 'the same as leaving it out'],
  ['update_checkout', 'amount', 'ignored'],
  ['update_checkout', 'customer_billing_address', 'ignored'],
  ['update_checkout', 'seats', 'stored, and a price by seat needs them'],
  ['update_checkout', 'units', 'stored, and a price by unit needs them'],
  ['update_member', 'name', 'ignored'],
  ['update_file', 'name', 'ignored'],
  ['update_file', 'version', 'ignored'],
  ['update_event_type', 'label_property_selector', 'the same as leaving it out'],
  ['update_organization', 'details.switching_from', 'empties all other details'],
  ['update_checkout', 'custom_field_data', 'an empty map is merged with the present one'],
  ['update_product', 'prices', '422: a product has at least one price'],
];

const clearOf = (name: string): string[] => {
  const tool = toolList.find((one) => one.name === name);
  const { clear } = (tool?.inputSchema.properties ?? {}) as { clear?: { items: { enum: string[] } } };
  return clear?.items.enum ?? [];
};

describe('`clear`', () => {
  test('names what Polar empties, and nothing else', () => {
    const listed = toolList.flatMap(({ name }) => (clearOf(name).length > 0 ? [[name, clearOf(name).sort()]] : []));
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(Object.entries(CLEARED).map(([name, paths]) => [name, [...paths].sort()])),
    );
  });

  test.each(NOT_CLEARED)('%s doesn’t name %s: %s', (name, path) => {
    expect(Object.hasOwn(tools, name)).toBe(true);
    expect(clearOf(name)).not.toContain(path);
  });

  test('what it names passes the exact schema', () => {
    for (const [name, paths] of Object.entries(CLEARED)) {
      const { operations } = (tools as Record<string, Tool>)[name] as Tool;
      for (const path of paths) {
        const takes = operations.some((operation) => operation.params().shape.clear?.safeParse([path]).success);
        expect(takes, `${name} ${path}`).toBe(true);
      }
    }
  });
});
