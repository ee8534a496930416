// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_refunds: Tool = {
  toolset: 'refunds',
  risk: 'read',
  scopes: [['refunds:read', 'refunds:write']],
  operations: [
    operation({
      id: 'refunds:list',
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
    }),
  ],
};

export const create_refund: Tool = {
  toolset: 'refunds',
  risk: 'money',
  scopes: [['refunds:write']],
  operations: [
    operation({
      id: 'refunds:create',
      params: () => exact({}),
      body: schemas.RefundCreate,
      call: (polar, _, body) => polar.POST('/v1/refunds/', { body }),
    }),
  ],
};

export const list_disputes: Tool = {
  toolset: 'refunds',
  risk: 'read',
  scopes: [['disputes:read', 'disputes:write']],
  operations: [
    operation({
      id: 'disputes:list',
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
    }),
  ],
};

export const get_dispute: Tool = {
  toolset: 'refunds',
  risk: 'read',
  scopes: [['disputes:read', 'disputes:write']],
  operations: [
    operation({
      id: 'disputes:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/disputes/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const accept_dispute: Tool = {
  toolset: 'refunds',
  risk: 'money',
  scopes: [['disputes:write']],
  operations: [
    operation({
      id: 'disputes:accept',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.POST('/v1/disputes/{id}/accept', { params: { path: { id } } }),
    }),
  ],
};
