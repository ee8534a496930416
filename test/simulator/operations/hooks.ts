import { secret } from '../ids.ts';
import { apiError, invalidValue } from '../problems.ts';
import { meterHooks } from './catalog/meters.ts';
import { productHooks } from './catalog/products.ts';
import { checkoutHooks, checkoutLinkHooks } from './checkout/checkouts.ts';
import type { Hooks } from './crud.ts';
import { customerHooks, memberHooks, revokeGrant } from './customers.ts';
import { orderHooks, refundHooks } from './orders.ts';
import { subscriptionHooks } from './subscriptions.ts';

const benefitHooks: Hooks = {
  create: (_call, record) => ({ visibility: 'public', metadata: {}, ...record, selectable: true, deletable: true }),
  removed: (call, record) => {
    record.is_deleted = true;
    for (const grant of call.store.list('benefit-grants')) if (grant.benefit_id === record.id) revokeGrant(call, grant);
    for (const product of call.store.list('products')) {
      if (!Array.isArray(product.benefits)) continue;
      product.benefits = product.benefits.filter((id) => id !== record.id);
    }
  },
};

const discountHooks: Hooks = {
  create: (call, record) => {
    const same = call.store.find(
      'discounts',
      (entry) => entry.code === record.code && entry.organization_id === record.organization_id,
    );
    if (typeof record.code === 'string' && same) {
      throw invalidValue(['body', 'code'], 'Discount with this code already exists.', record.code);
    }
    const currency = typeof record.currency === 'string' ? record.currency : 'usd';
    const base = { metadata: {}, ...record, redemptions_count: 0, products: record.products ?? [] };
    if (typeof record.basis_points === 'number') return { ...base, type: 'percentage' };
    const amount = typeof record.amount === 'number' ? record.amount : 0;
    return { ...base, type: 'fixed', amount, currency, amounts: record.amounts ?? { [currency]: amount } };
  },
};

const organizationHooks: Hooks = {
  create: (call, record) => {
    if (call.caller.isNarrowed) {
      const message = 'You cannot create an organization from a session restricted to a specific organization.';
      throw apiError(403, 'CannotCreateOrganizationError', message);
    }
    const taken = call.store.find('organizations', (entry) => entry.slug === record.slug);
    if (taken) throw invalidValue(['body', 'slug'], 'An organization with this slug already exists.', record.slug);
    const id = call.store.newId();
    // An organization is its own owner, so that it is seen by its members alone.
    return { socials: [], embed_hosts: [], ...record, id, organization_id: id, status: 'created' };
  },
  created: (call, record) => call.join(record.id),
};

const webhookHooks: Hooks = {
  create: (_call, record) => ({ name: null, ...record, enabled: true, secret: secret('polar_whs_') }),
};

/** What is special about each collection; the others are plain. */
export const HOOKS: Record<string, Hooks> = {
  benefits: benefitHooks,
  'checkout-links': checkoutLinkHooks,
  checkouts: checkoutHooks,
  customers: customerHooks,
  discounts: discountHooks,
  members: memberHooks,
  meters: meterHooks,
  orders: orderHooks,
  organizations: organizationHooks,
  products: productHooks,
  refunds: refundHooks,
  subscriptions: subscriptionHooks,
  'webhook-endpoints': webhookHooks,
};
