import { countryHint, currencyHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

const hints = {
  country: countryHint,
  default_presentment_currency: currencyHint,
  email: 'Public address for support.',
  details: "For Polar's review; kept once submitted.",
  'subscription_settings.benefit_revocation_grace_period': 'Days: 0, 2, 7, 14 or 21.',
  default_tax_behavior: 'Whether prices include tax; location: by country.',
} as const;

export const organization = {
  name: 'organization',
  title: 'Organization',
  description: 'The shop itself: its name, settings, tax and portal options, and the organizations one belongs to.',
  tools: {
    'organizations:list': {
      name: 'list_organizations',
      title: 'List organizations',
      description: 'Organizations that this connection reaches. Start here for the organization id.',
      keywords: ['shops, stores, accounts, workspaces, my id, which stores, allowed, which shops, access to'],
      hints: { slug: 'Exact match.' },
    },
    'organizations:create': {
      name: 'create_organization',
      title: 'Create organization',
      whyNotExposing: 'A new organization has no customers and nothing to give.',
      description:
        'Open another organization, with its own products, customers and payouts. It cannot be deleted by a tool.',
      consequence: 'Another organization is opened, with its own customers and payouts. No tool can delete it.',
      keywords: ['store, brand, workspace, business, same login'],
      askedBy: [
        'second shop, new shop, another shop, open shop, new store, another brand, separate business',
        'start a company, create workspace',
      ],
      risk: 'irreversible',
      hints: { ...hints, slug: 'Part of its URL; final.' },
    },
    'organizations:get': {
      name: 'get_organization',
      title: 'Get organization',
      description: 'One organization with its settings and features.',
      keywords: ['our shop, store, account, company profile, configuration, currency, tax, grace period, portal'],
      rename: { id: 'organization_id' },
    },
    'organizations:update': {
      name: 'update_organization',
      title: 'Update organization',
      clear: [
        'avatar_url',
        'email',
        'website',
        'socials',
        'embed_hosts',
        'feature_settings.overview_metrics',
        'dispute_settings.auto_accept_below_amount',
      ],
      description:
        'Change name, contact, currency, tax, portal or subscription settings of the whole shop; some features cannot be switched off again.',
      consequence: 'This changes a setting of the whole shop. Nothing shows afterwards what it was before.',
      whyNotExposing: 'Who gets in or gets something by a setting is decided by those of which `risks` says so.',
      consequences: {
        email: 'Customers are told to write to that address from now on.',
        website: 'Customers are sent to that site from now on.',
        socials: 'Customers are sent to these pages from now on.',
        customer_portal_settings: 'Customers can do this by themselves in the portal from now on.',
        embed_hosts: 'These sites, and no others, may show the checkout in their pages.',
        default_presentment_currency:
          'The whole shop sells in that currency from now on, where a product has a price in it.',
        default_tax_behavior: 'Prices without a tax behavior of their own are taxed like this from now on.',
        dispute_settings:
          'Disputes below `auto_accept_below_amount` (US cents) are given up without asking from now on, and their subscriptions end.',
        'feature_settings.seat_based_pricing_enabled': 'Pricing by seats stays on once it is on.',
        sso_enforced: 'With `true`, members who do not log in by SSO are locked out, and their tokens end.',
        details: "What Polar's review knows of the shop is replaced, and no answer shows it.",
      },
      risks: {
        dispute_settings: 'money',
        email: ['irreversible', 'exposes'],
        website: ['irreversible', 'exposes'],
        socials: ['irreversible', 'exposes'],
        customer_portal_settings: ['irreversible', 'exposes'],
        subscription_settings: ['irreversible', 'exposes'],
        embed_hosts: ['irreversible', 'exposes'],
        sso_enforced: ['irreversible', 'exposes'],
      },
      before: [
        {
          tool: 'get_organization',
          with: { organization_id: 'organization_id' },
          fields: ['id', 'slug', 'name', 'status'],
        },
      ],
      keywords: [
        'our shop, prices including tax, unpaid plan shut off, forbid customers to cancel',
        'let customers change plan or seats themselves, brand, checkout logo',
      ],
      askedBy: [
        'shop, store, support email, logo, branding, grace period, including tax, tax inclusive',
        'shut off unpaid plan, forbid customers, allow customers, portal, customer emails',
        'website, default currency, social links, settings',
      ],
      risk: 'irreversible',
      rename: { id: 'organization_id' },
      hints: {
        ...hints,
        details: "For Polar's review; give all, it is replaced whole and never shown.",
        'dispute_settings.auto_accept_below_amount': 'US cents; smaller disputes are given up unasked; cleared: never.',
        sso_enforced: 'true may lock out members.',
      },
      examples: [{ organization_id: '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f', country: 'SE' }],
    },
  },
  resources: {
    Organization: {
      list: ['id', 'slug', 'name', 'status'],
      one: [
        'email',
        'website',
        'socials',
        'country',
        'default_presentment_currency',
        'default_tax_behavior',
        'feature_settings',
        'subscription_settings',
        'customer_email_settings',
        'customer_portal_settings',
        'dispute_settings',
        'capabilities',
        'embed_hosts',
        'created_at',
      ],
    },
  },
} as const satisfies Toolset;
