import type { Store } from '../store.ts';
import { daysBefore, SEED, seedId } from './ids.ts';

const NAMES = [
  'Maja Berg',
  'Jonas Falk',
  'Priya Nair',
  'Lucas Moreau',
  'Emma Novak',
  'Kenji Sato',
  'Sofia Rossi',
  'Daniel Weiss',
  'Amara Diallo',
  'Oliver Grant',
  'Nora Haugen',
  'Mateo Silva',
  'Chloe Martin',
  'Ivan Petrov',
  'Aisha Khan',
  'Felix Braun',
  'Hanna Virtanen',
  'Leo Santos',
  'Grace Kim',
  'Tom Baker',
  'Zoe Papadaki',
  'Samuel Osei',
  'Ines Costa',
  'Anton Lindqvist',
  'Ruth Cohen',
];
const COUNTRIES = ['SE', 'DE', 'SE', 'FR', 'CZ', 'JP', 'IT', 'IN', 'SN', 'GB'];

/** Seeds customers, the people who act for them, and their cards. */
export function seedPeople(store: Store): void {
  NAMES.forEach((name, index) => {
    const id = seedId('customer', index);
    const country = COUNTRIES[index % COUNTRIES.length];
    const created_at = daysBefore(195 - index * 7);
    const card = seedId('payment-method', index);
    store.insert('customers', {
      organization_id: SEED.organization,
      id,
      created_at,
      type: 'individual',
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
      email_verified: index % 4 !== 3,
      external_id: `user_${String(index + 1).padStart(3, '0')}`,
      billing_name: index % 5 === 0 ? `${name} AB` : null,
      billing_address: index % 3 === 0 ? { country, city: null, line1: null } : null,
      metadata: { plan_interest: index % 2 === 0 ? 'pro' : 'starter' },
      default_payment_method_id: card,
    });
    store.insert('payment-methods', {
      organization_id: SEED.organization,
      id: card,
      created_at,
      customer_id: id,
      processor: 'stripe',
      type: 'card',
      is_default: true,
      method_metadata: {
        brand: index % 2 === 0 ? 'visa' : 'mastercard',
        last4: String(4000 + index * 37).slice(-4),
        exp_month: (index % 12) + 1,
        exp_year: 2029,
      },
    });
  });
  for (let index = 0; index < 3; index += 1) {
    store.insert('members', {
      organization_id: SEED.organization,
      id: seedId('member', index),
      created_at: daysBefore(60 - index),
      customer_id: SEED.customer,
      email: `member${index + 1}@example.com`,
      name: `Member ${index + 1}`,
      external_id: `member_${String(index + 1).padStart(3, '0')}`,
      role: index === 2 ? 'owner' : 'member',
    });
  }
  store.insert('customers', {
    organization_id: SEED.otherOrganization,
    id: SEED.otherCustomer,
    created_at: daysBefore(50),
    type: 'individual',
    name: 'Maja Berg',
    email: 'maja.berg@example.com',
    external_id: 'lab_001',
    metadata: {},
    default_payment_method_id: seedId('payment-method', 'other'),
  });
  store.insert('payment-methods', {
    organization_id: SEED.otherOrganization,
    id: seedId('payment-method', 'other'),
    created_at: daysBefore(50),
    customer_id: SEED.otherCustomer,
    processor: 'stripe',
    type: 'card',
    is_default: true,
    method_metadata: { brand: 'visa', last4: '4242', exp_month: 4, exp_year: 2029 },
  });
}
