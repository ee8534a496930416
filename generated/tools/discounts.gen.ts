// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_discounts: Tool = {
  toolset: 'discounts',
  risk: 'read',
  scopes: [['discounts:read', 'discounts:write']],
  operations: [
    operation({
      id: 'discounts:list',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        query: z.string().nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.DiscountSortProperty()).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/discounts/', { params: { query } }),
    }),
  ],
};

export const create_discount: Tool = {
  toolset: 'discounts',
  risk: 'write',
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:create',
      params: () => exact({}),
      body: schemas.DiscountCreate,
      call: (polar, _, body) => polar.POST('/v1/discounts/', { body }),
    }),
  ],
};

export const get_discount: Tool = {
  toolset: 'discounts',
  risk: 'read',
  scopes: [['discounts:read', 'discounts:write']],
  operations: [
    operation({
      id: 'discounts:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/discounts/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_discount: Tool = {
  toolset: 'discounts',
  risk: 'write',
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["code", "starts_at", "ends_at", "max_redemptions", "max_redemptions_per_customer"])).exactOptional(),
      }),
      body: schemas.DiscountUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/discounts/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_discount: Tool = {
  toolset: 'discounts',
  risk: 'irreversible',
  scopes: [['discounts:write']],
  operations: [
    operation({
      id: 'discounts:delete',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/discounts/{id}', { params: { path: { id } } }),
    }),
  ],
};
