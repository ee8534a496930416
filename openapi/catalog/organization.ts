import { countryHint, currencyHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

const hints = {
  country: countryHint,
  default_presentment_currency: currencyHint,
  email: 'Public address for support.',
  details: "For Polar's review, not public; kept once submitted.",
  subscription_settings: 'Replaced as a whole.',
  'subscription_settings.proration_behavior': 'Default when a plan changes.',
  'subscription_settings.benefit_revocation_grace_period':
    'Days that benefits outlast a missed payment: 0, 2, 7, 14 or 21.',
  default_tax_behavior: 'Whether prices include tax; location: as is usual where the customer is.',
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
      hints: { slug: 'Exact match.' },
    },
    'organizations:create': {
      name: 'create_organization',
      title: 'Create organization',
      description:
        'Open another organization, with its own products, customers and payouts. It cannot be deleted by a tool.',
      risk: 'irreversible',
      hints: { ...hints, slug: 'Part of its URL; final.' },
    },
    'organizations:get': {
      name: 'get_organization',
      title: 'Get organization',
      description: 'One organization with its settings and features.',
    },
    'organizations:update': {
      name: 'update_organization',
      title: 'Update organization',
      description:
        'Change name, contact, currency, tax, portal or subscription settings of the whole shop; some features cannot be switched off again.',
      risk: 'irreversible',
      hints: {
        ...hints,
        'dispute_settings.auto_accept_below_amount': 'US cents; smaller disputes are given up unasked. null: never.',
        sso_enforced: 'true may lock out members without single sign-on.',
      },
    },
  },
} as const satisfies Toolset;
