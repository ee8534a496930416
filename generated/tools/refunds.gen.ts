// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_refunds: Tool = {
  title: "List refunds",
  toolset: 'refunds',
  risk: 'read',
  byEmail: "any",
  aliases: {"refund_id":"id","customer_external_id":"external_customer_id","customer_email":"email"},
  scopes: [['refunds:read', 'refunds:write']],
  operations: [
    operation({
      id: 'refunds:list',
      params() {
        return exact({
          id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          order_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          subscription_id: z.union([
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
          succeeded: z.boolean().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.RefundSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Refund"},
      call(polar, query) {
        return polar.GET('/v1/refunds/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_refund: Tool = {
  title: "Create refund",
  toolset: 'refunds',
  risk: 'money',
  consequence: "The amount, and its tax in proportion, goes back to the customer. It can't be taken back. A subscription goes on; with `revoke_benefits`, the order's benefits are taken back.",
  before: [{"tool":"get_order","with":{"id":"order_id"},"fields":["id","status","description","total_amount","refunded_amount","refundable_amount","refundable_tax_amount","currency","customer.email","customer.name","created_at"]},{"tool":"list_refunds","with":{"order_id":"order_id"},"given":{"limit":100},"quiet":true},{"tool":"list_disputes","with":{"order_id":"order_id"},"given":{"limit":100},"quiet":true}],
  scopes: [['refunds:write']],
  operations: [
    operation({
      id: 'refunds:create',
      params() {
        return exact({});
      },
      body: schemas.RefundCreate,
      answer: {"kind":"one","resource":"Refund"},
      settledBy: {"tool":"list_refunds","with":{"order_id":"order_id"}},
      call(polar, _, body) {
        return polar.POST('/v1/refunds/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const list_disputes: Tool = {
  title: "List disputes",
  toolset: 'refunds',
  risk: 'read',
  scopes: [['disputes:read', 'disputes:write']],
  operations: [
    operation({
      id: 'disputes:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          order_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          status: z.union([
            schemas.DisputeStatus(),
            z.array(schemas.DisputeStatus()),
          ]).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.DisputeSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Dispute"},
      call(polar, query) {
        return polar.GET('/v1/disputes/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_dispute: Tool = {
  title: "Get dispute",
  toolset: 'refunds',
  risk: 'read',
  aliases: {"dispute_id":"id"},
  scopes: [['disputes:read', 'disputes:write']],
  operations: [
    operation({
      id: 'disputes:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Dispute"},
      call(polar, { id }) {
        return polar.GET('/v1/disputes/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const accept_dispute: Tool = {
  title: "Accept dispute",
  toolset: 'refunds',
  risk: 'money',
  consequence: "The dispute is lost for good: the customer keeps the disputed amount and its tax, and no evidence can be sent any more. The order's subscription ends at once, or its benefits are taken back.",
  before: [{"tool":"get_dispute","with":{"id":"id"},"fields":["id","status","amount","tax_amount","currency","reason","evidence_due_by","order_id","customer.email","customer.name"]}],
  aliases: {"dispute_id":"id"},
  scopes: [['disputes:write']],
  operations: [
    operation({
      id: 'disputes:accept',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"Dispute"},
      target: {"tool":"get_dispute","with":{"id":"id"}},
      settledBy: {"tool":"get_dispute","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.POST('/v1/disputes/{id}/accept', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
