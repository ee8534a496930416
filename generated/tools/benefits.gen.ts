// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_benefits: Tool = {
  title: "List benefits",
  toolset: 'benefits',
  risk: 'read',
  aliases: {"benefit_id":"id"},
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:list',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"Benefit"},
      call(polar, query) {
        return polar.GET('/v1/benefits/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_benefit: Tool = {
  title: "Create benefit",
  toolset: 'benefits',
  risk: 'write',
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:create',
      params() {
        return exact({});
      },
      body: schemas.BenefitCreate,
      answer: {"kind":"one","resource":"Benefit"},
      settledBy: {"tool":"list_benefits","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/benefits/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_benefit: Tool = {
  title: "Get benefit",
  toolset: 'benefits',
  risk: 'read',
  aliases: {"benefit_id":"id"},
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Benefit"},
      call(polar, { id }) {
        return polar.GET('/v1/benefits/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_benefit: Tool = {
  title: "Update benefit",
  toolset: 'benefits',
  risk: 'exposes',
  risks: {"metadata":"write","description":"write","visibility":"write","type":"write","clear":{"properties.prefix":"write","metadata":"write"}},
  consequence: "Every customer who has this benefit gets it as it is set then.",
  aliases: {"benefit_id":"id"},
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "properties.note", "properties.prefix", "properties.expires", "properties.activations", "properties.limit_usage", "properties.welcome_message", "properties.team_invitees"])).exactOptional(),
        });
      },
      body() {
        return z.discriminatedUnion('type', [
          schemas.BenefitCustomUpdate(),
          schemas.BenefitDiscordUpdate(),
          schemas.BenefitGitHubRepositoryUpdate(),
          schemas.BenefitDownloadablesUpdate(),
          schemas.BenefitLicenseKeysUpdate(),
          schemas.BenefitMeterCreditUpdate(),
          schemas.BenefitFeatureFlagUpdate(),
          schemas.BenefitSlackSharedChannelUpdate(),
        ]);
      },
      partial: true,
      emptyValues: {"metadata":{}},
      replacedObjects: [{"field":"properties","partial":"merged","names":["note","guild_token","role_id","kick_member","repository_owner","repository_name","permission","archived","files","prefix","expires","activations","limit_usage","units","rollover","meter_id","slack_integration_id","channel_name_template","private","welcome_message","archive_on_revoke","team_invitees"],"drops":["properties.archived","properties.private","properties.archive_on_revoke","properties.team_invitees"]}],
      answer: {"kind":"one","resource":"Benefit"},
      target: {"tool":"get_benefit","with":{"id":"id"}},
      settledBy: {"tool":"get_benefit","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/benefits/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_benefit: Tool = {
  title: "Delete benefit",
  toolset: 'benefits',
  risk: 'irreversible',
  consequence: "Every customer who has this benefit loses it, for good, and it is removed from the products that have it.",
  before: [{"tool":"get_benefit","with":{"id":"id"}},{"tool":"list_products","with":{"benefit_id":"id"},"given":{"limit":100},"fields":["id","name"]},{"tool":"list_benefit_holders","with":{"benefit_id":"id"},"given":{"is_granted":true,"limit":5},"fields":["customer.email"],"changes":true}],
  done: "The benefit is deleted; whoever had it has lost it.",
  aliases: {"benefit_id":"id"},
  scopes: [['benefits:write']],
  operations: [
    operation({
      id: 'benefits:delete',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_benefit","with":{"id":"id"}},
      settledBy: {"tool":"get_benefit","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/benefits/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_benefit_files: Tool = {
  title: "List benefit files",
  toolset: 'benefits',
  risk: 'read',
  aliases: {"id":"benefit_id"},
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:files',
      params() {
        return exact({
          benefit_id: id(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
        });
      },
      renamed: {"id":"benefit_id"},
      answer: {"kind":"list","resource":"BenefitDownloadableFile"},
      call(polar, { benefit_id, ...query }) {
        return polar.GET('/v1/benefits/{id}/files', { params: { path: { id: benefit_id }, query }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_benefit_holders: Tool = {
  title: "List benefit holders",
  toolset: 'benefits',
  risk: 'read',
  byEmail: "any",
  aliases: {"id":"benefit_id","customer_email":"email"},
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefits:grants',
      params() {
        return exact({
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
        });
      },
      renamed: {"id":"benefit_id"},
      answer: {"kind":"list","resource":"BenefitGrant"},
      call(polar, { benefit_id, ...query }) {
        return polar.GET('/v1/benefits/{id}/grants', { params: { path: { id: benefit_id }, query }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_benefit_grants: Tool = {
  title: "List benefit grants",
  toolset: 'benefits',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['benefits:read', 'benefits:write']],
  operations: [
    operation({
      id: 'benefit-grants:list',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"BenefitGrant"},
      call(polar, query) {
        return polar.GET('/v1/benefit-grants/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};
