// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_organizations = tool({
  operation: 'organizations:list',
  toolset: 'organization',
  risk: 'read',
  scopes: ['organizations:read', 'organizations:write'],
  params: () => exact({
    slug: z.string().nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.OrganizationSortProperty()).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/organizations/', { params: { query } }),
});

export const create_organization = tool({
  operation: 'organizations:create',
  toolset: 'organization',
  risk: 'irreversible',
  scopes: ['organizations:write'],
  params: () => exact({}),
  body: schemas.OrganizationCreate,
  call: (polar, _, body) => polar.POST('/v1/organizations/', { body }),
});

export const get_organization = tool({
  operation: 'organizations:get',
  toolset: 'organization',
  risk: 'read',
  scopes: ['organizations:read', 'organizations:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/organizations/{id}', { params: { path: { id } } }),
});

export const update_organization = tool({
  operation: 'organizations:update',
  toolset: 'organization',
  risk: 'irreversible',
  scopes: ['organizations:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.OrganizationUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/organizations/{id}', { params: { path: { id } }, body }),
});
