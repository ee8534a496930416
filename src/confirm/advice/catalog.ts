import type { components } from '../../../generated/polar.gen.ts';
import {
  type Adviser,
  counted,
  countOf,
  dayOf,
  exposure,
  type Known,
  listed,
  MOST_LISTED,
  one,
  pageOf,
  refused,
  sentences,
} from './adviser.ts';

type Benefit = components['schemas']['Benefit'];
type Product = components['schemas']['Product'];
type CheckoutLink = components['schemas']['CheckoutLink'];
type File = components['schemas']['FileRead'];

export const deleteBenefit: Adviser = {
  advise(known) {
    const benefit = one<Benefit>(known, 'get_benefit');
    if (benefit && !benefit.deletable) {
      return { refusal: refused("Polar keeps this benefit: it can't be deleted.", 'Tell the person.') };
    }
    const products = countOf(known, 'list_products');
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
  reads(known) {
    const [file] = listed<File>(known, 'list_files') ?? [];
    if (file?.service === 'downloadable') {
      const given = { type: ['downloadables'], limit: MOST_LISTED };
      return [{ tool: 'list_benefits', arguments: given, fields: ['id', 'description'] }];
    }
    return file?.service === 'product_media'
      ? [{ tool: 'list_products', arguments: { limit: MOST_LISTED }, fields: ['id', 'name'] }]
      : [];
  },

  advise(known) {
    const [file] = listed<File>(known, 'list_files') ?? [];
    if (!file) return {};
    const benefits = listed<Benefit>(known, 'list_benefits')?.filter((one) => filesOf(one).includes(file.id));
    const products = listed<Product>(known, 'list_products')?.filter(({ medias }) =>
      medias.some(({ id }) => id === file.id),
    );
    return {
      consequence: sentences(
        "The file can't be restored.",
        file.service === 'downloadable' && 'Customers can no longer download it.',
        benefits && benefits.length > 0 && `${counted(benefits.length, 'benefit')} will name a file that is gone.`,
        products && products.length > 0 && `It disappears from ${counted(products.length, 'product')}.`,
        isCut(known) && `Only the first ${MOST_LISTED} that may use it were looked at.`,
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

export const deleteDiscount: Adviser = {
  advise(known) {
    const { id } = known.given;
    const links = listed<CheckoutLink>(known, 'list_checkout_links')?.filter(({ discount_id }) => discount_id === id);
    const subscriptions = countOf(known, 'list_subscriptions');
    return {
      consequence: sentences(
        'It can be redeemed no longer, for good.',
        links && links.length > 0 && `${counted(links.length, 'checkout link')} will sell without it.`,
        (subscriptions ?? 0) > 0 && 'Subscriptions that have it keep it.',
        isCut(known) && `Only the first ${MOST_LISTED} links were looked at.`,
      ),
      ...(links && { shows: { list_checkout_links: pageOf(links) } }),
      ...(subscriptions !== undefined && { besides: { active_subscriptions_with_it: subscriptions } }),
    };
  },
};

export const deleteCustomField: Adviser = {
  advise(known) {
    const { id } = known.given;
    const asking = listed<Product>(known, 'list_products')?.filter(({ attached_custom_fields: fields }) =>
      fields.some(({ custom_field_id }) => custom_field_id === id),
    );
    return {
      consequence: sentences(
        'The question is gone for good. Answers already given stay.',
        asking && asking.length > 0 && `It comes off ${counted(asking.length, 'product')}.`,
        isCut(known) && `Only the first ${MOST_LISTED} products were looked at.`,
      ),
      ...(asking && { shows: { list_products: pageOf(asking) } }),
    };
  },
};

/** Whether something may use it that was not looked at. */
const isCut = (known: Known) =>
  (['list_benefits', 'list_products', 'list_checkout_links'] as const).some(
    (tool) => (countOf(known, tool) ?? 0) > MOST_LISTED,
  );

type Key = components['schemas']['LicenseKeyWithActivations'];
type Limit = 'limit_activations' | 'limit_usage' | 'expires_at';

const LIMITS: Readonly<Record<Limit, (value: unknown) => string>> = {
  limit_activations: (value) => (value === null ? 'any number of devices' : `${value} devices in all`),
  limit_usage: (value) => (value === null ? 'any number of uses' : `${value} uses in all`),
  expires_at: (value) => (value === null ? 'it for good' : `it until ${dayOf(value)}`),
};

export const updateLicenseKey: Adviser = {
  advise(known) {
    const key = one<Key>(known, 'get_license_key');
    const { status, usage } = known.given;
    const gets = (name: Limit) =>
      isWider(name, known, key) && `Whoever has the key gets ${LIMITS[name](known.given[name])}.`;
    return {
      ...(status === 'revoked' && { consequence: REVOKED }),
      ...exposure(known, {
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
function isWider(name: Limit, { given }: Known, key: Key | undefined): boolean {
  const value = given[name];
  if (value === undefined) return false;
  const now = key?.[name];
  if (key && now === null) return false;
  if (value === null || now === undefined || now === null) return true;
  return name === 'expires_at'
    ? !(Date.parse(String(value)) <= Date.parse(String(now)))
    : !(Number(value) <= Number(now));
}
