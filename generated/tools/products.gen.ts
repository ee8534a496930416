// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_products: Tool = {
  title: "List products",
  toolset: 'products',
  risk: 'read',
  aliases: {"product_id":"id"},
  scopes: [['products:read', 'products:write']],
  operations: [
    operation({
      id: 'products:list',
      params() {
        return exact({
          id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          is_archived: z.boolean().nullable().exactOptional(),
          is_recurring: z.boolean().nullable().exactOptional(),
          benefit_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          visibility: z.array(schemas.ProductVisibility()).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.ProductSortProperty()).nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Product"},
      call(polar, query) {
        return polar.GET('/v1/products/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_product: Tool = {
  title: "Create product",
  toolset: 'products',
  risk: 'write',
  aliases: {"media_ids":"medias","media_id":"medias"},
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:create',
      params() {
        return exact({});
      },
      body: schemas.ProductCreate,
      answer: {"kind":"one","resource":"Product"},
      settledBy: {"tool":"list_products","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/products/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_product: Tool = {
  title: "Get product",
  toolset: 'products',
  risk: 'read',
  aliases: {"product_id":"id"},
  scopes: [['products:read', 'products:write']],
  operations: [
    operation({
      id: 'products:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Product"},
      call(polar, { id }) {
        return polar.GET('/v1/products/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_product: Tool = {
  title: "Update product",
  toolset: 'products',
  risk: 'exposes',
  risks: {"recurring_interval":"irreversible","recurring_interval_count":"irreversible","is_archived":{"true":"irreversible"},"visibility":{"draft":"write"},"metadata":"write","name":"write","description":"write","medias":"write","attached_custom_fields":"write","clear":"write"},
  consequence: "This changes what the shop sells, to whom or for how much.",
  consequences: {"prices":"New customers pay these prices from now on. Prices that are left out are archived.","trial_interval":"New customers pay nothing for so long.","trial_interval_count":"New customers pay nothing for so long.","visibility":"Who can find and buy the product changes at once.","is_archived":"Nobody can buy the product any more; running subscriptions go on. Checkout links that sell it alone are deleted for good, and it is taken out of the others.","recurring_interval":"The recurring interval of a product can be set once, and never be changed again."},
  before: [{"tool":"get_product","with":{"id":"id"},"fields":["id","name","is_archived","visibility","recurring_interval","recurring_interval_count"]}],
  aliases: {"product_id":"id","media_ids":"medias"},
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "trial_interval", "trial_interval_count", "description", "medias", "attached_custom_fields"])).exactOptional(),
        });
      },
      body: schemas.ProductUpdate,
      partial: true,
      emptyValues: {"metadata":{},"medias":[],"attached_custom_fields":[]},
      answer: {"kind":"one","resource":"Product"},
      target: {"tool":"get_product","with":{"id":"id"}},
      settledBy: {"tool":"get_product","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/products/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const set_product_benefits: Tool = {
  title: "Set product benefits",
  toolset: 'products',
  risk: 'irreversible',
  risks: {"benefits":["irreversible","exposes"]},
  consequence: "Everyone who bought this product loses at once the benefits that are left out, and gains those that are added.",
  before: [{"tool":"get_product","with":{"id":"product_id"},"fields":["id","name","is_archived"]}],
  aliases: {"id":"product_id","benefit_ids":"benefits"},
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:update_benefits',
      params() {
        return exact({
          product_id: id(),
        });
      },
      body: schemas.ProductBenefitsUpdate,
      renamed: {"id":"product_id"},
      answer: {"kind":"one","resource":"Product"},
      target: {"tool":"get_product","with":{"id":"product_id"}},
      settledBy: {"tool":"get_product","with":{"id":"product_id"}},
      call(polar, { product_id }, body) {
        return polar.POST('/v1/products/{id}/benefits', { params: { path: { id: product_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};
