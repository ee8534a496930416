// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_organizations: Tool = {
  toolset: 'organization',
  risk: 'read',
  scopes: [['organizations:read', 'organizations:write']],
  operations: [
    operation({
      id: 'organizations:list',
      params: () => exact({
        slug: z.string().nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.OrganizationSortProperty()).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/organizations/', { params: { query } }),
    }),
  ],
};

export const create_organization: Tool = {
  toolset: 'organization',
  risk: 'irreversible',
  scopes: [['organizations:write']],
  operations: [
    operation({
      id: 'organizations:create',
      params: () => exact({}),
      body: schemas.OrganizationCreate,
      call: (polar, _, body) => polar.POST('/v1/organizations/', { body }),
    }),
  ],
};

export const get_organization: Tool = {
  toolset: 'organization',
  risk: 'read',
  scopes: [['organizations:read', 'organizations:write']],
  operations: [
    operation({
      id: 'organizations:get',
      params: () => exact({
        organization_id: id(),
      }),
      call: (polar, { organization_id }) => polar.GET('/v1/organizations/{id}', { params: { path: { id: organization_id } } }),
    }),
  ],
};

export const update_organization: Tool = {
  toolset: 'organization',
  risk: 'irreversible',
  scopes: [['organizations:write']],
  operations: [
    operation({
      id: 'organizations:update',
      params: () => exact({
        organization_id: id(),
        clear: z.array(z.enum(["avatar_url", "email", "website", "details.switching_from", "feature_settings.overview_metrics", "dispute_settings.auto_accept_below_amount"])).exactOptional(),
      }),
      body: schemas.OrganizationUpdate,
      call: (polar, { organization_id }, body) => polar.PATCH('/v1/organizations/{id}', { params: { path: { id: organization_id } }, body }),
    }),
  ],
};
