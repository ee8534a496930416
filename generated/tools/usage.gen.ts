// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_meters: Tool = {
  title: "List meters",
  toolset: 'usage',
  risk: 'read',
  scopes: [['meters:read', 'meters:write']],
  operations: [
    operation({
      id: 'meters:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          is_archived: z.boolean().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.MeterSortProperty()).nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Meter"},
      call(polar, query) {
        return polar.GET('/v1/meters/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_meter: Tool = {
  title: "Create meter",
  toolset: 'usage',
  risk: 'write',
  scopes: [['meters:write']],
  operations: [
    operation({
      id: 'meters:create',
      params() {
        return exact({});
      },
      body: schemas.MeterCreate,
      answer: {"kind":"one","resource":"Meter"},
      settledBy: {"tool":"list_meters","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/meters/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_meter: Tool = {
  title: "Get meter",
  toolset: 'usage',
  risk: 'read',
  aliases: {"meter_id":"id"},
  scopes: [['meters:read', 'meters:write']],
  operations: [
    operation({
      id: 'meters:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Meter"},
      call(polar, { id }) {
        return polar.GET('/v1/meters/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_meter: Tool = {
  title: "Update meter",
  toolset: 'usage',
  risk: 'write',
  risks: {"filter":"money","aggregation":"money"},
  consequence: "A new filter or aggregation changes what every customer with this meter is billed. Polar refuses it for a meter that has counted events.",
  aliases: {"meter_id":"id"},
  scopes: [['meters:write']],
  operations: [
    operation({
      id: 'meters:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "custom_label", "custom_multiplier"])).exactOptional(),
        });
      },
      body: schemas.MeterUpdate,
      partial: true,
      emptyValues: {"metadata":{}},
      answer: {"kind":"one","resource":"Meter"},
      target: {"tool":"get_meter","with":{"id":"id"}},
      settledBy: {"tool":"get_meter","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/meters/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_meter_quantities: Tool = {
  title: "Get meter quantities",
  toolset: 'usage',
  risk: 'read',
  series: {"in":"quantities"},
  byEmail: "any",
  aliases: {"id":"meter_id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['meters:read', 'meters:write']],
  operations: [
    operation({
      id: 'meters:quantities',
      params() {
        return exact({
          meter_id: id(),
          start_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
          end_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }),
          interval: schemas.TimeInterval(),
          timezone: schemas.TimezoneValues().exactOptional(),
          customer_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          external_customer_id: z.union([
            z.string(),
            z.array(z.string()),
          ]).nullable().exactOptional(),
          customer_aggregation_function: schemas.AggregationFunction().nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      renamed: {"id":"meter_id"},
      answer: {"kind":"one","resource":"MeterQuantities"},
      call(polar, { meter_id, ...query }) {
        return polar.GET('/v1/meters/{id}/quantities', { params: { path: { id: meter_id }, query }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_customer_meters: Tool = {
  title: "List customer meters",
  toolset: 'usage',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['customer_meters:read']],
  operations: [
    operation({
      id: 'customer_meters:list',
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
          meter_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.CustomerMeterSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"CustomerMeter"},
      call(polar, query) {
        return polar.GET('/v1/customer-meters/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_customer_meter: Tool = {
  title: "Get customer meter",
  toolset: 'usage',
  risk: 'read',
  aliases: {"customer_meter_id":"id"},
  scopes: [['customer_meters:read']],
  operations: [
    operation({
      id: 'customer_meters:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"CustomerMeter"},
      call(polar, { id }) {
        return polar.GET('/v1/customer-meters/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_events: Tool = {
  title: "List events",
  toolset: 'usage',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['events:read', 'events:write']],
  operations: [
    operation({
      id: 'events:list',
      params() {
        return exact({
          filter: z.string().nullable().exactOptional(),
          start_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
          end_timestamp: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
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
          meter_id: id().nullable().exactOptional(),
          name: z.union([
            z.string(),
            z.array(z.string()),
          ]).nullable().exactOptional(),
          source: z.union([
            schemas.EventSource(),
            z.array(schemas.EventSource()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          parent_id: id().nullable().exactOptional(),
          depth: int().min(0).max(5).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.EventSortProperty()).nullable().exactOptional(),
          metadata: schemas.MetadataQuery().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Event"},
      call(polar, query) {
        return polar.GET('/v1/events/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const ingest_events: Tool = {
  title: "Ingest events",
  toolset: 'usage',
  risk: 'irreversible',
  consequence: "The events are billed to the customers that they name, and can't be deleted.",
  scopes: [['events:write']],
  operations: [
    operation({
      id: 'events:ingest',
      params() {
        return exact({});
      },
      body: schemas.EventsIngest,
      answer: {"kind":"one","resource":"EventsIngestResponse"},
      settledBy: {"tool":"list_events","with":{}},
      call(polar, _, body) {
        return polar.POST('/v1/events/ingest', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_event: Tool = {
  title: "Get event",
  toolset: 'usage',
  risk: 'read',
  aliases: {"event_id":"id"},
  scopes: [['events:read', 'events:write']],
  operations: [
    operation({
      id: 'events:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Event"},
      call(polar, { id }) {
        return polar.GET('/v1/events/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_event_names: Tool = {
  title: "List event names",
  toolset: 'usage',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['events:read', 'events:write']],
  operations: [
    operation({
      id: 'events:list_names',
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
          source: z.union([
            schemas.EventSource(),
            z.array(schemas.EventSource()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.EventNamesSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"EventName"},
      call(polar, query) {
        return polar.GET('/v1/events/names', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_event_types: Tool = {
  title: "List event types",
  toolset: 'usage',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['events:read', 'events:write']],
  operations: [
    operation({
      id: 'event-types:list',
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
          query: z.string().nullable().exactOptional(),
          root_events: z.boolean().exactOptional(),
          parent_id: z.stringFormat('uuid', z.regexes.guid).nullable().exactOptional(),
          source: schemas.EventSource().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.EventTypesSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"EventTypeWithStats"},
      call(polar, query) {
        return polar.GET('/v1/event-types/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_event_type: Tool = {
  title: "Update event type",
  toolset: 'usage',
  risk: 'write',
  aliases: {"event_type_id":"id"},
  scopes: [['events:write']],
  operations: [
    operation({
      id: 'event-types:update',
      params() {
        return exact({
          id: id(),
        });
      },
      body: schemas.EventTypeUpdate,
      partial: true,
      answer: {"kind":"one","resource":"EventType"},
      settledBy: {"tool":"list_event_types","with":{}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/event-types/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};
