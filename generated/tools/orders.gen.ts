// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_orders: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:list',
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
        created_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        created_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.OrderSortProperty()).nullable().exactOptional(),
        metadata: schemas.MetadataQuery().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/orders/', { params: { query } }),
    }),
  ],
};

export const create_draft_order: Tool = {
  toolset: 'orders',
  risk: 'write',
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:create',
      params: () => exact({}),
      body: schemas.OrderCreate,
      call: (polar, _, body) => polar.POST('/v1/orders/', { body }),
    }),
  ],
};

export const export_orders: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:export',
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
        created_after: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        created_before: z.iso.datetime({ offset: true, error: 'a date-time with a time zone, such as 2026-01-02T03:04:05Z' }).nullable().exactOptional(),
        timezone: z.string().exactOptional(),
        columns: z.union([
          schemas.OrderExportColumn(),
          z.array(schemas.OrderExportColumn()),
        ]).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/orders/export', { params: { query }, parseAs: 'text' }),
    }),
  ],
};

export const get_order: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/orders/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_order: Tool = {
  toolset: 'orders',
  risk: 'write',
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:update',
      params: () => exact({
        id: id(),
      }),
      body: schemas.OrderUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/orders/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const finalize_order: Tool = {
  toolset: 'orders',
  risk: 'money',
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:finalize',
      params: () => exact({
        order_id: id(),
      }),
      body: schemas.OrderFinalize,
      bodyOptional: true,
      call: (polar, { order_id }, body) => polar.POST('/v1/orders/{id}/finalize', { params: { path: { id: order_id } }, body }),
    }),
  ],
};

export const generate_invoice: Tool = {
  toolset: 'orders',
  risk: 'irreversible',
  scopes: [['orders:read'], ['orders:write']],
  operations: [
    operation({
      id: 'orders:generate_invoice',
      params: () => exact({
        order_id: id(),
      }),
      call: (polar, { order_id }) => polar.POST('/v1/orders/{id}/invoice', { params: { path: { id: order_id } } }),
    }),
  ],
};

export const get_invoice: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:invoice',
      params: () => exact({
        order_id: id(),
      }),
      call: (polar, { order_id }) => polar.GET('/v1/orders/{id}/invoice', { params: { path: { id: order_id } } }),
    }),
  ],
};

export const get_receipt: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:receipt',
      params: () => exact({
        order_id: id(),
      }),
      call: (polar, { order_id }) => polar.GET('/v1/orders/{id}/receipt', { params: { path: { id: order_id } } }),
    }),
  ],
};

export const list_payments: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['payments:read']],
  operations: [
    operation({
      id: 'payments:list',
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
    }),
  ],
};

export const get_payment: Tool = {
  toolset: 'orders',
  risk: 'read',
  scopes: [['payments:read']],
  operations: [
    operation({
      id: 'payments:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/payments/{id}', { params: { path: { id } } }),
    }),
  ],
};
