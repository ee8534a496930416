// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_customers: Tool = {
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:list',
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
    }),
  ],
};

export const create_customer: Tool = {
  toolset: 'customers',
  risk: 'write',
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:create',
      params: () => exact({}),
      body: schemas.CustomerCreate,
      call: (polar, _, body) => polar.POST('/v1/customers/', { body }),
    }),
  ],
};

export const export_customers: Tool = {
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:export',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/customers/export', { params: { query }, parseAs: 'text' }),
    }),
  ],
};

export const get_customer: Tool = {
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:get',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
      }),
      call: (polar, { customer_id }) => polar.GET('/v1/customers/{id}', { params: { path: { id: customer_id } } }),
    }),
    operation({
      id: 'customers:get_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
      }),
      call: (polar, { external_customer_id }) => polar.GET('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id } } }),
    }),
  ],
};

export const update_customer: Tool = {
  toolset: 'customers',
  risk: 'write',
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:update',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
        clear: z.array(z.enum(["name", "billing_address", "tax_id", "locale"])).exactOptional(),
      }),
      body: schemas.CustomerUpdate,
      call: (polar, { customer_id }, body) => polar.PATCH('/v1/customers/{id}', { params: { path: { id: customer_id } }, body }),
    }),
    operation({
      id: 'customers:update_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        clear: z.array(z.enum(["name", "billing_address", "tax_id", "locale"])).exactOptional(),
      }),
      body: schemas.CustomerUpdateExternalID,
      call: (polar, { external_customer_id }, body) => polar.PATCH('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id } }, body }),
    }),
  ],
};

export const delete_customer: Tool = {
  toolset: 'customers',
  risk: 'irreversible',
  scopes: [['customers:write']],
  operations: [
    operation({
      id: 'customers:delete',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
        anonymize: z.boolean().exactOptional(),
      }),
      call: (polar, { customer_id, ...query }) => polar.DELETE('/v1/customers/{id}', { params: { path: { id: customer_id }, query } }),
    }),
    operation({
      id: 'customers:delete_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        anonymize: z.boolean().exactOptional(),
      }),
      call: (polar, { external_customer_id, ...query }) => polar.DELETE('/v1/customers/external/{external_id}', { params: { path: { external_id: external_customer_id }, query } }),
    }),
  ],
};

export const get_customer_state: Tool = {
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:get_state',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
      }),
      call: (polar, { customer_id }) => polar.GET('/v1/customers/{id}/state', { params: { path: { id: customer_id } } }),
    }),
    operation({
      id: 'customers:get_state_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
      }),
      call: (polar, { external_customer_id }) => polar.GET('/v1/customers/external/{external_id}/state', { params: { path: { external_id: external_customer_id } } }),
    }),
  ],
};

export const list_payment_methods: Tool = {
  toolset: 'customers',
  risk: 'read',
  scopes: [['customers:read', 'customers:write']],
  operations: [
    operation({
      id: 'customers:list_payment_methods',
      by: ['customer_id'],
      params: () => exact({
        customer_id: id(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, { customer_id, ...query }) => polar.GET('/v1/customers/{id}/payment-methods', { params: { path: { id: customer_id }, query } }),
    }),
    operation({
      id: 'customers:list_payment_methods_external',
      by: ['external_customer_id'],
      params: () => exact({
        external_customer_id: z.string().min(1).regex(new RegExp("^(?!\\.{1,2}$)")),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, { external_customer_id, ...query }) => polar.GET('/v1/customers/external/{external_id}/payment-methods', { params: { path: { external_id: external_customer_id }, query } }),
    }),
  ],
};

export const create_customer_portal_link: Tool = {
  toolset: 'customers',
  risk: 'write',
  scopes: [['customer_sessions:write']],
  operations: [
    operation({
      id: 'customer-sessions:create',
      params: () => exact({}),
      body: () => z.union([
        schemas.CustomerSessionCustomerIDCreate(),
        schemas.CustomerSessionCustomerExternalIDCreate(),
      ]),
      call: (polar, _, body) => polar.POST('/v1/customer-sessions/', { body }),
    }),
  ],
};
