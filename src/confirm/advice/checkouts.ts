import type { Advice, AdviceInput, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  counted,
  customerName,
  exposureOf,
  hostIn,
  isSameEmail,
  nameOf,
  quoted,
  refusedArgument,
  sentences,
} from './advice.ts';
import { appliedDiscount, type DiscountTerms, discountReads, discountTerms } from './discounts.ts';
import { isFree, type Price } from './products.ts';

/** The most products of a checkout that are looked at: each is a read. */
const MAX_PRODUCTS_READ = 10;

const URLS = ['success_url', 'return_url', 'embed_origin'];

/** The reads before a checkout session or a checkout link. */
export const checkoutReads = (input: AdviceInput): PlannedRead[] => [
  ...productReads(input),
  ...discountReads(input),
  ...customerReads(input),
  ...organizationReads(input),
];

/** The advice on a checkout session or a checkout link: who pays less, where buyers are sent, whose portal it opens. */
export function checkoutAdvice(input: AdviceInput): Advice {
  assertProductsExist(input);
  const { given } = input;
  const discounted = `Whoever has the link pays ${appliedDiscount(input)}.`;
  const trial = `Whoever has the link pays nothing for ${trialText(given)}.`;
  const buyer = customerName(answerOf(input, 'get_customer'), 'that customer');
  const enters = `Whoever opens the link and buys with it can log in to the portal of ${buyer}.`;
  return exposureOf(input, {
    products: sentences(freeProductsLine(input), keptTermsLine(input)),
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
}

/** Only an update names the id of a checkout or a link. */
const isUpdate = ({ given }: AdviceInput) => given.id !== undefined;

const productsIn = ({ given }: AdviceInput): string[] =>
  [given.products, given.product_id].flat().filter((id): id is string => typeof id === 'string');

const productReads = (input: AdviceInput): PlannedRead[] =>
  productsIn(input)
    .slice(0, MAX_PRODUCTS_READ)
    .map((id) => ({ tool: 'get_product', arguments: { id }, quiet: true, mayBeMissing: true }));

function customerReads({ given }: AdviceInput): PlannedRead[] {
  const { customer_id, external_customer_id } = given;
  const named = typeof customer_id === 'string' ? { customer_id } : { external_customer_id };
  return Object.values(named).some((id) => typeof id === 'string')
    ? [{ tool: 'get_customer', arguments: named, fields: ['id', 'email', 'name'], mayBeMissing: true }]
    : [];
}

/** Reads the organization, which has the shop's website. The products, or the changed checkout or link, name it. */
function organizationReads(input: AdviceInput): PlannedRead[] {
  if (!URLS.some((name) => typeof input.given[name] === 'string')) return [];
  const owned =
    answerOf(input, 'get_product') ?? answerOf(input, 'get_checkout') ?? answerOf(input, 'get_checkout_link');
  const organization_id = owned?.organization_id;
  return organization_id ? [{ tool: 'get_organization', arguments: { organization_id }, quiet: true }] : [];
}

const readsOfProducts = ({ before }: AdviceInput) => before.filter(({ read }) => read.tool === 'get_product');

/** @throws CallError where Polar has no such product */
function assertProductsExist(input: AdviceInput): void {
  if (readsOfProducts(input).every(({ unseen }) => unseen !== 'none')) return;
  throw refusedArgument('products', 'There is no such product; list_products has those that there are');
}

/** The line about products that cost nothing; undefined if all were read and have a price. */
function freeProductsLine(input: AdviceInput): string | undefined {
  const reads = readsOfProducts(input);
  const products = reads.flatMap(({ data }) => (data === undefined ? [] : [data as Schemas['Product']]));
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

/** The line about the discount or trial that a link keeps when it sells something else. */
function keptTermsLine(input: AdviceInput): string | undefined {
  const { given } = input;
  if (!isUpdate(input)) return undefined;
  const link = answerOf(input, 'get_checkout_link');
  if (!link) return 'Whoever has the link buys with a discount or a trial that could not be looked at.';
  const sold = link.products.map(({ id }) => id);
  if (productsIn(input).every((id) => sold.includes(id))) return undefined;
  const keepsDiscount = link.discount_id !== null && given.discount_id === undefined;
  const keepsTrial = link.trial_interval !== null && given.trial_interval === undefined;
  const kept = (terms: string) => `Whoever has the link pays ${terms}, for what it sells from now on.`;
  return sentences(
    keepsDiscount && kept(discountTerms((link.discount ?? {}) as DiscountTerms)),
    keepsTrial && kept(`nothing for ${trialText(link)}`),
  );
}

/** The line about who gets what a session sells. Somebody may be about to pay it. */
function newBuyerLine(input: AdviceInput): string | false {
  const { customer_email: email } = input.given;
  const had = answerOf(input, 'get_checkout')?.customer_email;
  if (isSameEmail(email, had)) return false;
  return `What is bought by this checkout goes to ${quoted(email)}${had ? `, and not to ${quoted(had)}` : ''}.`;
}

function trialText({
  trial_interval: interval,
  trial_interval_count: count,
}: {
  trial_interval?: unknown;
  trial_interval_count?: unknown;
}): string {
  const unit = interval === undefined ? 'period of the trial' : nameOf(interval);
  return typeof count === 'number' ? counted(count, unit) : `a ${unit}`;
}

/** Whether no customer has the id yet. The buyer would get it, with all that the shop's own customer of that id buys. */
const isNewCustomer = ({ before }: AdviceInput) =>
  before.some(({ read, unseen }) => read.tool === 'get_customer' && unseen === 'none');

const newExternalIdLine = (id: unknown) =>
  `Whoever buys with the link gets the id ${quoted(id)}, and all that is bought under it.`;

/** The line about a site that customers are sent to; undefined if it is the shop's own. */
function siteLine(begin: string, name: string, input: AdviceInput): string | undefined {
  const address = input.given[name];
  if (typeof address !== 'string') return undefined;
  const organization = answerOf(input, 'get_organization');
  const website = organization?.website;
  if (website && isWithin(address, website)) return undefined;
  if (!organization) return `${begin} ${hostIn(address)}.`;
  return website
    ? `${begin} ${hostIn(address)}, which isn't within the shop's website (${quoted(website)}).`
    : `${begin} ${hostIn(address)}; the shop names no website of its own.`;
}

/** Whether an address belongs to a website. On a host that many share, only the website's own path belongs to it. */
function isWithin(address: string, website: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(website)) return false;
  const [target, home] = [new URL(address), new URL(website)];
  const host = home.hostname.replace(/^www\./, '');
  if (target.protocol !== 'https:') return false;
  // The query of such a website may tell its pages from those of others.
  if (home.search !== '') return target.href === home.href;
  if (home.pathname !== '/') {
    // Some servers decode these escapes before they look for a page.
    const isPlain = !/%2f|%5c|%2e/i.test(target.pathname);
    return target.host === home.host && isPlain && `${target.pathname}/`.startsWith(`${home.pathname}/`);
  }
  return target.hostname === host || target.hostname.endsWith(`.${host}`);
}
