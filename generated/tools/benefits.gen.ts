// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_benefits: Tool = {
  toolset: 'benefits',
  risk: 'read',
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:list',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        type: z.union([
          schemas.BenefitType(),
          z.array(schemas.BenefitType()),
        ]).nullable().exactOptional(),
        id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        exclude_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        query: z.string().nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.BenefitSortProperty()).nullable().exactOptional(),
        metadata: schemas.MetadataQuery().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/benefits/', { params: { query } }),
    }),
  ],
};

export const create_benefit: Tool = {
  toolset: 'benefits',
  risk: 'write',
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:create',
      params: () => exact({}),
      body: schemas.BenefitCreate,
      call: (polar, _, body) => polar.POST('/v1/benefits/', { body }),
    }),
  ],
};

export const get_benefit: Tool = {
  toolset: 'benefits',
  risk: 'read',
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/benefits/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_benefit: Tool = {
  toolset: 'benefits',
  risk: 'write',
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["properties.note", "properties.prefix", "properties.expires", "properties.activations", "properties.limit_usage"])).exactOptional(),
      }),
      body: () => z.discriminatedUnion('type', [
        schemas.BenefitCustomUpdate(),
        schemas.BenefitDiscordUpdate(),
        schemas.BenefitGitHubRepositoryUpdate(),
        schemas.BenefitDownloadablesUpdate(),
        schemas.BenefitLicenseKeysUpdate(),
        schemas.BenefitMeterCreditUpdate(),
        schemas.BenefitFeatureFlagUpdate(),
        schemas.BenefitSlackSharedChannelUpdate(),
      ]),
      call: (polar, { id }, body) => polar.PATCH('/v1/benefits/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_benefit: Tool = {
  toolset: 'benefits',
  risk: 'irreversible',
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:delete',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/benefits/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const list_benefit_files: Tool = {
  toolset: 'benefits',
  risk: 'read',
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:files',
      params: () => exact({
        benefit_id: id(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, { benefit_id, ...query }) => polar.GET('/v1/benefits/{id}/files', { params: { path: { id: benefit_id }, query } }),
    }),
  ],
};

export const list_benefit_holders: Tool = {
  toolset: 'benefits',
  risk: 'read',
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:grants',
      params: () => exact({
        benefit_id: id(),
        is_granted: z.boolean().nullable().exactOptional(),
        customer_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        member_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, { benefit_id, ...query }) => polar.GET('/v1/benefits/{id}/grants', { params: { path: { id: benefit_id }, query } }),
    }),
  ],
};

export const list_benefit_grants: Tool = {
  toolset: 'benefits',
  risk: 'read',
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefit-grants:list',
      params: () => exact({
        organization_id: z.union([
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
        is_granted: z.boolean().nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.BenefitGrantSortProperty()).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/benefit-grants/', { params: { query } }),
    }),
  ],
};
