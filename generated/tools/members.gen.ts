// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int, segment } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_members: Tool = {
  title: "List members",
  toolset: 'members',
  risk: 'read',
  aliases: {"customer_external_id":"external_customer_id"},
  scopes: [['members:read', 'members:write']],
  operations: [
    operation({
      id: 'members:list_members',
      params() {
        return exact({
          customer_id: z.string().nullable().exactOptional(),
          external_customer_id: z.string().nullable().exactOptional(),
          role: schemas.MemberRole().nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.MemberSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"Member"},
      call(polar, query) {
        return polar.GET('/v1/members/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_member: Tool = {
  title: "Create member",
  toolset: 'members',
  risk: 'exposes',
  consequence: "This person can log in to the portal of the customer, with their own email.",
  before: [{"tool":"get_customer","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"},"fields":["id","email","name","type"]}],
  aliases: {"id":"customer_id","customer_external_id":"external_customer_id"},
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:create',
      by: ['customer_id'],
      params() {
        return exact({
          customer_id: id(),
        });
      },
      body: schemas.MemberCreateFromCustomer,
      renamed: {"id":"customer_id"},
      answer: {"kind":"one","resource":"Member"},
      target: {"tool":"get_customer","with":{"customer_id":"customer_id"}},
      settledBy: {"tool":"list_members","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"}},
      call(polar, { customer_id }, body) {
        return polar.POST('/v1/customers/{id}/members', { params: { path: { id: customer_id } }, body, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:members:create_external',
      by: ['external_customer_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
        });
      },
      body: schemas.MemberCreateFromCustomer,
      renamed: {"external_id":"external_customer_id"},
      answer: {"kind":"one","resource":"Member"},
      target: {"tool":"get_customer","with":{"external_customer_id":"external_customer_id"}},
      settledBy: {"tool":"list_members","with":{"customer_id":"customer_id","external_customer_id":"external_customer_id"}},
      call(polar, { external_customer_id }, body) {
        return polar.POST('/v1/customers/external/{external_id}/members', { params: { path: { external_id: external_customer_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_member: Tool = {
  title: "Get member",
  toolset: 'members',
  risk: 'read',
  aliases: {"customer_external_id":"external_customer_id","member_external_id":"external_member_id"},
  scopes: [['members:read', 'members:write']],
  operations: [
    operation({
      id: 'customers:members:get',
      by: ['customer_id', 'member_id'],
      params() {
        return exact({
          customer_id: id(),
          member_id: z.stringFormat('uuid', z.regexes.guid),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"one","resource":"Member"},
      call(polar, { customer_id, member_id }) {
        return polar.GET('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:members:get_external',
      by: ['external_customer_id', 'external_member_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          external_member_id: segment().min(1),
        });
      },
      renamed: {"external_id":"external_customer_id","member_external_id":"external_member_id"},
      answer: {"kind":"one","resource":"Member"},
      call(polar, { external_customer_id, external_member_id }) {
        return polar.GET('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_member: Tool = {
  title: "Update member",
  toolset: 'members',
  risk: 'exposes',
  risks: {"name":"write","role":{"owner":["irreversible","exposes"],"member":"write"}},
  consequence: "What this person may do in the portal of the customer changes at once.",
  consequences: {"email":"This person logs in to the portal with the new email from now on, and no longer with the old one.","role":"What this person may do in the portal changes at once. As `owner` they take it over, and the owner until now becomes a billing manager."},
  aliases: {"customer_external_id":"external_customer_id","member_external_id":"external_member_id"},
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:update',
      by: ['customer_id', 'member_id'],
      params() {
        return exact({
          customer_id: id(),
          member_id: z.stringFormat('uuid', z.regexes.guid),
        });
      },
      body: schemas.MemberUpdate,
      partial: true,
      renamed: {"id":"customer_id"},
      answer: {"kind":"one","resource":"Member"},
      target: {"tool":"get_member","with":{"customer_id":"customer_id","member_id":"member_id"}},
      settledBy: {"tool":"get_member","with":{"customer_id":"customer_id","member_id":"member_id"}},
      call(polar, { customer_id, member_id }, body) {
        return polar.PATCH('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } }, body, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:members:update_external',
      by: ['external_customer_id', 'external_member_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          external_member_id: segment().min(1),
        });
      },
      body: schemas.MemberUpdate,
      partial: true,
      renamed: {"external_id":"external_customer_id","member_external_id":"external_member_id"},
      answer: {"kind":"one","resource":"Member"},
      target: {"tool":"get_member","with":{"external_customer_id":"external_customer_id","external_member_id":"external_member_id"}},
      settledBy: {"tool":"get_member","with":{"external_customer_id":"external_customer_id","external_member_id":"external_member_id"}},
      call(polar, { external_customer_id, external_member_id }, body) {
        return polar.PATCH('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_member: Tool = {
  title: "Delete member",
  toolset: 'members',
  risk: 'irreversible',
  consequence: "The person loses what they had through this customer, their seats too, for good.",
  done: "The member is removed.",
  aliases: {"customer_external_id":"external_customer_id","member_external_id":"external_member_id"},
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:delete',
      by: ['customer_id', 'member_id'],
      params() {
        return exact({
          customer_id: id(),
          member_id: z.stringFormat('uuid', z.regexes.guid),
        });
      },
      renamed: {"id":"customer_id"},
      answer: {"kind":"empty"},
      target: {"tool":"get_member","with":{"customer_id":"customer_id","member_id":"member_id"}},
      settledBy: {"tool":"get_member","with":{"customer_id":"customer_id","member_id":"member_id"}},
      call(polar, { customer_id, member_id }) {
        return polar.DELETE('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } }, parseAs: 'text' });
      },
    }),
    operation({
      id: 'customers:members:delete_external',
      by: ['external_customer_id', 'external_member_id'],
      params() {
        return exact({
          external_customer_id: segment().min(1),
          external_member_id: segment().min(1),
        });
      },
      renamed: {"external_id":"external_customer_id","member_external_id":"external_member_id"},
      answer: {"kind":"empty"},
      target: {"tool":"get_member","with":{"external_customer_id":"external_customer_id","external_member_id":"external_member_id"}},
      settledBy: {"tool":"get_member","with":{"external_customer_id":"external_customer_id","external_member_id":"external_member_id"}},
      call(polar, { external_customer_id, external_member_id }) {
        return polar.DELETE('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const list_seats: Tool = {
  title: "List seats",
  toolset: 'members',
  risk: 'read',
  scopes: [['customer_seats:read']],
  operations: [
    operation({
      id: 'customer-seats:list_seats',
      params() {
        return exact({
          subscription_id: id().nullable().exactOptional(),
          order_id: id().nullable().exactOptional(),
        });
      },
      answer: {"kind":"one","resource":"SeatsList"},
      call(polar, query) {
        return polar.GET('/v1/customer-seats', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const assign_seat: Tool = {
  title: "Assign seat",
  toolset: 'members',
  risk: 'exposes',
  consequence: "This person gets the benefits of the product, on a seat that the customer pays.",
  before: [{"tool":"get_subscription","with":{"id":"subscription_id"},"fields":["id","status","seats","product.name","customer.email","customer.name"]},{"tool":"get_order","with":{"id":"order_id"},"fields":["id","status","seats","description","customer.email","customer.name"]}],
  aliases: {"customer_external_id":"external_customer_id","member_external_id":"external_member_id"},
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:assign_seat',
      params() {
        return exact({});
      },
      body: schemas.SeatAssign,
      answer: {"kind":"one","resource":"CustomerSeat"},
      settledBy: {"tool":"list_seats","with":{"subscription_id":"subscription_id","order_id":"order_id"}},
      call(polar, _, body) {
        return polar.POST('/v1/customer-seats', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const revoke_seat: Tool = {
  title: "Revoke seat",
  toolset: 'members',
  risk: 'irreversible',
  consequence: "The holder of the seat loses the benefits at once. The number of seats billed stays the same.",
  before: [{"tool":"list_seats","with":{"subscription_id":"subscription_id","order_id":"order_id"},"fields":["seats.id","seats.status","seats.email","seats.customer_email","seats.member.name","seats.claimed_at"]},{"tool":"get_subscription","with":{"id":"subscription_id"},"fields":["id","status","seats","product.name","customer.email","customer.name"]},{"tool":"get_order","with":{"id":"order_id"},"fields":["id","status","seats","description","customer.email","customer.name"]}],
  aliases: {"id":"seat_id","customer_seat_id":"seat_id"},
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:revoke_seat',
      params() {
        return exact({
          seat_id: id(),
          subscription_id: id().exactOptional(),
          order_id: id().exactOptional(),
        });
      },
      answer: {"kind":"one","resource":"CustomerSeat"},
      settledBy: {"tool":"list_seats","with":{"subscription_id":"subscription_id","order_id":"order_id"}},
      call(polar, { seat_id }) {
        return polar.DELETE('/v1/customer-seats/{seat_id}', { params: { path: { seat_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const resend_seat_invitation: Tool = {
  title: "Resend seat invitation",
  toolset: 'members',
  risk: 'write',
  whenLost: "Ask the person whether the email came before sending another: nothing at Polar tells.",
  aliases: {"id":"seat_id","customer_seat_id":"seat_id"},
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:resend_invitation',
      params() {
        return exact({
          seat_id: id(),
        });
      },
      answer: {"kind":"one","resource":"CustomerSeat"},
      call(polar, { seat_id }) {
        return polar.POST('/v1/customer-seats/{seat_id}/resend', { params: { path: { seat_id } }, parseAs: 'text' });
      },
    }),
  ],
};
