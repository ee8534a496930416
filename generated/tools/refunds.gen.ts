// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_refunds = tool({
  operation: 'refunds:list',
  toolset: 'refunds',
  risk: 'read',
  scopes: ['refunds:read', 'refunds:write'],
  params: () => exact({
    id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    order_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    subscription_id: z.union([
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
    succeeded: z.boolean().nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.RefundSortProperty()).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/refunds/', { params: { query } }),
});

export const create_refund = tool({
  operation: 'refunds:create',
  toolset: 'refunds',
  risk: 'money',
  scopes: ['refunds:write'],
  params: () => exact({}),
  body: schemas.RefundCreate,
  call: (polar, _, body) => polar.POST('/v1/refunds/', { body }),
});

export const list_disputes = tool({
  operation: 'disputes:list',
  toolset: 'refunds',
  risk: 'read',
  scopes: ['disputes:read', 'disputes:write'],
  params: () => exact({
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    order_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    status: z.union([
      schemas.DisputeStatus(),
      z.array(schemas.DisputeStatus()),
    ]).nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.DisputeSortProperty()).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/disputes/', { params: { query } }),
});

export const get_dispute = tool({
  operation: 'disputes:get',
  toolset: 'refunds',
  risk: 'read',
  scopes: ['disputes:read', 'disputes:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/disputes/{id}', { params: { path: { id } } }),
});

export const accept_dispute = tool({
  operation: 'disputes:accept',
  toolset: 'refunds',
  risk: 'money',
  scopes: ['disputes:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.POST('/v1/disputes/{id}/accept', { params: { path: { id } } }),
});
