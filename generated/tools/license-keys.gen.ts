// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_license_keys: Tool = {
  toolset: 'license_keys',
  risk: 'read',
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:list',
      params: () => exact({
        organization_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        benefit_id: z.union([
          id(),
          z.array(id()),
        ]).nullable().exactOptional(),
        status: z.union([
          schemas.LicenseKeyStatus(),
          z.array(schemas.LicenseKeyStatus()),
        ]).nullable().exactOptional(),
        page: int().gt(0).exactOptional(),
        limit: int().gt(0).exactOptional(),
      }),
      call: (polar, query) => polar.GET('/v1/license-keys/', { params: { query } }),
    }),
  ],
};

export const get_license_key: Tool = {
  toolset: 'license_keys',
  risk: 'read',
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:get',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.GET('/v1/license-keys/{id}', { params: { path: { id } } }),
    }),
  ],
};

export const update_license_key: Tool = {
  toolset: 'license_keys',
  risk: 'write',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["limit_activations", "limit_usage", "expires_at"])).exactOptional(),
      }),
      body: schemas.LicenseKeyUpdate,
      call: (polar, { id }, body) => polar.PATCH('/v1/license-keys/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const get_license_key_activation: Tool = {
  toolset: 'license_keys',
  risk: 'read',
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:get_activation',
      params: () => exact({
        license_key_id: id(),
        activation_id: id(),
      }),
      call: (polar, { license_key_id, activation_id }) => polar.GET('/v1/license-keys/{id}/activations/{activation_id}', { params: { path: { id: license_key_id, activation_id } } }),
    }),
  ],
};

export const validate_license_key: Tool = {
  toolset: 'license_keys',
  risk: 'write',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:validate',
      params: () => exact({}),
      body: schemas.LicenseKeyValidate,
      call: (polar, _, body) => polar.POST('/v1/license-keys/validate', { body }),
    }),
  ],
};

export const activate_license_key: Tool = {
  toolset: 'license_keys',
  risk: 'write',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:activate',
      params: () => exact({}),
      body: schemas.LicenseKeyActivate,
      call: (polar, _, body) => polar.POST('/v1/license-keys/activate', { body }),
    }),
  ],
};

export const deactivate_license_key: Tool = {
  toolset: 'license_keys',
  risk: 'irreversible',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:deactivate',
      params: () => exact({}),
      body: schemas.LicenseKeyDeactivate,
      call: (polar, _, body) => polar.POST('/v1/license-keys/deactivate', { body }),
    }),
  ],
};
