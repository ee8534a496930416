import type { components } from '../../../generated/polar.gen.ts';
import {
  type AdviceInput,
  type Adviser,
  answerOf,
  counted,
  exposureOf,
  hostIn,
  nameOf,
  type PlannedRead,
  quoted,
  refusedArgument,
} from './adviser.ts';
import { appliedDiscount, type DiscountTerms, discountReads, termsOf } from './discounts.ts';
import { isFree, type Price } from './products.ts';

type Product = components['schemas']['Product'];
type Customer = components['schemas']['Customer'];
type Organization = components['schemas']['Organization'];
type Checkout = components['schemas']['Checkout'];
type CheckoutLink = components['schemas']['CheckoutLink'];

/** The most products of a checkout that are looked at: each is a read. */
const MAX_PRODUCTS_READ = 10;

const URLS = ['success_url', 'return_url', 'embed_origin'];

/** For links and sessions alike: who pays less or nothing, where buyers are sent, whose portal it opens. */
export const sellByCheckout: Adviser = {
  reads: (input) => [...productReads(input), ...discountReads(input), ...customerReads(input), ...shopReads(input)],

  advise(input) {
    const missing = missingProduct(input);
    if (missing) return { refusal: missing };
    const { given } = input;
    const discounted = `Whoever has the link pays ${appliedDiscount(input)}.`;
    const trial = `Whoever has the link pays nothing for ${trialIn(given)}.`;
    const enters = `Whoever opens the link and buys by it gets into the portal of ${buyerName(input)}.`;
    return exposureOf(input, {
      products: joined(freeProductsLine(input), keptTermsLine(input)),
      product_id: freeProductsLine(input),
      prices: pricesLine(given.prices),
      discount_id: given.discount_id !== null && discounted,
      trial_interval: given.trial_interval !== null && trial,
      trial_interval_count: given.trial_interval_count !== null && trial,
      success_url: siteLine('After paying, customers are sent to', 'success_url', input),
      return_url: siteLine('Customers who go back are sent to', 'return_url', input),
      embed_origin: siteLine('The checkout is shown within pages of', 'embed_origin', input),
      customer_id: enters,
      external_customer_id: isNewCustomer(input) ? newExternalIdLine(given.external_customer_id) : enters,
      customer_email: isUpdate(input) && newBuyerLine(input),
    });
  },
};

const joined = (...sentences: (string | undefined)[]) => sentences.filter(Boolean).join(' ') || undefined;

/** Only what is there already has an id. */
const isUpdate = ({ given }: AdviceInput) => given.id !== undefined;

const productsIn = ({ given }: AdviceInput): string[] =>
  [given.products, given.product_id].flat().filter((id): id is string => typeof id === 'string');

function productReads(input: AdviceInput): PlannedRead[] {
  return productsIn(input)
    .slice(0, MAX_PRODUCTS_READ)
    .map((id) => ({ tool: 'get_product', arguments: { id }, quiet: true, mayBeMissing: true }));
}

function customerReads({ given }: AdviceInput): PlannedRead[] {
  const { customer_id, external_customer_id } = given;
  const way = typeof customer_id === 'string' ? { customer_id } : { external_customer_id };
  return Object.values(way).some((id) => typeof id === 'string')
    ? [{ tool: 'get_customer', arguments: way, fields: ['id', 'email', 'name'], mayBeMissing: true }]
    : [];
}

/** The shop's own website is at its organization, which the products name, or the checkout or link that is changed. */
function shopReads(input: AdviceInput): PlannedRead[] {
  const isSent = URLS.some((name) => typeof input.given[name] === 'string');
  const organization_id = isSent ? shopIn(input) : undefined;
  return organization_id ? [{ tool: 'get_organization', arguments: { organization_id }, quiet: true }] : [];
}

const shopIn = (input: AdviceInput) =>
  answerOf<Product>(input, 'get_product')?.organization_id ??
  answerOf<Checkout>(input, 'get_checkout')?.organization_id ??
  answerOf<Checkout>(input, 'get_checkout_link')?.organization_id;

const readsOfProducts = ({ before }: AdviceInput) => before.filter(({ read }) => read.tool === 'get_product');

function missingProduct(input: AdviceInput) {
  const lost = readsOfProducts(input).find(({ unseen }) => unseen === 'none');
  return lost && refusedArgument('products', 'There is no such product; list_products has those that there are');
}

