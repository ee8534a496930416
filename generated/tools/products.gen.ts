// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_products = tool({
  operation: 'products:list',
  toolset: 'products',
  risk: 'read',
  scopes: ['products:read', 'products:write'],
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
});

export const create_product = tool({
  operation: 'products:create',
  toolset: 'products',
  risk: 'write',
  scopes: ['products:write'],
  params: () => exact({}),
  body: schemas.ProductCreate,
  call: (polar, _, body) => polar.POST('/v1/products/', { body }),
});

export const get_product = tool({
  operation: 'products:get',
  toolset: 'products',
  risk: 'read',
  scopes: ['products:read', 'products:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/products/{id}', { params: { path: { id } } }),
});

export const update_product = tool({
  operation: 'products:update',
  toolset: 'products',
  risk: 'write',
  scopes: ['products:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.ProductUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/products/{id}', { params: { path: { id } }, body }),
});

export const set_product_benefits = tool({
  operation: 'products:update_benefits',
  toolset: 'products',
  risk: 'irreversible',
  scopes: ['products:write'],
  params: () => exact({
    product_id: id(),
  }),
  body: schemas.ProductBenefitsUpdate,
  call: (polar, { product_id }, body) => polar.POST('/v1/products/{id}/benefits', { params: { path: { id: product_id } }, body }),
});
