// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_members: Tool = {
  toolset: 'members',
  risk: 'read',
  scopes: [['members:read', 'members:write']],
  operations: [
    operation({
      id: 'members:list_members',
      params: () => exact({
        customer_id: z.string().nullable().exactOptional(),
        external_customer_id: z.string().nullable().exactOptional(),
        role: schemas.MemberRole().nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
        sorting: z.array(schemas.MemberSortProperty()).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/members/', { params: { query } }),
    }),
  ],
};

export const create_member: Tool = {
  toolset: 'members',
  risk: 'write',
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:create',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
      }),
      body: schemas.MemberCreateFromCustomer,
      call: (polar, { customer_id }, body) => polar.POST('/v1/customers/{id}/members', { params: { path: { id: customer_id } }, body }),
    }),
    operation({
      id: 'customers:members:create_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
      }),
      body: schemas.MemberCreateFromCustomer,
      call: (polar, { external_customer_id }, body) => polar.POST('/v1/customers/external/{external_id}/members', { params: { path: { external_id: external_customer_id } }, body }),
    }),
  ],
};

export const get_member: Tool = {
  toolset: 'members',
  risk: 'read',
  scopes: [['members:read', 'members:write']],
  operations: [
    operation({
      id: 'customers:members:get',
      by: ['customer_id', 'member_id'],
      params: () => exact({
        customer_id: id(),
        member_id: z.stringFormat('uuid', z.regexes.guid),
      }),
      call: (polar, { customer_id, member_id }) => polar.GET('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } } }),
    }),
    operation({
      id: 'customers:members:get_external',
      by: ['external_customer_id', 'external_member_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
      }),
      call: (polar, { external_customer_id, external_member_id }) => polar.GET('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } } }),
    }),
  ],
};

export const update_member: Tool = {
  toolset: 'members',
  risk: 'write',
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:update',
      by: ['customer_id', 'member_id'],
      params: () => exact({
        customer_id: id(),
        member_id: z.stringFormat('uuid', z.regexes.guid),
        clear: z.array(z.enum(["name"])).exactOptional(),
      }),
      body: schemas.MemberUpdate,
      call: (polar, { customer_id, member_id }, body) => polar.PATCH('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } }, body }),
    }),
    operation({
      id: 'customers:members:update_external',
      by: ['external_customer_id', 'external_member_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        clear: z.array(z.enum(["name"])).exactOptional(),
      }),
      body: schemas.MemberUpdate,
      call: (polar, { external_customer_id, external_member_id }, body) => polar.PATCH('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } }, body }),
    }),
  ],
};

export const delete_member: Tool = {
  toolset: 'members',
  risk: 'irreversible',
  scopes: [['members:write']],
  operations: [
    operation({
      id: 'customers:members:delete',
      by: ['customer_id', 'member_id'],
      params: () => exact({
        customer_id: id(),
        member_id: z.stringFormat('uuid', z.regexes.guid),
      }),
      call: (polar, { customer_id, member_id }) => polar.DELETE('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } } }),
    }),
    operation({
      id: 'customers:members:delete_external',
      by: ['external_customer_id', 'external_member_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
      }),
      call: (polar, { external_customer_id, external_member_id }) => polar.DELETE('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } } }),
    }),
  ],
};

export const list_seats: Tool = {
  toolset: 'members',
  risk: 'read',
  scopes: [['customer_seats:read']],
  operations: [
    operation({
      id: 'customer-seats:list_seats',
      params: () => exact({
        subscription_id: id().nullable().exactOptional(),
        order_id: id().nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/customer-seats', { params: { query } }),
    }),
  ],
};

export const assign_seat: Tool = {
  toolset: 'members',
  risk: 'write',
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:assign_seat',
      params: () => exact({}),
      body: schemas.SeatAssign,
      call: (polar, _, body) => polar.POST('/v1/customer-seats', { body }),
    }),
  ],
};

export const revoke_seat: Tool = {
  toolset: 'members',
  risk: 'irreversible',
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:revoke_seat',
      params: () => exact({
        seat_id: id(),
      }),
      call: (polar, { seat_id }) => polar.DELETE('/v1/customer-seats/{seat_id}', { params: { path: { seat_id } } }),
    }),
  ],
};

export const resend_seat_invitation: Tool = {
  toolset: 'members',
  risk: 'write',
  scopes: [['customer_seats:write']],
  operations: [
    operation({
      id: 'customer-seats:resend_invitation',
      params: () => exact({
        seat_id: id(),
      }),
      call: (polar, { seat_id }) => polar.POST('/v1/customer-seats/{seat_id}/resend', { params: { path: { seat_id } } }),
    }),
  ],
};
