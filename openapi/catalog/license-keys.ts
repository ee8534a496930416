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
      keywords: ['serial number', 'machines in use', 'devices in use'],
    },
    'license_keys:update': {
      name: 'update_license_key',
      title: 'Update license key',
      clear: ['limit_activations', 'limit_usage', 'expires_at'],
      description:
        'Change limits, expiry or status of a key; `disabled` or `revoked` blocks it until set to `granted` again.',
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
      keywords: ['machine', 'computer', 'unbind', 'release', 'new laptop', 'move'],
      risk: 'irreversible',
      hints: { ...keyHints, activation_id: 'From get_license_key.' },
    },
  },
} as const satisfies Toolset;
