// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const get_metrics: Tool = {
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:get',
      params: () => exact({
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
      }),
      call: (polar, query) => polar.GET('/v1/metrics/', { params: { query } }),
    }),
  ],
};

export const export_metrics: Tool = {
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:export',
      params: () => exact({
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
      }),
      call: (polar, query) => polar.GET('/v1/metrics/export', { params: { query }, parseAs: 'text' }),
    }),
  ],
};

export const get_metrics_limits: Tool = {
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:limits',
      params: () => exact({}),
      call: (polar) => polar.GET('/v1/metrics/limits'),
    }),
  ],
};

export const list_metric_dashboards: Tool = {
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:list_dashboards',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/metrics/dashboards', { params: { query } }),
    }),
  ],
};

export const create_metric_dashboard: Tool = {
  toolset: 'metrics',
  risk: 'write',
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:create_dashboard',
      params: () => exact({}),
      body: schemas.MetricDashboardCreate,
      call: (polar, _, body) => polar.POST('/v1/metrics/dashboards', { body }),
    }),
  ],
};

export const get_metric_dashboard: Tool = {
  toolset: 'metrics',
  risk: 'read',
  scopes: [['metrics:read']],
  operations: [
    operation({
      id: 'metrics:get_dashboard',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/metrics/dashboards/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_metric_dashboard: Tool = {
  toolset: 'metrics',
  risk: 'write',
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:update_dashboard',
      params: () => exact({
        id: id(),
      }),
      body: schemas.MetricDashboardUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/metrics/dashboards/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_metric_dashboard: Tool = {
  toolset: 'metrics',
  risk: 'irreversible',
  scopes: [['metrics:write']],
  operations: [
    operation({
      id: 'metrics:delete_dashboard',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/metrics/dashboards/{id}', { params: { path: { id } } }),
    }),
  ],
};
