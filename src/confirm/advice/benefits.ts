import type { components } from '../../../generated/polar.gen.ts';
import { invalidArguments } from '../../errors.ts';
import {
  type AdviceInput,
  type Adviser,
  answerOf,
  counted,
  countOf,
  dayOf,
  exposureOf,
  isPageFull,
  itemsOf,
  MAX_PAGE_ITEMS,
  type PlannedRead,
  pageOf,
  refused,
  sentences,
} from './adviser.ts';

type Benefit = components['schemas']['Benefit'];
type Product = components['schemas']['Product'];
type File = components['schemas']['FileRead'];

/** The most lost benefits of a product whose holders are counted: each is a read. */
const MAX_BENEFITS_COUNTED = 10;

export const setProductBenefits: Adviser = {
  reads(input) {
    const product = answerOf<Product>(input, 'get_product');
    const wanted = wantedOf(input);
    if (!product) return [];
    const added = wanted.filter((id) => !product.benefits.some((benefit) => benefit.id === id));
    return [
      ...(added.length > 0
        ? [
            {
              tool: 'list_benefits',
              arguments: { id: added, limit: MAX_PAGE_ITEMS },
              quiet: true,
            } satisfies PlannedRead,
          ]
        : []),
      ...lostOf(input, product).slice(0, MAX_BENEFITS_COUNTED).map(holdersOf),
      buyersOf(product),
    ];
  },

  advise(input) {
    const product = answerOf<Product>(input, 'get_product');
    if (!product) return {};
    const wanted = wantedOf(input);
    const lost = lostOf(input, product);
    const isKept = (id: string) => product.benefits.some((benefit) => benefit.id === id);
    const found = itemsOf<Benefit>(input, 'list_benefits') ?? [];
    const added = wanted.flatMap((id, index) =>
      isKept(id) ? [] : [{ index, benefit: found.find((one) => one.id === id) }],
    );
    const isRead = added.length === 0 || answerOf(input, 'list_benefits') !== undefined;
    const refusal = isRead ? refusalOfBenefits(added, lost) : undefined;
    if (refusal) return { refusal };
    const named = ({ id, type, description }: { id: string; type: string; description: string }) => ({
      id,
      type,
      description,
    });
    const gained = added.flatMap(({ benefit }) => (benefit ? [named(benefit)] : []));
    return {
      consequence: sentences(
        lost.length > 0 && `Everyone who bought this product loses ${counted(lost.length, 'benefit')} at once.`,
        added.length > 0 && `Everyone who bought this product gains ${counted(added.length, 'benefit')}.`,
        lost.length + added.length === 0 && 'Nobody gains or loses anything: only their order may change.',
      ),
      now: {
        benefits: {
          ...(lost.length > 0 && { lost: lost.map(named) }),
          ...(gained.length > 0 && { gained: gained }),
          kept: product.benefits.filter(({ id }) => wanted.includes(id)).map(named),
        },
      },
      besides: {
        ...bought(input),
        ...(lost.length > 0 && { benefit_holders: holders(input, lost) }),
      },
    };
  },
};

const wantedOf = ({ given }: AdviceInput) => (Array.isArray(given.benefits) ? (given.benefits as string[]) : []);

const lostOf = (input: AdviceInput, product: Product) =>
  product.benefits.filter(({ id }) => !wantedOf(input).includes(id));

const holdersOf = ({ id }: { id: string }): PlannedRead => ({
  tool: 'list_benefit_holders',
  arguments: { benefit_id: id, is_granted: true, limit: 1 },
  quiet: true,
});

const buyersOf = ({ id, is_recurring }: Product): PlannedRead =>
  is_recurring
    ? { tool: 'list_subscriptions', arguments: { product_id: [id], active: true, limit: 1 }, quiet: true }
    : { tool: 'list_orders', arguments: { product_id: [id], limit: 1 }, quiet: true };

function bought(input: AdviceInput) {
  const subscriptions = countOf(input, 'list_subscriptions');
  const orders = countOf(input, 'list_orders');
  return {
    ...(subscriptions !== undefined && { active_subscriptions: subscriptions }),
    ...(orders !== undefined && { orders }),
  };
}

/** Counts the customers who have each of these benefits, by this product or another. */
function holders({ before }: AdviceInput, lost: readonly { id: string; description: string }[]) {
  return lost.flatMap(({ id, description }) => {
    const page = before.find(({ read }) => read.tool === 'list_benefit_holders' && read.arguments.benefit_id === id);
    const count = page && countOf({ given: {}, before: [page], now: 0 }, 'list_benefit_holders');
    return count === undefined ? [] : [{ benefit: description, customers: count }];
  });
}

