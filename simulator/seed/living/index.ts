import { amountOf } from '../../operations/catalog/products.ts';
import type { Store, StoredRecord } from '../../store.ts';
import { SEED } from '../ids.ts';
import { address, company, email, person } from '../many/words.ts';
import { chance, daysAfter, livingId, weighted } from './chance.ts';
import { type Sale, seedCheckout, sell } from './sale.ts';
import { seedSubscriber } from './subscriber.ts';
import { seedUsage } from './usage.ts';

const { organization: organization_id, products } = SEED;
const DAY_MS = 86_400_000;
const MONTHS = 18;
const MONTH_DAYS = 30.4;
/** How many subscribe in the first month and in the last one. Half as many buy once. */
const SUBSCRIBERS = { first: 4, last: 13 };
/** How many look at a checkout and leave, for each who buys. */
const LEAVING = 1.4;

const ONCE = [
  [products.icons, 5],
  [products.handbook, 3],
  [products.lifetime, 1],
] as const;

/**
 * Gives a seeded store a life of eighteen months that ends at an instant: the seed's own dates move there, and a growing
 * shop stands behind them, with renewals, declined cards, people who leave, trials, discounts, refunds, disputes, abandoned
 * checkouts and usage. The same instant gives the same shop.
 */
export function seedLiving(store: Store, now: string): void {
  // The dates move by whole days, so that nothing of the seed lies in the future.
  const days = Math.floor((Date.parse(now) - Date.parse(SEED.date)) / DAY_MS);
  store.moveInTime(days * DAY_MS);
  let index = 0;
  for (let month = MONTHS; month > 0; month -= 1) {
    const share = (MONTHS - month) / (MONTHS - 1);
    const subscribers = Math.round(SUBSCRIBERS.first + share * (SUBSCRIBERS.last - SUBSCRIBERS.first));
    const buyers = Math.round(subscribers / 2);
    for (let i = 0; i < subscribers + buyers; i += 1) {
      index += 1;
      const at = daysAfter(now, -MONTH_DAYS * (month - chance('day', index)));
      const customer = seedCustomer(store, index, at);
      if (i < subscribers) seedSubscriber(store, `s${index}`, customer, at, now);
      else seedBuyer(store, `b${index}`, customer, at, now);
      for (let left = 0; left < LEAVING - chance('looks', index); left += 1) seedLeft(store, index, left, at, now);
    }
  }
  seedUsage(store, now);
}

function seedCustomer(store: Store, index: number, created_at: string): StoredRecord {
  const isCompany = index % 4 === 3;
  const name = isCompany ? company(index) : person(index);
  return store.insert('customers', {
    organization_id,
    id: livingId('customer', index),
    created_at,
    type: 'individual',
    name,
    email: email(index),
    email_verified: index % 5 !== 0,
    external_id: `user_${10_000 + index}`,
    billing_name: name,
    billing_address: address(index),
    metadata: {},
  });
}

function seedBuyer(store: Store, key: string, customer: StoredRecord, at: string, now: string): void {
  const product = store.lookup(weighted(ONCE, chance('once', key)));
  if (!product) return;
  const sale: Sale = { key, customer, product, at, subtotal: priceOf(product) };
  seedCheckout(store, sale, 'succeeded');
  sell(store, sale, now);
}

/** The usual price, also of a product whose buyers choose it. */
const priceOf = (product: StoredRecord) => (product.id === products.handbook ? 1500 : amountOf(product));

function seedLeft(store: Store, index: number, left: number, at: string, now: string): void {
  const key = `left ${index} ${left}`;
  const product = store.lookup(chance('left', key) < 0.5 ? products.pro : products.icons);
  const customer = store.lookup(livingId('customer', index));
  if (!product || !customer) return;
  const opened = daysAfter(at, -chance('opened', key) * 5);
  const other = { ...customer, email: `visitor.${index}.${left}@example.com` };
  const status = daysAfter(opened, 1) > now ? 'open' : 'expired';
  seedCheckout(store, { key, customer: other, product, at: opened, subtotal: amountOf(product) }, status);
}
