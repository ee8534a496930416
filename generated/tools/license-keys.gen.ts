// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_license_keys: Tool = {
  title: "List license keys",
  toolset: 'license_keys',
  risk: 'read',
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:list',
      params() {
        return exact({
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
        });
      },
      answer: {"kind":"list","resource":"LicenseKeyRead"},
      call(polar, query) {
        return polar.GET('/v1/license-keys/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const get_license_key: Tool = {
  title: "Get license key",
  toolset: 'license_keys',
  risk: 'read',
  reveals: ["key"],
  aliases: {"license_key_id":"id"},
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"LicenseKeyWithActivations"},
      call(polar, { id }) {
        return polar.GET('/v1/license-keys/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_license_key: Tool = {
  title: "Update license key",
  toolset: 'license_keys',
  risk: 'exposes',
  risks: {"status":{"revoked":"irreversible","disabled":"write"}},
  consequence: "The key works longer, more often or on more devices from now on, for whoever has it.",
  consequences: {"status":"Whether the key works changes at once. `revoked` takes the benefit from the customer, and `granted` again resets limits, use and expiry to those of the benefit."},
  before: [{"tool":"get_license_key","with":{"id":"id"},"fields":["id","display_key","status","customer.email","customer.name","limit_activations","limit_usage","expires_at"]}],
  aliases: {"license_key_id":"id"},
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["limit_activations", "limit_usage", "expires_at"])).exactOptional(),
        });
      },
      body: schemas.LicenseKeyUpdate,
      partial: true,
      answer: {"kind":"one","resource":"LicenseKeyRead"},
      target: {"tool":"get_license_key","with":{"id":"id"}},
      settledBy: {"tool":"get_license_key","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/license-keys/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_license_key_activation: Tool = {
  title: "Get license key activation",
  toolset: 'license_keys',
  risk: 'read',
  aliases: {"id":"activation_id"},
  scopes: [['license_keys:read', 'license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:get_activation',
      params() {
        return exact({
          license_key_id: id(),
          activation_id: id(),
        });
      },
      renamed: {"id":"license_key_id"},
      answer: {"kind":"one","resource":"LicenseKeyActivationRead"},
      call(polar, { license_key_id, activation_id }) {
        return polar.GET('/v1/license-keys/{id}/activations/{activation_id}', { params: { path: { id: license_key_id, activation_id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const validate_license_key: Tool = {
  title: "Validate license key",
  toolset: 'license_keys',
  risk: 'write',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:validate',
      params() {
        return exact({});
      },
      body: schemas.LicenseKeyValidate,
      answer: {"kind":"one","resource":"ValidatedLicenseKey"},
      settledBy: {"tool":"list_license_keys","with":{}},
      call(polar, _, body) {
        return polar.POST('/v1/license-keys/validate', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const activate_license_key: Tool = {
  title: "Activate license key",
  toolset: 'license_keys',
  risk: 'write',
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:activate',
      params() {
        return exact({});
      },
      body: schemas.LicenseKeyActivate,
      answer: {"kind":"one","resource":"LicenseKeyActivationRead"},
      settledBy: {"tool":"list_license_keys","with":{}},
      call(polar, _, body) {
        return polar.POST('/v1/license-keys/activate', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const deactivate_license_key: Tool = {
  title: "Deactivate license key",
  toolset: 'license_keys',
  risk: 'irreversible',
  consequence: "The device with this activation stops validating at once. Activating it again gives a new activation id.",
  done: "The activation has ended; the device no longer validates.",
  scopes: [['license_keys:write']],
  operations: [
    operation({
      id: 'license_keys:deactivate',
      params() {
        return exact({});
      },
      body: schemas.LicenseKeyDeactivate,
      answer: {"kind":"empty"},
      settledBy: {"tool":"list_license_keys","with":{}},
      call(polar, _, body) {
        return polar.POST('/v1/license-keys/deactivate', { body, parseAs: 'text' });
      },
    }),
  ],
};
