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
      keywords: [
        'serial numbers, lost key, forgotten key, activation codes, resend, look up, switched off, disabled',
        'revoked, sold',
      ],
    },
    'license_keys:get': {
      name: 'get_license_key',
      title: 'Get license key',
      description: 'One license key by its id, with its activations.',
      reveals: ['key'],
      keywords: [
        'serial number, machines in use, devices in use, in use elsewhere, registered on, stolen',
        'where it is used, computers, number of activations',
      ],
    },
    'license_keys:update': {
      name: 'update_license_key',
      title: 'Update license key',
      clear: ['limit_activations', 'limit_usage', 'expires_at'],
      description:
        'Change limits, expiry or status of a key; `disabled` blocks it until set to `granted` again. `revoked` takes the benefit too, and once it is `granted` again limits and expiry are reset from the benefit within seconds.',
      consequence: 'The key works longer, more often or on more devices from now on, for whoever has it.',
      consequences: {
        status:
          'Whether the key works changes at once. `revoked` takes the benefit from the customer, and `granted` again resets limits, use and expiry to those of the benefit.',
      },
      risk: 'exposes',
      risks: { status: { revoked: 'irreversible', disabled: 'write' } },
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
        'block, ban, leaked, suspend, prolong, extend, raise the limit, more devices, reset usage',
        'make it stop working, posted online, shared, unblock, enable, disable, allow two more, limit reached',
        'too many devices, valid until, run until, never expire, expiry, abuse, pirated, reset activations',
        'cancel a key, expire',
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
      keywords: ['machine, computer, installation, when activated, under what name'],
      rename: { id: 'license_key_id' },
      hints: { activation_id: 'From get_license_key.' },
    },
    'license_keys:validate': {
      name: 'validate_license_key',
      title: 'Validate license key',
      whyNotExposing: 'It tells the caller alone whether a key that they have is valid.',
      description:
        'Check as the software does whether a key is valid now; an invalid one is answered as not found. Notes the check, and counts use if `increment_usage` is given.',
      settledBy: { tool: 'list_license_keys', with: {} },
      keywords: ['verify, test, still works, serial number, genuine, unlock, does it work, still valid'],
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
      whyNotExposing: 'Whoever has the key can do the same without us; the limit of its devices holds.',
      description:
        'Tie a key to a device, within its limit of activations. Keys without such a limit need no activation.',
      settledBy: { tool: 'list_license_keys', with: {} },
      keywords: ['register, machine, computer, installation, register the app, new Mac'],
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
      whyNotExposing: 'It only takes away.',
      description:
        'Free one device of a key: software there stops validating at once. Activating again gives a new activation id.',
      consequence:
        'The device with this activation stops validating at once. Activating it again gives a new activation id.',
      settledBy: { tool: 'list_license_keys', with: {} },
      done: 'The activation has ended; the device no longer validates.',
      keywords: ['machine, computer, move, wiped, too many devices, log out, transfer to another'],
      askedBy: [
        'release, unlink, unbind, unregister, free device, new laptop, wiped laptop, sold computer',
        'log out device, move to another machine',
      ],
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
