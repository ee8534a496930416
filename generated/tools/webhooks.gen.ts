// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_webhook_endpoints: Tool = {
  title: "List webhook endpoints",
  toolset: 'webhooks',
  risk: 'read',
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:list_webhook_endpoints',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"WebhookEndpoint"},
      call(polar, query) {
        return polar.GET('/v1/webhooks/endpoints', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_webhook_endpoint: Tool = {
  title: "Create webhook endpoint",
  toolset: 'webhooks',
  risk: 'exposes',
  consequence: "The URL gets each of these events from now on, with the customers' details in it. The answer shows the signing secret.",
  reveals: ["secret"],
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:create_webhook_endpoint',
      params() {
        return exact({});
      },
      body: schemas.WebhookEndpointCreate,
      answer: {"kind":"one","resource":"WebhookEndpoint"},
      settledBy: {"tool":"list_webhook_endpoints","with":{"organization_id":"organization_id"}},
      call(polar, _, body) {
        return polar.POST('/v1/webhooks/endpoints', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_webhook_endpoint: Tool = {
  title: "Get webhook endpoint",
  toolset: 'webhooks',
  risk: 'read',
  aliases: {"endpoint_id":"id","webhook_endpoint_id":"id"},
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:get_webhook_endpoint',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"WebhookEndpoint"},
      call(polar, { id }) {
        return polar.GET('/v1/webhooks/endpoints/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_webhook_endpoint: Tool = {
  title: "Update webhook endpoint",
  toolset: 'webhooks',
  risk: 'exposes',
  risks: {"name":"write","format":"write","enabled":{"false":"write"},"clear":"write"},
  consequence: "The URL gets each event of the endpoint from now on, with the customers' details in it.",
  before: [{"tool":"get_webhook_endpoint","with":{"id":"id"},"fields":["id","url","name","enabled","events"]}],
  aliases: {"endpoint_id":"id","webhook_endpoint_id":"id"},
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:update_webhook_endpoint',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["name", "events"])).exactOptional(),
        });
      },
      body: schemas.WebhookEndpointUpdate,
      partial: true,
      emptyValues: {"name":"","events":[]},
      answer: {"kind":"one","resource":"WebhookEndpoint"},
      target: {"tool":"get_webhook_endpoint","with":{"id":"id"}},
      settledBy: {"tool":"get_webhook_endpoint","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/webhooks/endpoints/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_webhook_endpoint: Tool = {
  title: "Delete webhook endpoint",
  toolset: 'webhooks',
  risk: 'irreversible',
  consequence: "Its URL gets no more events, and its signing secret is lost.",
  done: "The webhook endpoint is deleted.",
  aliases: {"endpoint_id":"id","webhook_endpoint_id":"id"},
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:delete_webhook_endpoint',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_webhook_endpoint","with":{"id":"id"}},
      settledBy: {"tool":"get_webhook_endpoint","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/webhooks/endpoints/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const reset_webhook_secret: Tool = {
  title: "Reset webhook secret",
  toolset: 'webhooks',
  risk: 'irreversible',
  consequence: "The old signing secret is void at once: the receiver refuses every delivery until it has the new one, which the answer shows.",
  reveals: ["secret"],
  aliases: {"id":"endpoint_id","webhook_endpoint_id":"endpoint_id"},
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:reset_webhook_endpoint_secret',
      params() {
        return exact({
          endpoint_id: id(),
        });
      },
      renamed: {"id":"endpoint_id"},
      answer: {"kind":"one","resource":"WebhookEndpoint"},
      target: {"tool":"get_webhook_endpoint","with":{"id":"endpoint_id"}},
      settledBy: {"tool":"get_webhook_endpoint","with":{"id":"endpoint_id"}},
      call(polar, { endpoint_id }) {
        return polar.PATCH('/v1/webhooks/endpoints/{id}/secret', { params: { path: { id: endpoint_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_webhook_deliveries: Tool = {
  title: "List webhook deliveries",
  toolset: 'webhooks',
  risk: 'read',
  scopes: [['webhooks:read', 'webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:list_webhook_deliveries',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"WebhookDelivery"},
      call(polar, query) {
        return polar.GET('/v1/webhooks/deliveries', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const redeliver_webhook_event: Tool = {
  title: "Redeliver webhook event",
  toolset: 'webhooks',
  risk: 'write',
  done: "Polar sends the event once more. list_webhook_deliveries shows the outcome in a moment.",
  aliases: {"event_id":"id","webhook_event_id":"id"},
  scopes: [['webhooks:write']],
  operations: [
    operation({
      id: 'webhooks:redeliver_webhook_event',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      settledBy: {"tool":"list_webhook_deliveries","with":{}},
      call(polar, { id }) {
        return polar.POST('/v1/webhooks/events/{id}/redeliver', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
