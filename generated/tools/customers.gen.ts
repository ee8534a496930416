// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_customers = tool({
  operation: 'customers:list',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
    email: z.string().nullable().exactOptional(),
    query: z.string().nullable().exactOptional(),
    active: z.boolean().nullable().exactOptional(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
    sorting: z.array(schemas.CustomerSortProperty()).nullable().exactOptional(),
    metadata: schemas.MetadataQuery().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/customers/', { params: { query } }),
});

export const create_customer = tool({
  operation: 'customers:create',
  toolset: 'customers',
  risk: 'write',
  scopes: ['customers:write'],
  params: () => exact({}),
  body: schemas.CustomerCreate,
  call: (polar, _, body) => polar.POST('/v1/customers/', { body }),
});

export const export_customers = tool({
  operation: 'customers:export',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    organization_id: z.union([
      id(),
      z.array(id()),
    ]).nullable().exactOptional(),
  }),
  call: (polar, query) => polar.GET('/v1/customers/export', { params: { query }, parseAs: 'text' }),
});

export const get_customer = tool({
  operation: 'customers:get',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.GET('/v1/customers/{id}', { params: { path: { id } } }),
});

export const get_customer_by_external_id = tool({
  operation: 'customers:get_external',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    external_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  call: (polar, { external_id }) => polar.GET('/v1/customers/external/{external_id}', { params: { path: { external_id } } }),
});

export const update_customer = tool({
  operation: 'customers:update',
  toolset: 'customers',
  risk: 'write',
  scopes: ['customers:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.CustomerUpdate,
  call: (polar, { id }, body) => polar.PATCH('/v1/customers/{id}', { params: { path: { id } }, body }),
});

export const update_customer_by_external_id = tool({
  operation: 'customers:update_external',
  toolset: 'customers',
  risk: 'write',
  scopes: ['customers:write'],
  params: () => exact({
    external_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  body: schemas.CustomerUpdateExternalID,
  call: (polar, { external_id }, body) => polar.PATCH('/v1/customers/external/{external_id}', { params: { path: { external_id } }, body }),
});

export const delete_customer = tool({
  operation: 'customers:delete',
  toolset: 'customers',
  risk: 'irreversible',
  scopes: ['customers:write'],
  params: () => exact({
    id: id(),
    anonymize: z.boolean().exactOptional(),
  }),
  call: (polar, { id, ...query }) => polar.DELETE('/v1/customers/{id}', { params: { path: { id }, query } }),
});

export const delete_customer_by_external_id = tool({
  operation: 'customers:delete_external',
  toolset: 'customers',
  risk: 'irreversible',
  scopes: ['customers:write'],
  params: () => exact({
    external_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
    anonymize: z.boolean().exactOptional(),
  }),
  call: (polar, { external_id, ...query }) => polar.DELETE('/v1/customers/external/{external_id}', { params: { path: { external_id }, query } }),
});

export const get_customer_state = tool({
  operation: 'customers:get_state',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    customer_id: id(),
  }),
  call: (polar, { customer_id }) => polar.GET('/v1/customers/{id}/state', { params: { path: { id: customer_id } } }),
});

export const get_state_by_external_id = tool({
  operation: 'customers:get_state_external',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
  }),
  call: (polar, { external_customer_id }) => polar.GET('/v1/customers/external/{external_id}/state', { params: { path: { external_id: external_customer_id } } }),
});

export const list_payment_methods = tool({
  operation: 'customers:list_payment_methods',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    customer_id: id(),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
  }),
  call: (polar, { customer_id, ...query }) => polar.GET('/v1/customers/{id}/payment-methods', { params: { path: { id: customer_id }, query } }),
});

export const list_methods_by_external_id = tool({
  operation: 'customers:list_payment_methods_external',
  toolset: 'customers',
  risk: 'read',
  scopes: ['customers:read', 'customers:write'],
  params: () => exact({
    external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
    page: int().gt(0).exactOptional(),
    limit: int().gt(0).exactOptional(),
  }),
  call: (polar, { external_customer_id, ...query }) => polar.GET('/v1/customers/external/{external_id}/payment-methods', { params: { path: { external_id: external_customer_id }, query } }),
});

export const create_customer_session = tool({
  operation: 'customer-sessions:create',
  toolset: 'customers',
  risk: 'write',
  scopes: ['customer_sessions:write'],
  params: () => exact({}),
  body: () => z.union([
    schemas.CustomerSessionCustomerIDCreate(),
    schemas.CustomerSessionCustomerExternalIDCreate(),
  ]),
  call: (polar, _, body) => polar.POST('/v1/customer-sessions/', { body }),
});
