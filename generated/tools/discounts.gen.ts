// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_discounts: Tool = {
  title: "List discounts",
  toolset: 'discounts',
  risk: 'read',
  scopes: [['discounts:read', 'discounts:write']],
  operations: [
    operation({
      id: 'discounts:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.DiscountSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Discount"},
      call(polar, query) {
        return polar.GET('/v1/discounts/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_discount: Tool = {
  title: "Create discount",
  toolset: 'discounts',
  risk: 'exposes',
  consequence: "Customers who use it pay less, for as long and as often as it allows.",
  aliases: {"product_ids":"products","product_id":"products"},
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:create',
      params() {
        return exact({});
      },
      body: schemas.DiscountCreate,
      unlisted: ["amount","currency"],
      answer: {"kind":"one","resource":"Discount"},
      settledBy: {"tool":"list_discounts","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/discounts/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_discount: Tool = {
  title: "Get discount",
  toolset: 'discounts',
  risk: 'read',
  aliases: {"discount_id":"id"},
  scopes: [['discounts:read', 'discounts:write']],
  operations: [
    operation({
      id: 'discounts:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Discount"},
      call(polar, { id }) {
        return polar.GET('/v1/discounts/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_discount: Tool = {
  title: "Update discount",
  toolset: 'discounts',
  risk: 'exposes',
  risks: {"metadata":"write","name":"write","clear":{"code":"write","metadata":"write"}},
  consequence: "It changes who pays less, how much less, and for how long or how often.",
  before: [{"tool":"get_discount","with":{"id":"id"},"fields":["id","name","code","type","amounts","basis_points","duration","duration_in_months","max_redemptions","max_redemptions_per_customer","starts_at","ends_at","products.name"]}],
  aliases: {"discount_id":"id","product_ids":"products"},
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "code", "starts_at", "ends_at", "max_redemptions", "max_redemptions_per_customer", "products"])).exactOptional(),
        });
      },
      body: schemas.DiscountUpdate,
      partial: true,
      emptyValues: {"metadata":{},"products":[]},
      unlisted: ["amount","currency"],
      answer: {"kind":"one","resource":"Discount"},
      target: {"tool":"get_discount","with":{"id":"id"}},
      settledBy: {"tool":"get_discount","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/discounts/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_discount: Tool = {
  title: "Delete discount",
  toolset: 'discounts',
  risk: 'irreversible',
  consequence: "Nobody can redeem it any more, for good.",
  before: [{"tool":"get_discount","with":{"id":"id"},"fields":["id","name","code","type","amounts","basis_points","duration","duration_in_months","ends_at"]},{"tool":"list_checkout_links","with":{},"given":{"limit":100},"fields":["id","label","products.name"]},{"tool":"list_subscriptions","with":{"discount_id":"id"},"given":{"active":true,"limit":1},"quiet":true}],
  done: "The discount is deleted; its code no longer works.",
  aliases: {"discount_id":"id"},
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:delete',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_discount","with":{"id":"id"}},
      settledBy: {"tool":"get_discount","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/discounts/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
