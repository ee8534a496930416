// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_checkout_links: Tool = {
  title: "List checkout links",
  toolset: 'checkouts',
  risk: 'read',
  scopes: [['checkout_links:read', 'checkout_links:write']],
  operations: [
    operation({
      id: 'checkout-links:list',
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
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.CheckoutLinkSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"CheckoutLink"},
      call(polar, query) {
        return polar.GET('/v1/checkout-links/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_checkout_link: Tool = {
  title: "Create checkout link",
  toolset: 'checkouts',
  risk: 'exposes',
  risks: {"metadata":"write","allow_discount_codes":"write","require_billing_address":"write","seats":"write","units":"write","label":"write"},
  consequence: "Anyone with the link can buy these products, at their prices.",
  consequences: {"discount_id":"The discount is taken off at once, without a code.","trial_interval":"Nothing is paid for so long.","trial_interval_count":"Nothing is paid for so long.","success_url":"After paying, customers are sent to that site.","return_url":"Customers who go back are sent to that site."},
  aliases: {"product_ids":"products"},
  scopes: [['checkout_links:write']],
  operations: [
    operation({
      id: 'checkout-links:create',
      params() {
        return exact({});
      },
      body: schemas.CheckoutLinkCreate,
      constants: {"payment_processor":"stripe"},
      unlisted: ["payment_processor","product_id","product_price_id"],
      answer: {"kind":"one","resource":"CheckoutLink"},
      settledBy: {"tool":"list_checkout_links","with":{},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/checkout-links/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_checkout_link: Tool = {
  title: "Get checkout link",
  toolset: 'checkouts',
  risk: 'read',
  aliases: {"checkout_link_id":"id"},
  scopes: [['checkout_links:read', 'checkout_links:write']],
  operations: [
    operation({
      id: 'checkout-links:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"CheckoutLink"},
      call(polar, { id }) {
        return polar.GET('/v1/checkout-links/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_checkout_link: Tool = {
  title: "Update checkout link",
  toolset: 'checkouts',
  risk: 'exposes',
  risks: {"metadata":"write","allow_discount_codes":"write","require_billing_address":"write","seats":"write","units":"write","label":"write","clear":"write"},
  consequence: "Anyone with the link buys on these terms from now on; its URL stays the same.",
  consequences: {"discount_id":"The discount is taken off at once, without a code.","trial_interval":"Nothing is paid for so long.","trial_interval_count":"Nothing is paid for so long.","success_url":"After paying, customers are sent to that site.","return_url":"Customers who go back are sent to that site."},
  aliases: {"checkout_link_id":"id","product_ids":"products"},
  scopes: [['checkout_links:write']],
  operations: [
    operation({
      id: 'checkout-links:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["trial_interval", "trial_interval_count", "metadata", "label", "discount_id", "seats", "units", "success_url", "return_url"])).exactOptional(),
        });
      },
      body: schemas.CheckoutLinkUpdate,
      partial: true,
      emptyValues: {"metadata":{}},
      answer: {"kind":"one","resource":"CheckoutLink"},
      target: {"tool":"get_checkout_link","with":{"id":"id"}},
      settledBy: {"tool":"get_checkout_link","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/checkout-links/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_checkout_link: Tool = {
  title: "Delete checkout link",
  toolset: 'checkouts',
  risk: 'irreversible',
  consequence: "Its URL stops working wherever it was shared, for good.",
  done: "The checkout link is deleted; its URL no longer works.",
  aliases: {"checkout_link_id":"id"},
  scopes: [['checkout_links:write']],
  operations: [
    operation({
      id: 'checkout-links:delete',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_checkout_link","with":{"id":"id"}},
      settledBy: {"tool":"get_checkout_link","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/checkout-links/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_checkouts: Tool = {
  title: "List checkouts",
  toolset: 'checkouts',
  risk: 'read',
  aliases: {"customer_external_id":"external_customer_id"},
  scopes: [['checkouts:read', 'checkouts:write']],
  operations: [
    operation({
      id: 'checkouts:list',
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
          status: z.union([
            schemas.CheckoutStatus(),
            z.array(schemas.CheckoutStatus()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.CheckoutSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Checkout"},
      call(polar, query) {
        return polar.GET('/v1/checkouts/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_checkout: Tool = {
  title: "Create checkout",
  toolset: 'checkouts',
  risk: 'exposes',
  risks: {"metadata":"write","allow_discount_codes":"write","require_billing_address":"write","seats":"write","units":"write","custom_field_data":"write","is_business_customer":"write","customer_name":"write","customer_ip_address":"write","customer_billing_name":"write","customer_billing_address":"write","customer_tax_id":"write","customer_metadata":"write","locale":"write","currency":"write","customer_email":"write","amount":"write","min_seats":"write","max_seats":"write","min_units":"write","max_units":"write","allow_trial":"write"},
  consequence: "Whoever opens the link can buy these products on these terms.",
  consequences: {"discount_id":"The discount is taken off at once, without a code.","trial_interval":"Nothing is paid for so long.","trial_interval_count":"Nothing is paid for so long.","success_url":"After paying, customers are sent to that site.","return_url":"Customers who go back are sent to that site.","customer_id":"Whoever opens the link and buys with it can log in to the portal of that customer.","external_customer_id":"Whoever opens the link and buys with it can log in to the portal of that customer.","prices":"These prices hold in the place of those of the product.","embed_origin":"That site shows the checkout in a page of its own."},
  reveals: ["url"],
  aliases: {"product_ids":"products","product_id":"products","customer_external_id":"external_customer_id"},
  scopes: [['checkouts:write']],
  operations: [
    operation({
      id: 'checkouts:create',
      params() {
        return exact({});
      },
      body: schemas.CheckoutCreate,
      answer: {"kind":"one","resource":"Checkout"},
      settledBy: {"tool":"list_checkouts","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/checkouts/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_checkout: Tool = {
  title: "Get checkout",
  toolset: 'checkouts',
  risk: 'read',
  reveals: ["url"],
  aliases: {"checkout_id":"id"},
  scopes: [['checkouts:read', 'checkouts:write']],
  operations: [
    operation({
      id: 'checkouts:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Checkout"},
      call(polar, { id }) {
        return polar.GET('/v1/checkouts/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_checkout: Tool = {
  title: "Update checkout",
  toolset: 'checkouts',
  risk: 'exposes',
  risks: {"metadata":"write","allow_discount_codes":"write","require_billing_address":"write","seats":"write","units":"write","custom_field_data":"write","is_business_customer":"write","customer_name":"write","customer_ip_address":"write","customer_billing_name":"write","customer_billing_address":"write","customer_tax_id":"write","customer_metadata":"write","locale":"write","currency":"write","product_id":"write","amount":"write","allow_trial":"write","clear":"write"},
  consequence: "The customer of this checkout buys on these terms from now on.",
  consequences: {"discount_id":"The discount is taken off at once, without a code.","trial_interval":"Nothing is paid for so long.","trial_interval_count":"Nothing is paid for so long.","success_url":"After paying, customers are sent to that site.","return_url":"Customers who go back are sent to that site.","embed_origin":"That site shows the checkout in a page of its own.","customer_email":"What is bought by it goes to that address."},
  reveals: ["url"],
  aliases: {"checkout_id":"id"},
  scopes: [['checkouts:write']],
  operations: [
    operation({
      id: 'checkouts:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["customer_name", "customer_email", "customer_billing_name", "customer_billing_address.line1", "customer_billing_address.line2", "customer_billing_address.postal_code", "customer_billing_address.city", "customer_billing_address.state", "customer_tax_id", "locale", "trial_interval", "trial_interval_count", "metadata", "discount_id", "customer_metadata", "success_url", "return_url", "embed_origin"])).exactOptional(),
        });
      },
      body: schemas.CheckoutUpdate,
      partial: true,
      emptyValues: {"metadata":{},"customer_metadata":{}},
      unlisted: ["product_price_id"],
      replacedObjects: [{"field":"customer_billing_address","partial":"refused","names":["line1","line2","postal_code","city","state","country"]}],
      answer: {"kind":"one","resource":"Checkout"},
      target: {"tool":"get_checkout","with":{"id":"id"}},
      settledBy: {"tool":"get_checkout","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/checkouts/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};
