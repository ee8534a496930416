import { invalidArguments } from '../../errors.ts';
import type { Advice, AdviceInput, Page, PlannedRead, Schemas } from './advice.ts';
import {
  answerOf,
  counted,
  countOf,
  dayOf,
  exposureOf,
  hasUnreadPages,
  itemsOf,
  MAX_PAGE_ITEMS,
  pageOf,
  refused,
  sentences,
  totalOf,
} from './advice.ts';

export function deleteBenefitAdvice(input: AdviceInput): Advice {
  const benefit = answerOf(input, 'get_benefit');
  if (benefit && !benefit.deletable)
    throw refused("Polar keeps this benefit: it can't be deleted.", 'Tell the person.');
  const products = countOf(input, 'list_products') ?? 0;
  return {
    consequence: sentences(
      'Every customer who has this benefit loses it, for good.',
      products > 0 && `It is removed from ${counted(products, 'product')}.`,
    ),
  };
}

/** The most removed benefits of a product whose holders are counted: each is a read. */
const MAX_BENEFITS_COUNTED = 10;

export function setProductBenefitsReads(input: AdviceInput): PlannedRead[] {
  const product = answerOf(input, 'get_product');
  if (!product) return [];
  const added = wantedBenefits(input).filter((id) => !hasBenefit(product, id));
  const addedRead: PlannedRead = {
    tool: 'list_benefits',
    arguments: { id: added, limit: MAX_PAGE_ITEMS },
    quiet: true,
  };
  return [
    ...(added.length > 0 ? [addedRead] : []),
    ...lostBenefits(input, product).slice(0, MAX_BENEFITS_COUNTED).map(holdersRead),
    buyersRead(product),
  ];
}

export function setProductBenefitsAdvice(input: AdviceInput): Advice {
  const product = answerOf(input, 'get_product');
  if (!product) return {};
  const wanted = wantedBenefits(input);
  const lost = lostBenefits(input, product);
  const found = itemsOf(input, 'list_benefits');
  const added = wanted.flatMap((id, index) =>
    hasBenefit(product, id) ? [] : [{ index, benefit: found?.find((benefit) => benefit.id === id) }],
  );
  if (added.length === 0 || found) assertSelectable(added, lost);
  const shown = ({ id, type, description }: Pick<Schemas['Benefit'], 'id' | 'type' | 'description'>) => ({
    id,
    type,
    description,
  });
  const gained = added.flatMap(({ benefit }) => (benefit ? [shown(benefit)] : []));
  const [subscriptions, orders] = [countOf(input, 'list_subscriptions'), countOf(input, 'list_orders')];
  return {
    ...(lost.length + added.length === 0 && { changesNothing: true }),
    consequence: sentences(
      lost.length > 0 && `Everyone who bought this product loses ${counted(lost.length, 'benefit')} at once.`,
      added.length > 0 && `Everyone who bought this product gains ${counted(added.length, 'benefit')}.`,
      lost.length > MAX_BENEFITS_COUNTED &&
        `Their customers were counted for the first ${MAX_BENEFITS_COUNTED} of these only.`,
      lost.length + added.length === 0 && 'Nobody gains or loses anything: only their order may change.',
    ),
    now: {
      benefits: {
        ...(lost.length > 0 && { lost: lost.map(shown) }),
        ...(gained.length > 0 && { gained }),
        kept: product.benefits.filter(({ id }) => wanted.includes(id)).map(shown),
      },
    },
    besides: {
      ...(subscriptions !== undefined && { active_subscriptions: subscriptions }),
      ...(orders !== undefined && { orders }),
      ...(lost.length > 0 && { benefit_holders: holders(input, lost) }),
    },
  };
}

const wantedBenefits = ({ given }: AdviceInput) => (Array.isArray(given.benefits) ? (given.benefits as string[]) : []);

const hasBenefit = ({ benefits }: Schemas['Product'], id: string) => benefits.some((benefit) => benefit.id === id);

const lostBenefits = (input: AdviceInput, { benefits }: Schemas['Product']) =>
  benefits.filter(({ id }) => !wantedBenefits(input).includes(id));

const holdersRead = ({ id }: { id: string }): PlannedRead => ({
  tool: 'list_benefit_holders',
  arguments: { benefit_id: id, is_granted: true, limit: 1 },
  quiet: true,
});

const buyersRead = ({ id, is_recurring }: Schemas['Product']): PlannedRead =>
  is_recurring
    ? { tool: 'list_subscriptions', arguments: { product_id: [id], active: true, limit: 1 }, quiet: true }
    : { tool: 'list_orders', arguments: { product_id: [id], limit: 1 }, quiet: true };

/** Counts the customers who have each of these benefits, by this product or another. */
function holders({ before }: AdviceInput, lost: readonly { id: string; description: string }[]) {
  return lost.flatMap(({ id, description }) => {
    const page = before.find(({ read }) => read.tool === 'list_benefit_holders' && read.arguments.benefit_id === id);
    return page?.data ? [{ benefit: description, customers: totalOf(page.data as Page<unknown>) }] : [];
  });
}

