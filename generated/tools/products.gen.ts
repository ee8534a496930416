// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_products: Tool = {
  toolset: 'products',
  risk: 'read',
  scopes: [['products:read', 'products:write']],
  operations: [
    operation({
      id: 'products:list',
      params: () => exact({
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
      }),
      call: (polar, query) => polar.GET('/v1/products/', { params: { query } }),
    }),
  ],
};

export const create_product: Tool = {
  toolset: 'products',
  risk: 'write',
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:create',
      params: () => exact({}),
      body: schemas.ProductCreate,
      call: (polar, _, body) => polar.POST('/v1/products/', { body }),
    }),
  ],
};

export const get_product: Tool = {
  toolset: 'products',
  risk: 'read',
  scopes: [['products:read', 'products:write']],
  operations: [
    operation({
      id: 'products:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/products/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_product: Tool = {
  toolset: 'products',
  risk: 'write',
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["trial_interval", "trial_interval_count", "description"])).exactOptional(),
      }),
      body: schemas.ProductUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/products/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const set_product_benefits: Tool = {
  toolset: 'products',
  risk: 'irreversible',
  scopes: [['products:write']],
  operations: [
    operation({
      id: 'products:update_benefits',
      params: () => exact({
        product_id: id(),
      }),
      body: schemas.ProductBenefitsUpdate,
      call: (polar, { product_id }, body) => polar.POST('/v1/products/{id}/benefits', { params: { path: { id: product_id } }, body }),
    }),
  ],
};
