// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_orders: Tool = {
  title: "List orders",
  toolset: 'orders',
  risk: 'read',
  byEmail: "any",
  aliases: {"customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:list',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"Order"},
      call(polar, query) {
        return polar.GET('/v1/orders/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_draft_order: Tool = {
  title: "Create draft order",
  toolset: 'orders',
  risk: 'write',
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:create',
      params() {
        return exact({});
      },
      body: schemas.OrderCreate,
      answer: {"kind":"one","resource":"Order"},
      settledBy: {"tool":"list_orders","with":{"organization_id":"organization_id","product_id":"product_id","customer_id":"customer_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/orders/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const export_orders: Tool = {
  title: "Export orders",
  toolset: 'orders',
  risk: 'read',
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:export',
      params() {
        return exact({
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
          offset: int().min(0).exactOptional(),
          limit: int().min(1).exactOptional(),
        });
      },
      answer: {"kind":"csv"},
      call(polar, { offset: _, limit: __, ...query }) {
        return polar.GET('/v1/orders/export', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_order: Tool = {
  title: "Get order",
  toolset: 'orders',
  risk: 'read',
  aliases: {"order_id":"id"},
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Order"},
      call(polar, { id }) {
        return polar.GET('/v1/orders/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_order: Tool = {
  title: "Update order",
  toolset: 'orders',
  risk: 'write',
  aliases: {"order_id":"id"},
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["billing_name", "billing_address.line1", "billing_address.line2", "billing_address.postal_code", "billing_address.city", "billing_address.state"])).exactOptional(),
        });
      },
      body: schemas.OrderUpdate,
      partial: true,
      replacedObjects: [{"field":"billing_address","partial":"refused","names":["line1","line2","postal_code","city","state","country"]}],
      answer: {"kind":"one","resource":"Order"},
      target: {"tool":"get_order","with":{"id":"id"}},
      settledBy: {"tool":"get_order","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/orders/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const finalize_order: Tool = {
  title: "Finalize order",
  toolset: 'orders',
  risk: 'money',
  consequence: "The customer's saved payment method is charged the order's due amount now. Only a refund takes it back.",
  before: [{"tool":"get_order","with":{"id":"order_id"},"fields":["id","status","product.name","items.label","total_amount","due_amount","tax_amount","currency","customer.email","customer.name"]}],
  aliases: {"id":"order_id"},
  scopes: [['orders:write']],
  operations: [
    operation({
      id: 'orders:finalize',
      params() {
        return exact({
          order_id: id(),
        });
      },
      body: schemas.OrderFinalize,
      bodyOptional: true,
      renamed: {"id":"order_id"},
      answer: {"kind":"one","resource":"Order"},
      target: {"tool":"get_order","with":{"id":"order_id"}},
      settledBy: {"tool":"get_order","with":{"id":"order_id"}},
      call(polar, { order_id }, body) {
        return polar.POST('/v1/orders/{id}/finalize', { params: { path: { id: order_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const generate_invoice: Tool = {
  title: "Generate invoice",
  toolset: 'orders',
  risk: 'irreversible',
  consequence: "The invoice is issued with the order's billing details, and can never be taken back. After update_order it can be issued anew; the country stays.",
  before: [{"tool":"get_order","with":{"id":"order_id"},"fields":["id","status","description","total_amount","tax_amount","currency","billing_name","billing_address","invoice_number","is_invoice_generated","customer.email","customer.tax_id"]}],
  done: "The invoice is being made. get_invoice gives the link in a moment.",
  aliases: {"id":"order_id"},
  scopes: [['orders:read'], ['orders:write']],
  operations: [
    operation({
      id: 'orders:generate_invoice',
      params() {
        return exact({
          order_id: id(),
        });
      },
      renamed: {"id":"order_id"},
      answer: {"kind":"empty"},
      target: {"tool":"get_order","with":{"id":"order_id"}},
      settledBy: {"tool":"get_order","with":{"id":"order_id"}},
      call(polar, { order_id }) {
        return polar.POST('/v1/orders/{id}/invoice', { params: { path: { id: order_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_invoice: Tool = {
  title: "Get invoice",
  toolset: 'orders',
  risk: 'read',
  nextStep: "Give the person the whole link as it is. It works for 10 minutes.",
  reveals: ["url"],
  aliases: {"id":"order_id"},
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:invoice',
      params() {
        return exact({
          order_id: id(),
        });
      },
      renamed: {"id":"order_id"},
      answer: {"kind":"one","resource":"OrderInvoice"},
      call(polar, { order_id }) {
        return polar.GET('/v1/orders/{id}/invoice', { params: { path: { id: order_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_receipt: Tool = {
  title: "Get receipt",
  toolset: 'orders',
  risk: 'read',
  done: "The receipt is still being made: call get_receipt again in a few seconds.",
  nextStep: "Give the person the whole link as it is. It works for 10 minutes.",
  reveals: ["url"],
  aliases: {"id":"order_id"},
  scopes: [['orders:read']],
  operations: [
    operation({
      id: 'orders:receipt',
      params() {
        return exact({
          order_id: id(),
        });
      },
      renamed: {"id":"order_id"},
      answer: {"kind":"one","resource":"OrderReceipt"},
      call(polar, { order_id }) {
        return polar.GET('/v1/orders/{id}/receipt', { params: { path: { id: order_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_payments: Tool = {
  title: "List payments",
  toolset: 'orders',
  risk: 'read',
  aliases: {"email":"customer_email"},
  scopes: [['payments:read']],
  operations: [
    operation({
      id: 'payments:list',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"Payment"},
      call(polar, query) {
        return polar.GET('/v1/payments/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_payment: Tool = {
  title: "Get payment",
  toolset: 'orders',
  risk: 'read',
  aliases: {"payment_id":"id"},
  scopes: [['payments:read']],
  operations: [
    operation({
      id: 'payments:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Payment"},
      call(polar, { id }) {
        return polar.GET('/v1/payments/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
