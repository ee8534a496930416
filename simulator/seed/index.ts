import type { User } from '../oauth/state.ts';
import type { Store } from '../store.ts';
import { seedAroundSales } from './around-sales.ts';
import { seedCatalog } from './catalog.ts';
import { SEED } from './ids.ts';
import { seedPeople } from './people.ts';
import { seedSales } from './sales.ts';
import { seedShop } from './shop.ts';
import { seedUsage } from './usage.ts';

/** Fills a store with a small shop, always the same one. */
export function seedStore(store: Store): void {
  seedShop(store);
  seedCatalog(store);
  seedPeople(store);
  seedSales(store);
  seedAroundSales(store);
  seedUsage(store);
}

/** The people who can log in; the first is the one whom the login page offers. */
export function seedUsers(): User[] {
  return [
    { ...SEED.user, organizations: [SEED.organization, SEED.otherOrganization] },
    { ...SEED.otherUser, organizations: [SEED.otherOrganization] },
  ];
}
