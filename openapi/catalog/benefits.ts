import type { Toolset } from './types.ts';

const hints = {
  description: 'What customers read; 3 to 42 characters.',
  properties: 'Depends on type.',
  'properties.note': 'custom: private note for those who have it.',
  'properties.guild_token': 'discord: from the Polar dashboard, where the server is connected.',
  'properties.role_id': 'discord.',
  'properties.kick_member': 'discord: remove them from the server on revocation.',
  'properties.repository_owner': 'github_repository.',
  'properties.files': 'downloadables: ids of uploaded files, from list_files.',
  'properties.archived': 'downloadables: {file id: true} hides a file.',
  'properties.prefix': 'license_keys: starts each key.',
  'properties.expires.ttl': 'license_keys: how many timeframes a key lasts, of one-time purchases alone.',
  'properties.limit_usage': 'license_keys: uses in total.',
  'properties.activations.limit': 'license_keys: devices at the same time.',
  'properties.activations.enable_customer_admin': 'Customers may deactivate devices themselves.',
  'properties.units': 'meter_credit: units credited each time.',
  'properties.rollover': 'meter_credit: unused units carry over.',
  'properties.meter_id': 'meter_credit.',
  'properties.slack_integration_id': 'slack_shared_channel: from the Polar dashboard.',
  'properties.team_invitees': 'Emails of your own people.',
} as const;

export const benefits = {
  name: 'benefits',
  title: 'Benefits',
  description:
    'What customers get for buying: license keys, downloads, Discord and GitHub access, credits, and who has them.',
  tools: {
    'benefits:list': {
      name: 'list_benefits',
      title: 'List benefits',
      description: 'Benefits that products can grant. Start here for benefit ids.',
      keywords: ['what plans include, extras, entitlements, goodies, what can be attached, available'],
      hints: { query: 'Part of the description.' },
    },
    'benefits:create': {
      name: 'create_benefit',
      title: 'Create benefit',
      whyNotExposing: 'Nobody has a new benefit before a product grants it, for which set_product_benefits asks.',
      description:
        'Define something customers get for buying, such as license keys or files. Attach it with set_product_benefits; its type is final.',
      keywords: [
        'Discord role, private GitHub repository, licence keys, grant access, invite, monthly credits',
        'Slack channel, automatically join, community, give credits, credits with each purchase',
        'top up credits, prepaid, course access, Telegram, files to download, device limit, plugin, hand out',
        'software, new role, after purchase, deliver, zip after paying, bonus',
      ],
      hints,
      examples: [
        {
          type: 'license_keys',
          description: 'License key for 3 devices',
          properties: { activations: { limit: 3, enable_customer_admin: true } },
        },
        { type: 'custom', description: 'Priority support', properties: { note: 'Write to our VIP inbox.' } },
        {
          type: 'meter_credit',
          description: '1,000 API calls a month',
          properties: { meter_id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f', units: 1000, rollover: false },
        },
      ],
    },
    'benefits:get': {
      name: 'get_benefit',
      title: 'Get benefit',
      description: 'One benefit with its type and settings.',
      keywords: ['how it is set up, settings, licence key, Discord, downloads'],
    },
    'benefits:update': {
      name: 'update_benefit',
      title: 'Update benefit',
      risk: 'exposes',
      risks: {
        metadata: 'write',
        description: 'write',
        visibility: 'write',
        type: 'write',
        clear: { 'properties.prefix': 'write', metadata: 'write' },
      },
      consequence: 'Every customer who has this benefit gets it as it is set then.',
      clear: [
        'properties.note',
        'properties.prefix',
        'properties.expires',
        'properties.activations',
        'properties.limit_usage',
        'properties.welcome_message',
        'properties.team_invitees',
        'metadata',
      ],
      description: 'Change the settings of a benefit; customers who have it are updated too.',
      keywords: [
        'Discord role, wording, replace the download, new version, zip, another role, other server',
        'raise credits, more credits, new edition, new file, device limit of new keys, licence key settings',
      ],
      hints: { ...hints, type: 'Must be its present type.' },
    },
    'benefits:delete': {
      name: 'delete_benefit',
      title: 'Delete benefit',
      whyNotExposing: 'It only takes away.',
      description:
        'Delete a benefit for good: every customer who has it loses access. To drop it from one product use set_product_benefits.',
      consequence:
        'Every customer who has this benefit loses it, for good, and it is removed from the products that have it.',
      before: [
        { tool: 'get_benefit', with: { id: 'id' } },
        { tool: 'list_products', with: { benefit_id: 'id' }, given: { limit: 100 }, fields: ['id', 'name'] },
        {
          tool: 'list_benefit_holders',
          with: { benefit_id: 'id' },
          given: { is_granted: true, limit: 5 },
          fields: ['customer.email'],
          changes: true,
        },
      ],
      done: 'The benefit is deleted; whoever had it has lost it.',
      keywords: ['entirely, everywhere, completely'],
      askedBy: ['delete entirely, delete everywhere, delete completely, get rid of perk'],
    },
    'benefits:files': {
      name: 'list_benefit_files',
      title: 'List benefit files',
      description: 'Files of a downloads benefit and how often each was downloaded.',
      keywords: ['download count, most downloaded, ebook, how often downloaded, popular download, files of a download'],
      rename: { id: 'benefit_id' },
    },
    'benefits:grants': {
      name: 'list_benefit_holders',
      title: 'List benefit holders',
      description: 'Who has, or had, one benefit. To see everything a customer has, use list_benefit_grants.',
      keywords: ['who has access, recipients, beneficiaries, who lost, who still has, who was invited'],
      rename: { id: 'benefit_id' },
      hints: { is_granted: 'false: those revoked.' },
    },
    'benefit-grants:list': {
      name: 'list_benefit_grants',
      title: 'List benefit grants',
      description:
        'Grants across all benefits, by customer for instance: what was given to whom, and when it was revoked.',
      keywords: [
        'entitlements, access history, lost access, delivered, failed delivery, given to, never invited',
        'not delivered, why it was taken away, revoked when, can still get into, did they get, cannot access',
        'cannot download, did not receive, invite worked, problem',
      ],
      hints: { is_granted: 'false: those revoked.' },
    },
  },
  resources: {
    Benefit: {
      list: ['id', 'type', 'description'],
      one: [
        'is_deleted',
        'created_at',
        'properties',
        'selectable',
        'deletable',
        'visibility',
        'metadata',
        'organization_id',
        'modified_at',
      ],
    },
    BenefitDownloadableFile: {
      list: [
        'id',
        'name',
        'size_readable',
        'mime_type',
        'downloads',
        'downloaders',
        'flagged_malicious_at',
        'created_at',
      ],
    },
    BenefitGrant: {
      list: [
        'is_granted',
        'granted_at',
        'revoked_at',
        'customer.email',
        'benefit.type',
        'benefit.description',
        'properties.display_key',
        'error.message',
      ],
    },
  },
} as const satisfies Toolset;