/** The sentence about products that cost nothing; undefined where each was seen to have a price. */
function freeProductsLine(input: AdviceInput): string | undefined {
  const reads = readsOfProducts(input);
  const products = reads.flatMap(({ data }) => (data === undefined ? [] : [data as Product]));
  const free = products.filter(({ prices }) => (prices as readonly Price[]).some(isFree));
  const [first] = free;
  if (first && free.length === 1) return `Whoever has the link gets ${quoted(first.name)} for nothing.`;
  if (first) return `Whoever has the link gets ${counted(free.length, 'product')} for nothing.`;
  const isAllSeen = products.length > 0 && products.length === productsIn(input).length;
  return isAllSeen ? undefined : 'Whoever has the link buys at prices that could not be looked at.';
}

function pricesLine(prices: unknown): string {
  const all = Object.values((prices ?? {}) as Record<string, readonly Price[]>).flat();
  return all.some(isFree)
    ? 'Whoever has the link gets it for nothing, whatever the product costs.'
    : 'Whoever has the link pays these prices, whatever the product costs.';
}

/** The sentence about a discount or a trial that a link has and keeps, now that it sells something else. */
function keptTermsLine(input: AdviceInput): string | undefined {
  const { given } = input;
  if (!isUpdate(input)) return undefined;
  const link = answerOf<CheckoutLink>(input, 'get_checkout_link');
  if (!link) return 'Whoever has the link buys with a discount or a trial that could not be looked at.';
  const sold = link.products.map((product) => product.id);
  if (productsIn(input).every((id) => sold.includes(id))) return undefined;
  const keepsDiscount = link.discount_id !== null && given.discount_id === undefined;
  const keepsTrial = link.trial_interval !== null && given.trial_interval === undefined;
  return joined(
    keepsDiscount ? keptLine(termsOf((link.discount ?? {}) as DiscountTerms)) : undefined,
    keepsTrial ? keptLine(`nothing for ${trialIn(link)}`) : undefined,
  );
}

const keptLine = (terms: string) => `Whoever has the link pays ${terms}, for what it sells from then on.`;

/** The sentence about who gets what is bought by a session that somebody may be about to pay. */
function newBuyerLine(input: AdviceInput): string | false {
  const { customer_email: email } = input.given;
  const had = answerOf<Checkout>(input, 'get_checkout')?.customer_email;
  if (String(email).toLowerCase() === had?.toLowerCase()) return false;
  return `What is bought by this checkout goes to ${quoted(email)}${had ? `, and not to ${quoted(had)}` : ''}.`;
}

interface Trial {
  trial_interval?: unknown;
  trial_interval_count?: unknown;
}

function trialIn({ trial_interval, trial_interval_count }: Trial): string {
  const unit = trial_interval === undefined ? 'period of the trial' : nameOf(trial_interval);
  return typeof trial_interval_count === 'number' ? counted(trial_interval_count, unit) : `a ${unit}`;
}

const buyerName = (input: AdviceInput) => {
  const customer = answerOf<Customer>(input, 'get_customer');
  return customer ? quoted(customer.email ?? customer.name ?? customer.id) : 'that customer';
};

/** Then the customer has nothing yet; what comes to the shop's own customer of that id goes to them. */
const isNewCustomer = ({ before }: AdviceInput) =>
  before.some(({ read, unseen }) => read.tool === 'get_customer' && unseen === 'none');

const newExternalIdLine = (id: unknown) =>
  `Whoever buys by the link gets the id ${quoted(id)}, and all that is bought under it.`;

/** The sentence about a site that customers get to, unless it is the shop's own. */
function siteLine(begin: string, name: string, input: AdviceInput): string | undefined {
  const address = input.given[name];
  if (typeof address !== 'string') return undefined;
  const shop = answerOf<Organization>(input, 'get_organization');
  const website = shop?.website;
  if (website && isWithin(address, website)) return undefined;
  if (!shop) return `${begin} ${hostIn(address)}.`;
  return website
    ? `${begin} ${hostIn(address)}, which isn't within the shop's website (${quoted(website)}).`
    : `${begin} ${hostIn(address)}; the shop names no website of its own.`;
}

/** Whether an address belongs to a website: a page that somebody has at a host of many is theirs alone. */
function isWithin(address: string, website: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(website)) return false;
  const [one, home] = [new URL(address), new URL(website)];
  const host = home.hostname.replace(/^www\./, '');
  if (one.protocol !== 'https:') return false;
  // Such an address tells pages apart by its query, too.
  if (home.search !== '') return one.href === home.href;
  if (home.pathname !== '/') {
    // Some servers read these escapes before they look for a page.
    const isPlain = !/%2f|%5c|%2e/i.test(one.pathname);
    return one.host === home.host && isPlain && `${one.pathname}/`.startsWith(`${home.pathname}/`);
  }
  return one.hostname === host || one.hostname.endsWith(`.${host}`);
}