/** @throws CallError where an added benefit doesn't exist, or Polar alone adds or removes one */
function assertSelectable(
  added: readonly { index: number; benefit: Schemas['Benefit'] | undefined }[],
  lost: readonly { selectable: boolean }[],
): void {
  const fields = added.flatMap(({ index, benefit }) => {
    const path = `benefits[${index}]`;
    if (!benefit) return [{ path, message: 'There is no such benefit; list_benefits has those that there are' }];
    return benefit.selectable
      ? []
      : [{ path, message: 'Polar sets this one by itself: it can be neither added nor left out' }];
  });
  const fixed = lost.filter(({ selectable }) => !selectable).length;
  if (fixed > 0) {
    fields.push({ path: 'benefits', message: `${counted(fixed, 'benefit')} of Polar's own can't be left out` });
  }
  if (fields.length > 0) throw invalidArguments(fields);
}

/** Polar has no read for the uses of a file, so all things that could use it are read. */
export function deleteFileReads(input: AdviceInput): PlannedRead[] {
  const service = itemsOf(input, 'list_files')?.[0]?.service;
  if (service === 'downloadable') {
    const downloads = { type: ['downloadables'], limit: MAX_PAGE_ITEMS };
    return [{ tool: 'list_benefits', arguments: downloads, fields: ['id', 'description'] }];
  }
  return service === 'product_media'
    ? [{ tool: 'list_products', arguments: { limit: MAX_PAGE_ITEMS }, fields: ['id', 'name'] }]
    : [];
}

export function deleteFileAdvice(input: AdviceInput): Advice {
  const file = itemsOf(input, 'list_files')?.[0];
  if (!file) return {};
  const benefits = itemsOf(input, 'list_benefits')?.filter((benefit) => filesOf(benefit).includes(file.id));
  const products = itemsOf(input, 'list_products')?.filter(({ medias }) => medias.some(({ id }) => id === file.id));
  return {
    consequence: sentences(
      "The file can't be restored.",
      file.service === 'downloadable' && 'Customers can no longer download it.',
      benefits && benefits.length > 0 && `${counted(benefits.length, 'benefit')} will name a file that is gone.`,
      products && products.length > 0 && `It disappears from ${counted(products.length, 'product')}.`,
      hasUnreadPages(input) && `Only the first ${MAX_PAGE_ITEMS} that may use it were looked at.`,
    ),
    shows: {
      ...(benefits && { list_benefits: pageOf(benefits) }),
      ...(products && { list_products: pageOf(products) }),
    },
  };
}

function filesOf({ properties }: Schemas['Benefit']): readonly unknown[] {
  const { files } = properties as { files?: unknown };
  return Array.isArray(files) ? files : [];
}

type KeyLimit = 'limit_activations' | 'limit_usage' | 'expires_at';

const LIMIT_TEXTS: Readonly<Record<KeyLimit, (value: unknown) => string>> = {
  limit_activations: (value) => (value === null ? 'any number of devices' : `${value} devices in all`),
  limit_usage: (value) => (value === null ? 'any number of uses' : `${value} uses in all`),
  expires_at: (value) => (value === null ? 'it for good' : `it until ${dayOf(value)}`),
};

export function updateLicenseKeyAdvice(input: AdviceInput): Advice {
  const key = answerOf(input, 'get_license_key');
  const { status, usage } = input.given;
  const gets = (name: KeyLimit) =>
    isWider(name, input, key) && `Whoever has the key gets ${LIMIT_TEXTS[name](input.given[name])}.`;
  return {
    ...(status === 'revoked' && { consequence: REVOKED }),
    ...exposureOf(input, {
      status: status === 'granted' && key?.status !== 'granted' && 'The key works again, for whoever has it.',
      limit_activations: gets('limit_activations'),
      limit_usage: gets('limit_usage'),
      expires_at: gets('expires_at'),
      usage: !(key && Number(usage) >= key.usage) && 'Whoever has the key can use it more often: uses are taken back.',
    }),
    ...(key && typeof usage === 'number' && { besides: { usage: key.usage } }),
  };
}

const REVOKED =
  'The key stops working and its benefit is taken from the customer. Granted again, its limits, use and expiry are reset to those of the benefit.';

/** Whether a limit lets more be done with the key than now. A limit of null is none. */
function isWider(name: KeyLimit, { given }: AdviceInput, key: Schemas['LicenseKeyWithActivations'] | undefined) {
  const value = given[name];
  if (value === undefined) return false;
  const now = key?.[name];
  if (key && now === null) return false;
  if (value === null || now === undefined || now === null) return true;
  return name === 'expires_at'
    ? !(Date.parse(String(value)) <= Date.parse(String(now)))
    : !(Number(value) <= Number(now));
}
