// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_members = tool({
  operation: 'members:list_members',
  toolset: 'members',
  risk: 'read',
  scopes: ['members:read', 'members:write'],
  params: () => exact({
    customer_id: z.string().nullable().exactOptional(),
    external_customer_id: z.string().nullable().exactOptional(),
    role: schemas.MemberRole().nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.MemberSortProperty()).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/members/', { params: { query } }),
});

export const create_member = tool({
  operation: 'customers:members:create',
  toolset: 'members',
  risk: 'write',
  scopes: ['members:write'],
  params: () => exact({
    customer_id: id(),
  }),
  body: schemas.MemberCreateFromCustomer,
  call: (polar, { customer_id }, body) => polar.POST('/v1/customers/{id}/members', { params: { path: { id: customer_id } }, body }),
});

export const create_member_by_external_id = tool({
  operation: 'customers:members:create_external',
  toolset: 'members',
  risk: 'write',
  scopes: ['members:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  body: schemas.MemberCreateFromCustomer,
  call: (polar, { external_customer_id }, body) => polar.POST('/v1/customers/external/{external_id}/members', { params: { path: { external_id: external_customer_id } }, body }),
});

export const get_member = tool({
  operation: 'customers:members:get',
  toolset: 'members',
  risk: 'read',
  scopes: ['members:read', 'members:write'],
  params: () => exact({
    customer_id: id(),
    member_id: z.uuid(),
  }),
  call: (polar, { customer_id, member_id }) => polar.GET('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } } }),
});

export const get_member_by_external_id = tool({
  operation: 'customers:members:get_external',
  toolset: 'members',
  risk: 'read',
  scopes: ['members:read', 'members:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
    external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  call: (polar, { external_customer_id, external_member_id }) => polar.GET('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } } }),
});

export const update_member = tool({
  operation: 'customers:members:update',
  toolset: 'members',
  risk: 'write',
  scopes: ['members:write'],
  params: () => exact({
    customer_id: id(),
    member_id: z.uuid(),
  }),
  body: schemas.MemberUpdate,
  call: (polar, { customer_id, member_id }, body) => polar.PATCH('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } }, body }),
});

export const update_member_by_external_id = tool({
  operation: 'customers:members:update_external',
  toolset: 'members',
  risk: 'write',
  scopes: ['members:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
    external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  body: schemas.MemberUpdate,
  call: (polar, { external_customer_id, external_member_id }, body) => polar.PATCH('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } }, body }),
});

export const delete_member = tool({
  operation: 'customers:members:delete',
  toolset: 'members',
  risk: 'irreversible',
  scopes: ['members:write'],
  params: () => exact({
    customer_id: id(),
    member_id: z.uuid(),
  }),
  call: (polar, { customer_id, member_id }) => polar.DELETE('/v1/customers/{id}/members/{member_id}', { params: { path: { id: customer_id, member_id } } }),
});

export const delete_member_by_external_id = tool({
  operation: 'customers:members:delete_external',
  toolset: 'members',
  risk: 'irreversible',
  scopes: ['members:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
    external_member_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  call: (polar, { external_customer_id, external_member_id }) => polar.DELETE('/v1/customers/external/{external_id}/members/{member_external_id}', { params: { path: { external_id: external_customer_id, member_external_id: external_member_id } } }),
});

export const list_seats = tool({
  operation: 'customer-seats:list_seats',
  toolset: 'members',
  risk: 'read',
  scopes: ['customer_seats:read'],
  params: () => exact({
    subscription_id: id().nullable().exactOptional(),
    order_id: id().nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/customer-seats', { params: { query } }),
});

export const assign_seat = tool({
  operation: 'customer-seats:assign_seat',
  toolset: 'members',
  risk: 'write',
  scopes: ['customer_seats:write'],
  params: () => exact({}),
  body: schemas.SeatAssign,
  call: (polar, _, body) => polar.POST('/v1/customer-seats', { body }),
});

export const revoke_seat = tool({
  operation: 'customer-seats:revoke_seat',
  toolset: 'members',
  risk: 'irreversible',
  scopes: ['customer_seats:write'],
  params: () => exact({
    seat_id: id(),
  }),
  call: (polar, { seat_id }) => polar.DELETE('/v1/customer-seats/{seat_id}', { params: { path: { seat_id } } }),
});

export const resend_seat_invitation = tool({
  operation: 'customer-seats:resend_invitation',
  toolset: 'members',
  risk: 'write',
  scopes: ['customer_seats:write'],
  params: () => exact({
    seat_id: id(),
  }),
  call: (polar, { seat_id }) => polar.POST('/v1/customer-seats/{seat_id}/resend', { params: { path: { seat_id } } }),
});
