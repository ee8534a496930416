// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_organizations: Tool = {
  title: "List organizations",
  toolset: 'organization',
  risk: 'read',
  scopes: [['organizations:read', 'organizations:write']],
  operations: [
    operation({
      id: 'organizations:list',
      params() {
        return exact({
          slug: z.string().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.OrganizationSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Organization"},
      call(polar, query) {
        return polar.GET('/v1/organizations/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_organization: Tool = {
  title: "Create organization",
  toolset: 'organization',
  risk: 'irreversible',
  consequence: "Another organization is opened, with its own customers and payouts. No tool can delete it.",
  personOnly: true,
  scopes: [['organizations:write']],
  operations: [
    operation({
      id: 'organizations:create',
      params() {
        return exact({});
      },
      body: schemas.OrganizationCreate,
      answer: {"kind":"one","resource":"Organization"},
      settledBy: {"tool":"list_organizations","with":{},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/organizations/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_organization: Tool = {
  title: "Get organization",
  toolset: 'organization',
  risk: 'read',
  aliases: {"id":"organization_id"},
  scopes: [['organizations:read', 'organizations:write']],
  operations: [
    operation({
      id: 'organizations:get',
      params() {
        return exact({
          organization_id: id(),
        });
      },
      renamed: {"id":"organization_id"},
      answer: {"kind":"one","resource":"Organization"},
      call(polar, { organization_id }) {
        return polar.GET('/v1/organizations/{id}', { params: { path: { id: organization_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_organization: Tool = {
  title: "Update organization",
  toolset: 'organization',
  risk: 'irreversible',
  risks: {"dispute_settings":"money","email":["irreversible","exposes"],"website":["irreversible","exposes"],"socials":["irreversible","exposes"],"customer_portal_settings":["irreversible","exposes"],"subscription_settings":["irreversible","exposes"],"embed_hosts":["irreversible","exposes"],"sso_enforced":["irreversible","exposes"]},
  consequence: "This changes a setting of the whole shop. Nothing shows afterwards what it was before.",
  consequences: {"email":"Customers are told to write to that address from now on.","website":"Customers are sent to that site from now on.","socials":"Customers are sent to these pages from now on.","customer_portal_settings":"Customers can do this by themselves in the portal from now on.","embed_hosts":"These sites, and no others, may show the checkout in their pages.","default_presentment_currency":"The whole shop sells in that currency from now on, where a product has a price in it.","default_tax_behavior":"Prices without a tax behavior of their own are taxed like this from now on.","dispute_settings":"Disputes below `auto_accept_below_amount` (US cents) are given up without asking from now on, and their subscriptions end.","feature_settings.seat_based_pricing_enabled":"Pricing by seats stays on once it is on.","sso_enforced":"With `true`, members who do not log in by SSO are locked out, and their tokens end.","details":"What Polar's review knows of the shop is replaced, and no answer shows it."},
  before: [{"tool":"get_organization","with":{"organization_id":"organization_id"},"fields":["id","slug","name","status"]}],
  aliases: {"id":"organization_id"},
  scopes: [['organizations:write']],
  operations: [
    operation({
      id: 'organizations:update',
      params() {
        return exact({
          organization_id: id(),
          clear: z.array(z.enum(["avatar_url", "email", "website", "socials", "feature_settings.overview_metrics", "dispute_settings.auto_accept_below_amount", "embed_hosts"])).exactOptional(),
        });
      },
      body: schemas.OrganizationUpdate,
      partial: true,
      emptyValues: {"socials":[],"feature_settings.overview_metrics":[],"embed_hosts":[]},
      renamed: {"id":"organization_id"},
      replacedObjects: [{"field":"customer_portal_settings","partial":"merged","names":["usage","subscription","customer"],"drops":["customer_portal_settings.customer"]}],
      answer: {"kind":"one","resource":"Organization"},
      target: {"tool":"get_organization","with":{"organization_id":"organization_id"}},
      settledBy: {"tool":"get_organization","with":{"organization_id":"organization_id"}},
      call(polar, { organization_id }, body) {
        return polar.PATCH('/v1/organizations/{id}', { params: { path: { id: organization_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};