function refusalOfBenefits(
  added: readonly { index: number; benefit: Benefit | undefined }[],
  lost: readonly { selectable: boolean }[],
) {
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
  return fields.length > 0 ? invalidArguments(fields) : undefined;
}

export const deleteBenefit: Adviser = {
  advise(input) {
    const benefit = answerOf<Benefit>(input, 'get_benefit');
    if (benefit && !benefit.deletable) {
      return { refusal: refused("Polar keeps this benefit: it can't be deleted.", 'Tell the person.') };
    }
    const products = countOf(input, 'list_products');
    return {
      consequence: sentences(
        'Every customer who has this benefit loses it, for good.',
        products !== undefined && products > 0 && `It comes off ${counted(products, 'product')}.`,
      ),
    };
  },
};

/** Nothing at Polar says who uses a file, so those that could are looked through. */
export const deleteFile: Adviser = {
  reads(input) {
    const [file] = itemsOf<File>(input, 'list_files') ?? [];
    if (file?.service === 'downloadable') {
      const given = { type: ['downloadables'], limit: MAX_PAGE_ITEMS };
      return [{ tool: 'list_benefits', arguments: given, fields: ['id', 'description'] }];
    }
    return file?.service === 'product_media'
      ? [{ tool: 'list_products', arguments: { limit: MAX_PAGE_ITEMS }, fields: ['id', 'name'] }]
      : [];
  },

  advise(input) {
    const [file] = itemsOf<File>(input, 'list_files') ?? [];
    if (!file) return {};
    const benefits = itemsOf<Benefit>(input, 'list_benefits')?.filter((one) => filesOf(one).includes(file.id));
    const products = itemsOf<Product>(input, 'list_products')?.filter(({ medias }) =>
      medias.some(({ id }) => id === file.id),
    );
    return {
      consequence: sentences(
        "The file can't be restored.",
        file.service === 'downloadable' && 'Customers can no longer download it.',
        benefits && benefits.length > 0 && `${counted(benefits.length, 'benefit')} will name a file that is gone.`,
        products && products.length > 0 && `It disappears from ${counted(products.length, 'product')}.`,
        isPageFull(input) && `Only the first ${MAX_PAGE_ITEMS} that may use it were looked at.`,
      ),
      shows: {
        ...(benefits && { list_benefits: pageOf(benefits) }),
        ...(products && { list_products: pageOf(products) }),
      },
    };
  },
};

function filesOf({ properties }: Benefit): readonly unknown[] {
  const { files } = properties as { files?: unknown };
  return Array.isArray(files) ? files : [];
}

type Key = components['schemas']['LicenseKeyWithActivations'];
type Limit = 'limit_activations' | 'limit_usage' | 'expires_at';

const LIMITS: Readonly<Record<Limit, (value: unknown) => string>> = {
  limit_activations: (value) => (value === null ? 'any number of devices' : `${value} devices in all`),
  limit_usage: (value) => (value === null ? 'any number of uses' : `${value} uses in all`),
  expires_at: (value) => (value === null ? 'it for good' : `it until ${dayOf(value)}`),
};

export const updateLicenseKey: Adviser = {
  advise(input) {
    const key = answerOf<Key>(input, 'get_license_key');
    const { status, usage } = input.given;
    const gets = (name: Limit) =>
      isWider(name, input, key) && `Whoever has the key gets ${LIMITS[name](input.given[name])}.`;
    return {
      ...(status === 'revoked' && { consequence: REVOKED }),
      ...exposureOf(input, {
        status: status === 'granted' && key?.status !== 'granted' && 'The key works again, for whoever has it.',
        limit_activations: gets('limit_activations'),
        limit_usage: gets('limit_usage'),
        expires_at: gets('expires_at'),
        usage:
          !(key && Number(usage) >= key.usage) && 'Whoever has the key can use it more often: uses are taken back.',
      }),
      ...(key && typeof usage === 'number' && { besides: { usage: key.usage } }),
    };
  },
};

const REVOKED =
  'The key stops working and its benefit is taken from the customer. Granted again, its limits, use and expiry are reset to those of the benefit.';

/** Whether the key lets more be done than it does now; `clear` takes a limit off. */
function isWider(name: Limit, { given }: AdviceInput, key: Key | undefined): boolean {
  const value = given[name];
  if (value === undefined) return false;
  const now = key?.[name];
  if (key && now === null) return false;
  if (value === null || now === undefined || now === null) return true;
  return name === 'expires_at'
    ? !(Date.parse(String(value)) <= Date.parse(String(now)))
    : !(Number(value) <= Number(now));
}
