// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_webhook_endpoints: Tool = {
  toolset: 'webhooks',
  risk: 'read',
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:list_webhook_endpoints',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/webhooks/endpoints', { params: { query } }),
    }),
  ],
};

export const create_webhook_endpoint: Tool = {
  toolset: 'webhooks',
  risk: 'write',
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:create_webhook_endpoint',
      params: () => exact({}),
      body: schemas.WebhookEndpointCreate,
      call: (polar, _, body) => polar.POST('/v1/webhooks/endpoints', { body }),
    }),
  ],
};

export const get_webhook_endpoint: Tool = {
  toolset: 'webhooks',
  risk: 'read',
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:get_webhook_endpoint',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/webhooks/endpoints/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_webhook_endpoint: Tool = {
  toolset: 'webhooks',
  risk: 'write',
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:update_webhook_endpoint',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["name"])).exactOptional(),
      }),
      body: schemas.WebhookEndpointUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/webhooks/endpoints/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_webhook_endpoint: Tool = {
  toolset: 'webhooks',
  risk: 'irreversible',
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:delete_webhook_endpoint',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/webhooks/endpoints/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const reset_webhook_secret: Tool = {
  toolset: 'webhooks',
  risk: 'irreversible',
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:reset_webhook_endpoint_secret',
      params: () => exact({
        endpoint_id: id(),
      }),
      call: (polar, { endpoint_id }) => polar.PATCH('/v1/webhooks/endpoints/{id}/secret', { params: { path: { id: endpoint_id } } }),
    }),
  ],
};

export const list_webhook_deliveries: Tool = {
  toolset: 'webhooks',
  risk: 'read',
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:list_webhook_deliveries',
      params: () => exact({
        endpoint_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        start_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        end_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        succeeded: z.boolean().nullable().exactOptional(),
        query: z.string().nullable().exactOptional(),
        http_code_class: z.enum(["2xx", "3xx", "4xx", "5xx"]).nullable().exactOptional(),
        event_type: z.union([
          schemas.WebhookEventType(),
          z.array(schemas.WebhookEventType()),
        ]).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/webhooks/deliveries', { params: { query } }),
    }),
  ],
};

export const redeliver_webhook_event: Tool = {
  toolset: 'webhooks',
  risk: 'write',
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:redeliver_webhook_event',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.POST('/v1/webhooks/events/{id}/redeliver', { params: { path: { id } } }),
    }),
  ],
};
