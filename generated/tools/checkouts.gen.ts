// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_checkout_links = tool({
  operation: 'checkout-links:list',
  toolset: 'checkouts',
  risk: 'read',
  scopes: ['checkout_links:read', 'checkout_links:write'],
  params: () => exact({
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
  }),
  call: (polar, query) => polar.GET('/v1/checkout-links/', { params: { query } }),
});

export const create_checkout_link = tool({
  operation: 'checkout-links:create',
  toolset: 'checkouts',
  risk: 'write',
  scopes: ['checkout_links:write'],
  params: () => exact({}),
  body: schemas.CheckoutLinkCreate,
  call: (polar, _, body) => polar.POST('/v1/checkout-links/', { body }),
});

export const get_checkout_link = tool({
  operation: 'checkout-links:get',
  toolset: 'checkouts',
  risk: 'read',
  scopes: ['checkout_links:read', 'checkout_links:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/checkout-links/{id}', { params: { path: { id } } }),
});

export const update_checkout_link = tool({
  operation: 'checkout-links:update',
  toolset: 'checkouts',
  risk: 'write',
  scopes: ['checkout_links:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.CheckoutLinkUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/checkout-links/{id}', { params: { path: { id } }, body }),
});

export const delete_checkout_link = tool({
  operation: 'checkout-links:delete',
  toolset: 'checkouts',
  risk: 'irreversible',
  scopes: ['checkout_links:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.DELETE('/v1/checkout-links/{id}', { params: { path: { id } } }),
});

export const list_checkouts = tool({
  operation: 'checkouts:list',
  toolset: 'checkouts',
  risk: 'read',
  scopes: ['checkouts:read', 'checkouts:write'],
  params: () => exact({
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
  }),
  call: (polar, query) => polar.GET('/v1/checkouts/', { params: { query } }),
});

export const create_checkout = tool({
  operation: 'checkouts:create',
  toolset: 'checkouts',
  risk: 'write',
  scopes: ['checkouts:write'],
  params: () => exact({}),
  body: schemas.CheckoutCreate,
  call: (polar, _, body) => polar.POST('/v1/checkouts/', { body }),
});

export const get_checkout = tool({
  operation: 'checkouts:get',
  toolset: 'checkouts',
  risk: 'read',
  scopes: ['checkouts:read', 'checkouts:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/checkouts/{id}', { params: { path: { id } } }),
});

export const update_checkout = tool({
  operation: 'checkouts:update',
  toolset: 'checkouts',
  risk: 'write',
  scopes: ['checkouts:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.CheckoutUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/checkouts/{id}', { params: { path: { id } }, body }),
});
