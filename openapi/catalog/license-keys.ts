import type { Toolset } from './types.ts';

const keyHints = {
  key: 'The key itself, not its id.',
  organization_id: 'From get_connection.',
} as const;

export const licenseKeys = {
  name: 'license_keys',
  title: 'License keys',
  description: 'Keys that customers got for software: find them, change their limits, check and activate them.',
  tools: {
    'license_keys:list': {
      name: 'list_license_keys',
      title: 'List license keys',
      description: 'License keys by benefit or status, with owner, limits and use so far.',
      keywords: ['serial numbers', 'lost key', 'forgotten key', 'activation codes'],
    },
    'license_keys:get': {
      name: 'get_license_key',
      title: 'Get license key',
      description: 'One license key by its id, with its activations.',
      reveals: ['key'],
      keywords: ['serial number', 'machines in use', 'devices in use'],
    },
    'license_keys:update': {
      name: 'update_license_key',
      title: 'Update license key',
      clear: ['limit_activations', 'limit_usage', 'expires_at'],
      description:
        'Change limits, expiry or status of a key; `disabled` blocks it until set to `granted` again. `revoked` takes the benefit too, and once it is `granted` again limits and expiry are reset from the benefit within seconds.',
      consequence:
        'The key stops working and its benefit is taken from the customer. Granted again, its limits, use and expiry are reset to those of the benefit.',
      risks: { status: { revoked: 'irreversible' } },
      before: [
        {
          tool: 'get_license_key',
          with: { id: 'id' },
          fields: [
            'id',
            'display_key',
            'status',
            'customer.email',
            'customer.name',
            'limit_activations',
            'limit_usage',
            'expires_at',
          ],
        },
      ],
      keywords: [
        'block',
        'ban',
        'leaked',
        'suspend',
        'prolong',
        'extend',
        'raise the limit',
        'more devices',
        'reset usage',
      ],
      hints: {
        usage: 'Uses counted so far; set it to correct the count.',
        clear: 'Fields to empty: a limit means none then, expires_at never.',
      },
    },
    'license_keys:get_activation': {
      name: 'get_license_key_activation',
      title: 'Get license key activation',
      description: 'One device or instance on which a key was activated.',
      keywords: ['machine', 'computer', 'installation'],
      rename: { id: 'license_key_id' },
      hints: { activation_id: 'From get_license_key.' },
    },
    'license_keys:validate': {
      name: 'validate_license_key',
      title: 'Validate license key',
      description:
        'Check as the software does whether a key is valid now; an invalid one is answered as not found. Notes the check, and counts use if `increment_usage` is given.',
      settledBy: { tool: 'list_license_keys', with: {} },
      keywords: ['verify', 'test', 'still works', 'serial number', 'genuine'],
      hints: {
        ...keyHints,
        activation_id: 'Check this one device as well.',
        benefit_id: 'Fail unless the key belongs to it.',
        customer_id: 'Fail unless the key belongs to them.',
        increment_usage: 'Uses to add to the count; left out: none.',
        conditions: 'Must equal those given on activation.',
      },
    },
    'license_keys:activate': {
      name: 'activate_license_key',
      title: 'Activate license key',
      description:
        'Tie a key to a device, within its limit of activations. Keys without such a limit need no activation.',
      settledBy: { tool: 'list_license_keys', with: {} },
      keywords: ['register', 'machine', 'computer', 'installation'],
      hints: {
        ...keyHints,
        label: 'Name of the device or instance.',
        conditions: 'What each later validation must match, if anything.',
        meta: 'Anything to store with the activation.',
      },
    },
    'license_keys:deactivate': {
      name: 'deactivate_license_key',
      title: 'Deactivate license key',
      description:
        'Free one device of a key: software there stops validating at once. Activating again gives a new activation id.',
      consequence:
        'The device with this activation stops validating at once. Activating it again gives a new activation id.',
      settledBy: { tool: 'list_license_keys', with: {} },
      done: 'The activation has ended; the device no longer validates.',
      keywords: ['machine', 'computer', 'unbind', 'release', 'new laptop', 'move'],
      risk: 'irreversible',
      hints: { ...keyHints, activation_id: 'From get_license_key.' },
    },
  },
  resources: {
    LicenseKeyRead: {
      list: ['id', 'display_key', 'status', 'customer.email', 'usage', 'limit_usage', 'expires_at'],
      one: [
        'limit_activations',
        'customer_id',
        'benefit_id',
        'validations',
        'last_validated_at',
        'organization_id',
        'created_at',
        'modified_at',
      ],
    },
    LicenseKeyWithActivations: {
      list: [
        'id',
        'display_key',
        'status',
        'customer_id',
        'customer.email',
        'customer.name',
        'benefit_id',
        'usage',
        'limit_usage',
        'limit_activations',
        'activations.id',
        'activations.label',
        'activations.meta',
        'activations.created_at',
        'validations',
        'last_validated_at',
        'expires_at',
        'organization_id',
        'created_at',
        'modified_at',
      ],
    },
    LicenseKeyActivationRead: {
      list: [
        'id',
        'label',
        'meta',
        'license_key_id',
        'license_key.display_key',
        'license_key.status',
        'license_key.usage',
        'license_key.limit_usage',
        'license_key.expires_at',
        'created_at',
        'modified_at',
      ],
    },
    ValidatedLicenseKey: {
      list: [
        'id',
        'display_key',
        'status',
        'customer_id',
        'benefit_id',
        'usage',
        'limit_usage',
        'limit_activations',
        'validations',
        'last_validated_at',
        'expires_at',
        'activation',
      ],
    },
  },
} as const satisfies Toolset;
