// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const get_metrics: Tool = {
  title: "Get metrics",
  toolset: 'metrics',
  risk: 'read',
  series: {"in":"periods","isLocal":true,"areMetrics":true},
  byEmail: "any",
  aliases: {"customer_email":"email"},
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:get',
      params() {
        return exact({
          start_date: z.iso.date({ error: 'a date, such as 2026-01-02' }),
          end_date: z.iso.date({ error: 'a date, such as 2026-01-02' }),
          timezone: schemas.TimezoneValues().exactOptional(),
          interval: schemas.TimeInterval(),
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          product_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          billing_type: z.union([
            schemas.ProductBillingType(),
            z.array(schemas.ProductBillingType()),
          ]).nullable().exactOptional(),
          customer_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          metrics: z.array(z.string()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"one","resource":"MetricsResponse"},
      call(polar, query) {
        return polar.GET('/v1/metrics/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const export_metrics: Tool = {
  title: "Export metrics",
  toolset: 'metrics',
  risk: 'read',
  series: {"in":"rows","isLocal":true,"areMetrics":true},
  byEmail: "any",
  aliases: {"customer_email":"email"},
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:export',
      params() {
        return exact({
          start_date: z.iso.date({ error: 'a date, such as 2026-01-02' }),
          end_date: z.iso.date({ error: 'a date, such as 2026-01-02' }),
          timezone: schemas.TimezoneValues().exactOptional(),
          interval: schemas.TimeInterval(),
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          product_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          billing_type: z.union([
            schemas.ProductBillingType(),
            z.array(schemas.ProductBillingType()),
          ]).nullable().exactOptional(),
          customer_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          metrics: z.array(z.string()).nullable().exactOptional(),
          offset: int().min(0).exactOptional(),
          limit: int().min(1).exactOptional(),
        });
      },
      answer: {"kind":"csv"},
      call(polar, { offset: _, limit: __, ...query }) {
        return polar.GET('/v1/metrics/export', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_metrics_limits: Tool = {
  title: "Get metrics limits",
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:limits',
      params() {
        return exact({});
      },
      answer: {"kind":"one","resource":"MetricsLimits"},
      call(polar) {
        return polar.GET('/v1/metrics/limits', { parseAs: 'text' });
      },
    }),
  ],
};

export const list_metric_dashboards: Tool = {
  title: "List metric dashboards",
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:list_dashboards',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"MetricDashboardSchema"},
      call(polar, query) {
        return polar.GET('/v1/metrics/dashboards', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_metric_dashboard: Tool = {
  title: "Create metric dashboard",
  toolset: 'metrics',
  risk: 'write',
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:create_dashboard',
      params() {
        return exact({});
      },
      body: schemas.MetricDashboardCreate,
      answer: {"kind":"one","resource":"MetricDashboardSchema"},
      settledBy: {"tool":"list_metric_dashboards","with":{"organization_id":"organization_id"}},
      call(polar, _, body) {
        return polar.POST('/v1/metrics/dashboards', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_metric_dashboard: Tool = {
  title: "Get metric dashboard",
  toolset: 'metrics',
  risk: 'read',
  aliases: {"dashboard_id":"id","metric_dashboard_id":"id"},
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:get_dashboard',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"MetricDashboardSchema"},
      call(polar, { id }) {
        return polar.GET('/v1/metrics/dashboards/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_metric_dashboard: Tool = {
  title: "Update metric dashboard",
  toolset: 'metrics',
  risk: 'write',
  aliases: {"dashboard_id":"id","metric_dashboard_id":"id"},
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:update_dashboard',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metrics"])).exactOptional(),
        });
      },
      body: schemas.MetricDashboardUpdate,
      partial: true,
      emptyValues: {"metrics":[]},
      answer: {"kind":"one","resource":"MetricDashboardSchema"},
      target: {"tool":"get_metric_dashboard","with":{"id":"id"}},
      settledBy: {"tool":"get_metric_dashboard","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/metrics/dashboards/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_metric_dashboard: Tool = {
  title: "Delete metric dashboard",
  toolset: 'metrics',
  risk: 'irreversible',
  consequence: "The dashboard is gone for good; the figures behind it stay.",
  done: "The dashboard is deleted; the figures behind it stay.",
  aliases: {"dashboard_id":"id","metric_dashboard_id":"id"},
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:delete_dashboard',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_metric_dashboard","with":{"id":"id"}},
      settledBy: {"tool":"get_metric_dashboard","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/metrics/dashboards/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
