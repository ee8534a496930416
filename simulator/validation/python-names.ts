/**
 * Names of the server's Python that the document doesn't have, and that stand in the `loc` and the words of a refusal.
 * Each was seen in a refusal of a real server, or stands in Polar's public source beside those that were.
 */

/** The enum behind a constant, by the model (a pattern) and its field; other constants are plain texts. */
const LITERAL_ENUMS: [RegExp, string, string][] = [
  [/^Benefit/, 'type', 'BenefitType'],
  [/^CheckoutLinkCreate/, 'payment_processor', 'PaymentProcessor'],
  [/^CustomField(Create|Update)/, 'type', 'CustomFieldType'],
  [/^Discount/, 'type', 'DiscountType'],
  [/File(Create)$/, 'service', 'FileServiceTypes'],
  [/^Member/, 'role', 'MemberRole'],
  [/Aggregation$/, 'func', 'AggregationFunction'],
  [/^ProductPrice/, 'amount_type', 'ProductPriceAmountType'],
  [/^RefundCreate$/, 'reason', 'RefundReason'],
];

/** Members of an enum whose name in Python isn't their value. */
const MEMBER_NAMES: Record<string, string> = { 'AggregationFunction.count': 'AggregationFunction.cnt' };

/** `<BenefitType.custom: 'custom'>` for the member of an enum, `'individual'` for a plain text. */
export function representationOf(value: unknown, model: string | undefined, field: string | undefined): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (typeof value !== 'string') return String(value);
  const owner = LITERAL_ENUMS.find(([pattern, name]) => name === field && pattern.test(model ?? ''))?.[2];
  if (owner === undefined) return `'${value}'`;
  const name = `${owner}.${value}`;
  return `<${MEMBER_NAMES[name] ?? name}: '${value}'>`;
}

/** The functions that run after a model, the last of them first, where a union shows them with its branch. */
const AFTER_MODEL: [RegExp, string[]][] = [
  [/^CheckoutLinkCreate/, ['is_complete_configuration']],
  [
    /^Checkout(Products|Product|Price)Create$/,
    ['_validate_unit_constraints', '_validate_seat_constraints', 'is_complete_configuration'],
  ],
  [/^ProductPriceUnitBasedCreate$/, ['validate_rates_and_bounds']],
];

/** A model as the branch of a union: `function-after[f(), Model]`. */
export function branchOf(model: string): string {
  const functions = AFTER_MODEL.find(([pattern]) => pattern.test(model))?.[1] ?? [];
  return functions.reduceRight((inner, name) => `function-after[${name}(), ${inner}]`, model);
}

/** The function that runs before a union with this tag. */
export const BEFORE_UNION: Record<string, string> = { amount_type: '_coerce_legacy_free_price' };

/** Unions whose branch a function chooses: its name, and what it reads off a value. */
export const TAG_FUNCTIONS: Record<
  string,
  { name: string; tags: Record<string, string>; choose(value: unknown): string }
> = {
  CustomerCreate: {
    name: '_customer_create_type()',
    tags: { individual: 'CustomerIndividualCreate', team: 'CustomerTeamCreate' },
    choose: (value) => {
      const type = fieldOf(value, 'type');
      if (type === undefined) return 'individual';
      return typeof type === 'string' ? type : representationOf(type, undefined, undefined);
    },
  },
  ProductCreate: {
    name: '_product_create_discriminator()',
    tags: { recurring: 'ProductCreateRecurring', one_time: 'ProductCreateOneTime' },
    choose: (value) => ((fieldOf(value, 'recurring_interval') ?? null) === null ? 'one_time' : 'recurring'),
  },
};

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** A union of which the document shows one branch alone: the others are deprecated. */
export interface HiddenBranches {
  shown: string;
  /** Each has another field in place of some that the shown one has. */
  hidden: { model: string; field: string }[];
  instead: string[];
}

export const HIDDEN_BRANCHES: Record<string, HiddenBranches> = {
  CheckoutCreate: {
    shown: 'CheckoutProductsCreate',
    hidden: [
      { model: 'CheckoutProductCreate', field: 'product_id' },
      { model: 'CheckoutPriceCreate', field: 'product_price_id' },
    ],
    instead: ['products', 'prices'],
  },
};

/** Fields whose enum has a class though the document writes its members in place. */
export const INLINE_ENUMS = /^(country)$/;

/** Dictionaries with known keys, which aren't models: their refusal of another kind has its own words. */
export const TYPED_DICTS =
  /^(CustomField(\w*Properties|SelectOption)|EventMetadataInput|CostMetadata|LLMMetadata|(Organization(?!Feature|Dispute)|CustomerPortal)\w*(Settings|LegalEntity))/;

/** Texts whose length is checked as that of any collection. */
export const MEASURED_AS_VALUES = /^Product(Create|Update)/;
