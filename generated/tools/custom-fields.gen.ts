// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_custom_fields: Tool = {
  toolset: 'custom_fields',
  risk: 'read',
  scopes: [['custom_fields:read', 'custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:list',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        query: z.string().nullable().exactOptional(),
        type: z.union([
          schemas.CustomFieldType(),
          z.array(schemas.CustomFieldType()),
        ]).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.CustomFieldSortProperty()).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/custom-fields/', { params: { query } }),
    }),
  ],
};

export const create_custom_field: Tool = {
  toolset: 'custom_fields',
  risk: 'write',
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:create',
      params: () => exact({}),
      body: schemas.CustomFieldCreate,
      call: (polar, _, body) => polar.POST('/v1/custom-fields/', { body }),
    }),
  ],
};

export const get_custom_field: Tool = {
  toolset: 'custom_fields',
  risk: 'read',
  scopes: [['custom_fields:read', 'custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/custom-fields/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_custom_field: Tool = {
  toolset: 'custom_fields',
  risk: 'write',
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:update',
      params: () => exact({
        id: id(),
      }),
      body: schemas.CustomFieldUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/custom-fields/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_custom_field: Tool = {
  toolset: 'custom_fields',
  risk: 'irreversible',
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:delete',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/custom-fields/{id}', { params: { path: { id } } }),
    }),
  ],
};
