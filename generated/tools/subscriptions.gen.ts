// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_subscriptions: Tool = {
  title: "List subscriptions",
  toolset: 'subscriptions',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          product_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          customer_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          external_customer_id: z.union([
            z.string(),
            z.array(z.string()),
          ]).nullable().exactOptional(),
          discount_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          active: z.boolean().nullable().exactOptional(),
          status: z.union([
            schemas.SubscriptionStatus(),
            z.array(schemas.SubscriptionStatus()),
          ]).nullable().exactOptional(),
          cancel_at_period_end: z.boolean().nullable().exactOptional(),
          customer_cancellation_reason: z.union([
            schemas.CustomerCancellationReason(),
            z.array(schemas.CustomerCancellationReason()),
          ]).nullable().exactOptional(),
          canceled_at_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          canceled_at_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          started_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          started_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.SubscriptionSortProperty()).nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Subscription"},
      call(polar, query) {
        return polar.GET('/v1/subscriptions/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_free_subscription: Tool = {
  title: "Create free subscription",
  toolset: 'subscriptions',
  risk: 'exposes',
  consequence: "The customer gets all benefits of the product at once, and pays nothing.",
  before: [{"tool":"get_product","with":{"id":"product_id"},"fields":["id","name","prices.amount_type","benefits.type","benefits.description"]},{"tool":"get_customer","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"fields":["id","email","name"]}],
  aliases: {"customer_external_id":"external_customer_id"},
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:create',
      params() {
        return exact({});
      },
      body() {
        return z.union([
          schemas.SubscriptionCreateCustomer(),
          schemas.SubscriptionCreateExternalCustomer(),
        ]);
      },
      answer: {"kind":"one","resource":"Subscription"},
      settledBy: {"tool":"list_subscriptions","with":{"product_id":"product_id","customer_id":"customer_id","external_customer_id":"external_customer_id"}},
      call(polar, _, body) {
        return polar.POST('/v1/subscriptions/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const export_subscriptions: Tool = {
  title: "Export subscriptions",
  toolset: 'subscriptions',
  risk: 'read',
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:export',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          product_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          status: z.union([
            schemas.SubscriptionStatus(),
            z.array(schemas.SubscriptionStatus()),
          ]).nullable().exactOptional(),
          cancel_at_period_end: z.boolean().nullable().exactOptional(),
          started_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          started_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          timezone: z.string().exactOptional(),
          columns: z.union([
            schemas.SubscriptionExportColumn(),
            z.array(schemas.SubscriptionExportColumn()),
          ]).nullable().exactOptional(),
          offset: int().min(0).exactOptional(),
          limit: int().min(1).exactOptional(),
        });
      },
      answer: {"kind":"csv"},
      call(polar, { offset: _, limit: __, ...query }) {
        return polar.GET('/v1/subscriptions/export', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_subscription: Tool = {
  title: "Get subscription",
  toolset: 'subscriptions',
  risk: 'read',
  aliases: {"subscription_id":"id"},
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Subscription"},
      call(polar, { id }) {
        return polar.GET('/v1/subscriptions/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_subscription: Tool = {
  title: "Update subscription",
  toolset: 'subscriptions',
  risk: 'money',
  risks: {"discount_id":"exposes","cancel_at_period_end":"write","customer_cancellation_reason":"write","customer_cancellation_comment":"write","pause_at_period_end":"write","resumes_at":"write","clear":"write","revoke":"irreversible"},
  consequence: "A new product, more seats or units, an end of the trial or resuming may charge the customer at once; Polar works out the exact amount. `revoke` ends the subscription and its benefits now, for good.",
  consequences: {"discount_id":"The customer pays less from the next renewal on, as the discount says.","product_id":"The customer moves to the other product, and may be charged at once, as `proration_behavior` or else the organization says.","seats":"More seats may charge the customer at once, as `proration_behavior` or else the organization says; fewer never do.","units":"More units may charge the customer at once, as `proration_behavior` or else the organization says; fewer never do.","trial_end":"A trial that ends now charges the customer at once; one that goes on charges nothing before its end.","current_billing_period_end":"The next renewal moves to that date; nothing is charged now.","resume":"A new period begins now, and the customer is charged for it; Polar works out the exact amount.","revoke":"The subscription and its benefits end now, for good. Nothing is paid back by this."},
  before: [{"tool":"get_subscription","with":{"id":"id"},"fields":["id","status","amount","currency","recurring_interval","recurring_interval_count","seats","units","current_period_end","trial_end","cancel_at_period_end","customer.email","customer.name","product.name"]},{"tool":"get_product","with":{"id":"product_id"},"fields":["id","name","is_archived","recurring_interval","recurring_interval_count","trial_interval","trial_interval_count","prices.amount_type","prices.price_amount","prices.price_currency","prices.unit_amount","prices.cap_amount","prices.meter.name","prices.seat_tiers","prices.tiers"]}],
  aliases: {"subscription_id":"id"},
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "discount_id", "pending_update"])).exactOptional(),
        });
      },
      body: schemas.SubscriptionUpdate,
      partial: true,
      emptyValues: {"metadata":{}},
      answer: {"kind":"one","resource":"Subscription"},
      target: {"tool":"get_subscription","with":{"id":"id"}},
      settledBy: {"tool":"get_subscription","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/subscriptions/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const revoke_subscription: Tool = {
  title: "Revoke subscription",
  toolset: 'subscriptions',
  risk: 'irreversible',
  consequence: "The subscription and its benefits end now, for good. Nothing is paid back by this.",
  before: [{"tool":"get_subscription","with":{"id":"id"},"fields":["id","status","amount","currency","recurring_interval","recurring_interval_count","seats","current_period_end","customer.email","customer.name","product.name"]}],
  aliases: {"subscription_id":"id"},
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:revoke',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Subscription"},
      target: {"tool":"get_subscription","with":{"id":"id"}},
      settledBy: {"tool":"get_subscription","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/subscriptions/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
