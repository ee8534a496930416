// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_orders = tool({
  operation: 'orders:list',
  toolset: 'orders',
  risk: 'read',
  scopes: ['orders:read'],
  params: () => exact({
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    product_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    product_billing_type: z.union([
      schemas.ProductBillingType(),
      z.array(schemas.ProductBillingType()),
    ]).nullable().exactOptional(),
    discount_id: z.union([
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
    checkout_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    subscription_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    status: z.union([
      schemas.OrderStatus(),
      z.array(schemas.OrderStatus()),
    ]).nullable().exactOptional(),
    created_after: z.iso.datetime({ offset: true, error: 'Expected a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    created_before: z.iso.datetime({ offset: true, error: 'Expected a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.OrderSortProperty()).nullable().exactOptional(),
    metadata: schemas.MetadataQuery().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/orders/', { params: { query } }),
});

export const create_draft_order = tool({
  operation: 'orders:create',
  toolset: 'orders',
  risk: 'write',
  scopes: ['orders:write'],
  params: () => exact({}),
  body: schemas.OrderCreate,
  call: (polar, _, body) => polar.POST('/v1/orders/', { body }),
});

export const export_orders = tool({
  operation: 'orders:export',
  toolset: 'orders',
  risk: 'read',
  scopes: ['orders:read'],
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
      schemas.OrderStatus(),
      z.array(schemas.OrderStatus()),
    ]).nullable().exactOptional(),
    created_after: z.iso.datetime({ offset: true, error: 'Expected a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    created_before: z.iso.datetime({ offset: true, error: 'Expected a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
    timezone: z.string().exactOptional(),
    columns: z.union([
      schemas.OrderExportColumn(),
      z.array(schemas.OrderExportColumn()),
    ]).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/orders/export', { params: { query }, parseAs: 'text' }),
});

export const get_order = tool({
  operation: 'orders:get',
  toolset: 'orders',
  risk: 'read',
  scopes: ['orders:read'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/orders/{id}', { params: { path: { id } } }),
});

export const update_order = tool({
  operation: 'orders:update',
  toolset: 'orders',
  risk: 'write',
  scopes: ['orders:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.OrderUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/orders/{id}', { params: { path: { id } }, body }),
});

export const finalize_order = tool({
  operation: 'orders:finalize',
  toolset: 'orders',
  risk: 'money',
  scopes: ['orders:write'],
  params: () => exact({
    order_id: id(),
  }),
  body: schemas.OrderFinalize,
  bodyOptional: true,
  call: (polar, { order_id }, body) => polar.POST('/v1/orders/{id}/finalize', { params: { path: { id: order_id } }, body }),
});

export const generate_invoice = tool({
  operation: 'orders:generate_invoice',
  toolset: 'orders',
  risk: 'irreversible',
  scopes: ['orders:read'],
  params: () => exact({
    order_id: id(),
  }),
  call: (polar, { order_id }) => polar.POST('/v1/orders/{id}/invoice', { params: { path: { id: order_id } } }),
});

export const get_invoice = tool({
  operation: 'orders:invoice',
  toolset: 'orders',
  risk: 'read',
  scopes: ['orders:read'],
  params: () => exact({
    order_id: id(),
  }),
  call: (polar, { order_id }) => polar.GET('/v1/orders/{id}/invoice', { params: { path: { id: order_id } } }),
});

export const get_receipt = tool({
  operation: 'orders:receipt',
  toolset: 'orders',
  risk: 'read',
  scopes: ['orders:read'],
  params: () => exact({
    order_id: id(),
  }),
  call: (polar, { order_id }) => polar.GET('/v1/orders/{id}/receipt', { params: { path: { id: order_id } } }),
});

export const list_payments = tool({
  operation: 'payments:list',
  toolset: 'orders',
  risk: 'read',
  scopes: ['payments:read'],
  params: () => exact({
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    checkout_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    order_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    customer_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    status: z.union([
      schemas.PaymentStatus(),
      z.array(schemas.PaymentStatus()),
    ]).nullable().exactOptional(),
    method: z.union([
      z.string(),
      z.array(z.string()),
    ]).nullable().exactOptional(),
    customer_email: z.union([
      z.string(),
      z.array(z.string()),
    ]).nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.PaymentSortProperty()).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/payments/', { params: { query } }),
});

export const get_payment = tool({
  operation: 'payments:get',
  toolset: 'orders',
  risk: 'read',
  scopes: ['payments:read'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/payments/{id}', { params: { path: { id } } }),
});
