import { countryHint, stateHint } from './common-hints.ts';
import type { Toolset } from './types.ts';

const writeHints = {
  'billing_address.country': countryHint,
  'billing_address.state': stateHint,
  tax_id: 'VAT or other tax number; needs the country in billing_address.',
  locale: 'Language tag for emails and checkout: fr or pt-BR.',
};

const byId = { rename: { id: 'customer_id' } } as const;
const byExternalId = { rename: { external_id: 'external_customer_id' } } as const;

export const customers = {
  name: 'customers',
  title: 'Customers',
  description: 'Who buys: customers, what they currently have, how they pay, and links into their portal.',
  tools: {
    'customers:list': {
      name: 'list_customers',
      title: 'List customers',
      description: 'Find customers by email, name or your own id. Start here for customer ids.',
      keywords: [
        'look up, people, contacts, buyer by email, account, who is, customers in a country, based in, on file',
        'internal id, existing, newest, someone emailed us, how many customers, signed up, joined',
      ],
      hints: {
        email: 'Exact match.',
        query: 'Part of a name, an email or your own id.',
        active: 'true: those with a trialing, active or past due subscription.',
      },
    },
    'customers:create': {
      name: 'create_customer',
      title: 'Create customer',
      // The portal of a new customer is empty. Only by an external id do purchases come into it.
      risk: 'exposes',
      risks: {
        metadata: 'write',
        name: 'write',
        billing_address: 'write',
        tax_id: 'write',
        locale: 'write',
        organization_id: 'write',
        owner: 'write',
        type: 'write',
        email: 'write',
      },
      consequence:
        'All that is bought under this external id goes to this customer, whose portal opens by their email.',
      description:
        'Add a customer by hand; a checkout does it by itself. An individual needs an email, a team an email or an `owner`.',
      keywords: [
        'import, register, sign up, account, manually, without checkout, migrate, move users over',
        'bring over from another provider, bank transfer, come back',
      ],
      hints: {
        ...writeHints,
        external_id: 'Your own id of the customer; unique, final once set.',
        owner: 'First member of the team; left out: the customer itself.',
      },
    },
    'customers:export': {
      name: 'export_customers',
      title: 'Export customers',
      description: 'All customers as CSV. For a few, list_customers is cheaper.',
      keywords: [
        'mailing list, newsletter, all emails, backup, download, addresses, CRM, mail merge, mailing',
        'contact list, by country',
      ],
    },
    'customers:get': {
      name: 'get_customer',
      title: 'Get customer',
      description:
        "One customer's name, email, billing address and metadata. For what they have bought, use get_customer_state.",
      keywords: [
        'profile, contact details, account, what data we hold, subject access request, internal id',
        'external id, tax number, language, customer since, became a customer',
      ],
      ...byId,
      byEmail: true,
    },
    'customers:get_external': { sameToolAs: 'customers:get', ...byExternalId },
    'customers:update': {
      name: 'update_customer',
      title: 'Update customer',
      clear: [
        'name',
        'tax_id',
        'locale',
        'metadata',
        'billing_address.line1',
        'billing_address.line2',
        'billing_address.postal_code',
        'billing_address.city',
        'billing_address.state',
      ],
      description:
        'Change a customer. The external id is final once set, and a team never becomes an individual again.',
      consequence: 'The portal of this customer opens with another email from now on.',
      consequences: {
        email: 'The portal of this customer opens with the new email from now on, and no longer with the old one.',
        external_id: 'The external id is final once set, and all that is bought under it goes to this customer.',
        type: 'A team never becomes an individual again.',
      },
      risk: 'exposes',
      risks: {
        external_id: ['irreversible', 'exposes'],
        type: 'irreversible',
        metadata: 'write',
        name: 'write',
        billing_address: 'write',
        tax_id: 'write',
        locale: 'write',
        clear: 'write',
      },
      keywords: [
        'email address, VAT id, company name, moved, typo, tax id, VAT number, locale, French, wrong email',
        'mistyped, billing details, metadata, tag, CRM id, our own user id, individual to team, single person',
        'business, profile, language',
      ],
      ...byId,
      hints: { ...writeHints, external_id: 'Your own id of the customer; final once set.' },
    },
    'customers:update_external': { sameToolAs: 'customers:update', ...byExternalId },
    'customers:delete': {
      name: 'delete_customer',
      title: 'Delete customer',
      whyNotExposing: 'It only takes away.',
      description:
        'Delete a customer for good: ends all their subscriptions now, takes back every benefit and frees the external id. Orders stay.',
      consequence:
        "The customer can't be restored. Their subscriptions that are active, on trial or past due end now; paused ones stay paused. Every benefit is taken back; orders stay.",
      before: [
        {
          tool: 'get_customer',
          with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
          fields: ['id', 'email', 'name', 'external_id', 'type'],
        },
        {
          tool: 'list_subscriptions',
          with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
          given: { status: ['active', 'trialing', 'past_due', 'unpaid', 'paused'], limit: 100 },
          fields: [
            'id',
            'product.name',
            'status',
            'amount',
            'currency',
            'recurring_interval',
            'recurring_interval_count',
            'seats',
          ],
        },
        {
          tool: 'list_benefit_grants',
          with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
          given: { is_granted: true, limit: 100 },
          fields: ['benefit.type', 'benefit.description'],
        },
      ],
      done: 'The customer is deleted. Their subscriptions have ended, but for paused ones; their benefits are taken back, and the orders stay.',
      keywords: ['account, privacy request, permanently, personal info, personal data'],
      askedBy: [
        'GDPR, right to be forgotten, privacy request delete, close account, delete account',
        'delete personal data, delete personal info, delete data, anonymise, delete permanently customer',
      ],
      ...byId,
      hints: { anonymize: 'true also erases personal data, as the GDPR asks.' },
    },
    'customers:delete_external': { sameToolAs: 'customers:delete', ...byExternalId },
    'customers:get_state': {
      name: 'get_customer_state',
      title: 'Get customer state',
      description:
        "What a customer has, in one call: active subscriptions, granted benefits, meters in use. Polar's cache, seconds to an hour old: to check a change, read list_subscriptions.",
      keywords: [
        'has access, entitlements, paid plan, allowed, paying, overview, what someone has, premium',
        'still subscribed, lapsed, feature access, paywall, gate, let in, plan someone is on, access',
        'have access to',
      ],
      ...byId,
      byEmail: true,
    },
    'customers:get_state_external': { sameToolAs: 'customers:get_state', ...byExternalId },
    'customers:list_payment_methods': {
      name: 'list_payment_methods',
      title: 'List payment methods',
      description: 'Saved cards and other payment methods of a customer; their ids serve finalize_order.',
      keywords: [
        'credit card, stored card, card on file, wallet, expired card, card saved, which card, PayPal',
        'bill a card, cards that expire soon',
      ],
      ...byId,
      byEmail: true,
    },
    'customers:list_payment_methods_external': { sameToolAs: 'customers:list_payment_methods', ...byExternalId },
    'customer-sessions:create': {
      name: 'create_customer_portal_link',
      title: 'Create customer portal link',
      description:
        'A link that signs a customer in to their portal, valid for a short time. Whoever holds it acts as the customer: give it to no one else.',
      consequence: 'Whoever opens the link can see and change all that the customer has, until it expires.',
      risk: 'exposes',
      before: [
        {
          tool: 'get_customer',
          with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
          fields: ['id', 'email', 'name'],
        },
      ],
      whenLost: 'Make the same call again: a second link does no harm.',
      reveals: ['customer_portal_url'],
      byEmail: true,
      keywords: [
        'self-service, log in, login link, billing page, own card, manage billing, new card',
        'replace an expired card, update payment details, see their own invoices, own bills, magic link',
        'by themselves, let customers manage',
      ],
      hints: {
        customer_id: 'Either this, external_customer_id or email.',
        member_id: 'Member to sign in; left out: the owner of an individual customer.',
      },
    },
  },
  resources: {
    Customer: {
      list: ['id', 'email', 'name', 'external_id', 'created_at'],
      one: [
        'type',
        'email_verified',
        'billing_name',
        'billing_address',
        'tax_id',
        'locale',
        'metadata',
        'default_payment_method_id',
        'deleted_at',
        'organization_id',
        'modified_at',
      ],
    },
    CustomerState: {
      list: [
        'id',
        'email',
        'name',
        'external_id',
        'metadata',
        'active_subscriptions.id',
        'active_subscriptions.status',
        'active_subscriptions.product_id',
        'active_subscriptions.product_name',
        'active_subscriptions.amount',
        'active_subscriptions.currency',
        'active_subscriptions.recurring_interval',
        'active_subscriptions.recurring_interval_count',
        'active_subscriptions.current_period_end',
        'active_subscriptions.trial_end',
        'active_subscriptions.cancel_at_period_end',
        'active_subscriptions.discount_id',
        'active_subscriptions.meters.meter_name',
        'active_subscriptions.meters.consumed_units',
        'active_subscriptions.meters.amount',
        'granted_benefits.benefit_id',
        'granted_benefits.benefit_type',
        'granted_benefits.benefit_description',
        'granted_benefits.granted_at',
        'granted_benefits.properties',
        'active_meters.meter_id',
        'active_meters.meter_name',
        'active_meters.consumed_units',
        'active_meters.credited_units',
        'active_meters.balance',
        'created_at',
      ],
      adds: [
        'active_subscriptions.product_name',
        'active_subscriptions.recurring_interval_count',
        'active_subscriptions.meters.meter_name',
        'granted_benefits.benefit_description',
        'active_meters.meter_name',
      ],
    },
    PaymentMethod: { list: ['id', 'type', 'method_metadata', 'is_default'] },
    CustomerSession: { list: ['id', 'customer_portal_url', 'expires_at', 'customer_id', 'customer.email'] },
  },
} as const satisfies Toolset;
