// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int, segment } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_customers: Tool = {
  title: "List customers",
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          email: z.string().nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          active: z.boolean().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.CustomerSortProperty()).nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Customer"},
      call(polar, query) {
        return polar.GET('/v1/customers/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_customer: Tool = {
  title: "Create customer",
  toolset: 'customers',
  risk: 'exposes',
  risks: {"metadata":"write","name":"write","billing_address":"write","tax_id":"write","locale":"write","organization_id":"write","owner":"write","type":"write","email":"write"},
  consequence: "All that is bought under this external id goes to this customer, whose portal opens by their email.",
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:create',
      params() {
        return exact({});
      },
      body: schemas.CustomerCreate,
      answer: {"kind":"one","resource":"Customer"},
      settledBy: {"tool":"list_customers","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/customers/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const export_customers: Tool = {
  title: "Export customers",
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:export',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          offset: int().min(0).exactOptional(),
          limit: int().min(1).exactOptional(),
        });
      },
      answer: {"kind":"csv"},
      call(polar, { offset: _, limit: __, ...query }) {
        return polar.GET('/v1/customers/export', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_customer: Tool = {
  title: "Get customer",
  toolset: 'customers',
  risk: 'read',
  byEmail: "one",
  aliases: {"id":"customer_id","external_id":"external_customer_id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:get',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"one","resource":"Customer"},
      call(polar, { customer_id }) {
        return polar.GET('/v1/customers/{id}', { params: { path: { id: customer_id } }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:get_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
        });
      },
      renamed: {"external_id":"external_customer_id"},
      answer: {"kind":"one","resource":"Customer"},
      call(polar, { external_customer_id }) {
        return polar.GET('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_customer: Tool = {
  title: "Update customer",
  toolset: 'customers',
  risk: 'exposes',
  risks: {"external_id":["irreversible","exposes"],"type":"irreversible","metadata":"write","name":"write","billing_address":"write","tax_id":"write","locale":"write","clear":"write"},
  consequence: "The portal of this customer opens with another email from now on.",
  consequences: {"email":"The portal of this customer opens with the new email from now on, and no longer with the old one.","external_id":"The external id is final once set, and all that is bought under it goes to this customer.","type":"A team never becomes an individual again."},
  aliases: {"id":"customer_id","customer_external_id":"external_customer_id"},
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:update',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
          clear: z.array(z.enum(["metadata", "name", "billing_address.line1", "billing_address.line2", "billing_address.postal_code", "billing_address.city", "billing_address.state", "tax_id", "locale"])).exactOptional(),
        });
      },
      body: schemas.CustomerUpdate,
      partial: true,
      emptyValues: {"metadata":{}},
      renamed: {"id":"customer_id"},
      replacedObjects: [{"field":"billing_address","partial":"refused","names":["line1","line2","postal_code","city","state","country"]}],
      answer: {"kind":"one","resource":"Customer"},
      target: {"tool":"get_customer","with":{"customer_id":"customer_id"}},
      settledBy: {"tool":"get_customer","with":{"customer_id":"customer_id"}},
      call(polar, { customer_id }, body) {
        return polar.PATCH('/v1/customers/{id}', { params: { path: { id: customer_id } }, body, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:update_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          clear: z.array(z.enum(["metadata", "name", "billing_address.line1", "billing_address.line2", "billing_address.postal_code", "billing_address.city", "billing_address.state", "tax_id", "locale"])).exactOptional(),
        });
      },
      body: schemas.CustomerUpdateExternalID,
      partial: true,
      emptyValues: {"metadata":{}},
      renamed: {"external_id":"external_customer_id"},
      replacedObjects: [{"field":"billing_address","partial":"refused","names":["line1","line2","postal_code","city","state","country"]}],
      answer: {"kind":"one","resource":"Customer"},
      target: {"tool":"get_customer","with":{"external_customer_id":"external_customer_id"}},
      settledBy: {"tool":"get_customer","with":{"external_customer_id":"external_customer_id"}},
      call(polar, { external_customer_id }, body) {
        return polar.PATCH('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_customer: Tool = {
  title: "Delete customer",
  toolset: 'customers',
  risk: 'irreversible',
  consequence: "The customer can't be restored. Their subscriptions that are active, on trial or past due end now; paused ones stay paused. Every benefit is taken back; orders stay.",
  before: [{"tool":"get_customer","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"fields":["id","email","name","external_id","type"]},{"tool":"list_subscriptions","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"given":{"status":["active","trialing","past_due","unpaid","paused"],"limit":100},"fields":["id","product.name","status","amount","currency","recurring_interval","recurring_interval_count","seats"]},{"tool":"list_benefit_grants","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"given":{"is_granted":true,"limit":100},"fields":["benefit.type","benefit.description"]}],
  done: "The customer is deleted. Their subscriptions have ended, but for paused ones; their benefits are taken back, and the orders stay.",
  aliases: {"id":"customer_id","external_id":"external_customer_id","customer_external_id":"external_customer_id"},
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:delete',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
          anonymize: z.boolean().exactOptional(),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"empty"},
      target: {"tool":"get_customer","with":{"customer_id":"customer_id"}},
      settledBy: {"tool":"get_customer","with":{"customer_id":"customer_id"}},
      call(polar, { customer_id, ...query }) {
        return polar.DELETE('/v1/customers/{id}', { params: { path: { id: customer_id }, query }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:delete_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          anonymize: z.boolean().exactOptional(),
        });
      },
      renamed: {"external_id":"external_customer_id"},
      answer: {"kind":"empty"},
      target: {"tool":"get_customer","with":{"external_customer_id":"external_customer_id"}},
      settledBy: {"tool":"get_customer","with":{"external_customer_id":"external_customer_id"}},
      call(polar, { external_customer_id, ...query }) {
        return polar.DELETE('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id }, query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_customer_state: Tool = {
  title: "Get customer state",
  toolset: 'customers',
  risk: 'read',
  byEmail: "one",
  aliases: {"id":"customer_id","external_id":"external_customer_id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:get_state',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"one","resource":"CustomerState"},
      call(polar, { customer_id }) {
        return polar.GET('/v1/customers/{id}/state', { params: { path: { id: customer_id } }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:get_state_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
        });
      },
      renamed: {"external_id":"external_customer_id"},
      answer: {"kind":"one","resource":"CustomerState"},
      call(polar, { external_customer_id }) {
        return polar.GET('/v1/customers/external/{external_id}/state', { params: { path: { external_id: external_customer_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_payment_methods: Tool = {
  title: "List payment methods",
  toolset: 'customers',
  risk: 'read',
  byEmail: "one",
  aliases: {"id":"customer_id","external_id":"external_customer_id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:list_payment_methods',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"list","resource":"PaymentMethod"},
      call(polar, { customer_id, ...query }) {
        return polar.GET('/v1/customers/{id}/payment-methods', { params: { path: { id: customer_id }, query }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:list_payment_methods_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
        });
      },
      renamed: {"external_id":"external_customer_id"},
      answer: {"kind":"list","resource":"PaymentMethod"},
      call(polar, { external_customer_id, ...query }) {
        return polar.GET('/v1/customers/external/{external_id}/payment-methods', { params: { path: { external_id: external_customer_id }, query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_customer_portal_link: Tool = {
  title: "Create customer portal link",
  toolset: 'customers',
  risk: 'exposes',
  consequence: "Whoever opens the link can see and change all that the customer has, until it expires.",
  before: [{"tool":"get_customer","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"fields":["id","email","name"]}],
  whenLost: "Make the same call again: a second link does no harm.",
  reveals: ["customer_portal_url"],
  byEmail: "one",
  aliases: {"member_external_id":"external_member_id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['customer_sessions:write']],
  operations: [
    operation({
      id: 'customer-sessions:create',
      params() {
        return exact({});
      },
      body() {
        return z.union([
          schemas.CustomerSessionCustomerIDCreate(),
          schemas.CustomerSessionCustomerExternalIDCreate(),
        ]);
      },
      answer: {"kind":"one","resource":"CustomerSession"},
      call(polar, _, body) {
        return polar.POST('/v1/customer-sessions/', { body, parseAs: 'text' });
      },
    }),
  ],
};
