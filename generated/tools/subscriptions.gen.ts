// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_subscriptions: Tool = {
  toolset: 'subscriptions',
  risk: 'read',
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:list',
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
        discount_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        active: z.boolean().nullable().exactOptional(),
        status: z.union([
          schemas.SubscriptionStatus(),
          z.array(schemas.SubscriptionStatus()),
        ]).nullable().exactOptional(),
        cancel_at_period_end: z.boolean().nullable().exactOptional(),
        customer_cancellation_reason: z.union([
          schemas.CustomerCancellationReason(),
          z.array(schemas.CustomerCancellationReason()),
        ]).nullable().exactOptional(),
        canceled_at_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        canceled_at_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        started_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        started_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.SubscriptionSortProperty()).nullable().exactOptional(),
        metadata: schemas.MetadataQuery().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/subscriptions/', { params: { query } }),
    }),
  ],
};

export const create_free_subscription: Tool = {
  toolset: 'subscriptions',
  risk: 'write',
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:create',
      params: () => exact({}),
      body: () => z.union([
        schemas.SubscriptionCreateCustomer(),
        schemas.SubscriptionCreateExternalCustomer(),
      ]),
      call: (polar, _, body) => polar.POST('/v1/subscriptions/', { body }),
    }),
  ],
};

export const export_subscriptions: Tool = {
  toolset: 'subscriptions',
  risk: 'read',
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:export',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        product_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        status: z.union([
          schemas.SubscriptionStatus(),
          z.array(schemas.SubscriptionStatus()),
        ]).nullable().exactOptional(),
        cancel_at_period_end: z.boolean().nullable().exactOptional(),
        started_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        started_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        timezone: z.string().exactOptional(),
        columns: z.union([
          schemas.SubscriptionExportColumn(),
          z.array(schemas.SubscriptionExportColumn()),
        ]).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/subscriptions/export', { params: { query }, parseAs: 'text' }),
    }),
  ],
};

export const get_subscription: Tool = {
  toolset: 'subscriptions',
  risk: 'read',
  scopes: [['subscriptions:read', 'subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/subscriptions/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_subscription: Tool = {
  toolset: 'subscriptions',
  risk: 'money',
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["discount_id", "customer_cancellation_reason", "customer_cancellation_comment", "resumes_at", "pending_update"])).exactOptional(),
      }),
      body: schemas.SubscriptionUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/subscriptions/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const revoke_subscription: Tool = {
  toolset: 'subscriptions',
  risk: 'irreversible',
  scopes: [['subscriptions:write']],
  operations: [
    operation({
      id: 'subscriptions:revoke',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/subscriptions/{id}', { params: { path: { id } } }),
    }),
  ],
};
