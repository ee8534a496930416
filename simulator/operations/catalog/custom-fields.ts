import { invalidValue } from '../../problems.ts';
import { isItem } from '../../shape.ts';
import { type Call, itemsOf } from '../call.ts';
import type { Hooks } from '../crud.ts';

/** Answers are kept by the slug of their field. */
const WITH_ANSWERS = ['checkouts', 'orders', 'subscriptions'];

export const customFieldHooks: Hooks = {
  create: (call, record) => {
    requireFreeSlug(call, record.slug, record.organization_id);
    return { metadata: {}, ...record };
  },
  update: (call, record, changes) => {
    if (changes.type !== record.type) {
      throw invalidValue(['body', 'type'], "The type of a custom field can't be changed.", changes.type);
    }
    if (typeof changes.slug === 'string' && changes.slug !== record.slug) {
      requireFreeSlug(call, changes.slug, record.organization_id);
      renameAnswers(call, record.organization_id, String(record.slug), changes.slug);
    }
    return changes;
  },
  removed: (call, record) => {
    for (const product of call.store.list('products')) {
      if (!Array.isArray(product.attached_custom_fields)) continue;
      product.attached_custom_fields = itemsOf(product.attached_custom_fields).filter(
        (entry) => entry.custom_field_id !== record.id,
      );
    }
  },
};

function requireFreeSlug(call: Call, slug: unknown, organization: unknown): void {
  const same = call.store.find(
    'custom-fields',
    (entry) => entry.slug === slug && entry.organization_id === organization,
  );
  if (same) throw invalidValue(['body', 'slug'], 'Custom field with this slug already exists.', slug);
}

function renameAnswers(call: Call, organization: string, from: string, to: string): void {
  for (const record of WITH_ANSWERS.flatMap((collection) => call.store.list(collection))) {
    const data = record.custom_field_data;
    if (record.organization_id !== organization || !isItem(data) || !(from in data)) continue;
    const { [from]: answer, ...others } = data;
    record.custom_field_data = { ...others, [to]: answer };
  }
}
