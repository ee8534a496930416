import { moneyInWords } from '../../src/lib/money.ts';
import {
  amountText,
  type Cell,
  cellOf,
  type Fields,
  isEmpty,
  isFields,
  moneyCell,
  own,
  phrase,
  textCell,
} from './cell.ts';
import { enumWords, everyWords } from './words.ts';

/** Several fields that people see as one thing. */
export interface Combined {
  /** The names of the fields, the first of which is always there. */
  of: readonly [string, ...string[]];
  label: string;
  cell(fields: Fields): Cell | undefined;
}

const textAt = (fields: Fields, name: string): string | undefined => {
  const value = own(fields, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const numberAt = (fields: Fields, name: string): number | undefined => {
  const value = own(fields, name);
  return typeof value === 'number' ? value : undefined;
};

const COMBINED: readonly Combined[] = [
  {
    of: ['recurring_interval', 'recurring_interval_count'],
    label: 'Billed',
    cell: (fields) => intervalCell(fields, 'recurring_interval', 'every '),
  },
  {
    of: ['trial_interval', 'trial_interval_count'],
    label: 'Trial',
    cell: (fields) => intervalCell(fields, 'trial_interval', ''),
  },
  {
    of: ['prices'],
    label: 'Price',
    cell: (fields) => {
      const prices = own(fields, 'prices');
      return several(Array.isArray(prices) ? prices.filter(isFields).map(priceCell) : []);
    },
  },
  { of: ['amounts', 'basis_points'], label: 'Off', cell: offCell },
  { of: ['basis_points', 'amounts'], label: 'Off', cell: offCell },
  {
    of: ['duration', 'duration_in_months'],
    label: 'Lasts',
    cell(fields) {
      const months = numberAt(fields, 'duration_in_months');
      const duration = textAt(fields, 'duration');
      if (months !== undefined)
        return textCell(everyWords('month', months === 1 ? undefined : months).replace(/^m/, '1 m'));
      return duration === undefined ? undefined : textCell(enumWords(duration));
    },
  },
  {
    of: ['redemptions_count', 'max_redemptions'],
    label: 'Redeemed',
    cell: countOf('redemptions_count', 'max_redemptions'),
  },
  { of: ['usage', 'limit_usage'], label: 'Used', cell: countOf('usage', 'limit_usage') },
  {
    of: ['method_metadata'],
    label: 'Card or account',
    cell(fields) {
      const method = own(fields, 'method_metadata');
      if (!isFields(method)) return undefined;
      const brand = textAt(method, 'brand');
      const last4 = textAt(method, 'last4');
      if (last4 === undefined) return undefined;
      return textCell(`${brand === undefined ? '' : `${enumWords(brand)} `}\u2026${last4}`);
    },
  },
  { of: ['filter'], label: 'Counts', cell: (fields) => filterCell(own(fields, 'filter')) },
  {
    of: ['aggregation'],
    label: 'Measures',
    cell(fields) {
      const aggregation = own(fields, 'aggregation');
      const func = isFields(aggregation) ? textAt(aggregation, 'func') : undefined;
      if (!isFields(aggregation) || func === undefined) return undefined;
      const property = textAt(aggregation, 'property');
      return textCell(property === undefined ? enumWords(func) : `${enumWords(func)} of ${property}`);
    },
  },
  ...['billing_address', 'customer_billing_address'].map(
    (name): Combined => ({
      of: [name],
      label: 'Billing address',
      cell(fields) {
        const address = own(fields, name);
        if (!isFields(address)) return undefined;
        const at = (part: string) => textAt(address, part);
        const town = [at('postal_code'), at('city')].filter((part) => part !== undefined).join(' ');
        const lines = [at('line1'), at('line2'), town, at('state'), at('country')];
        const text = lines.filter((line) => line !== undefined && line !== '').join(', ');
        return text === '' ? undefined : textCell(text);
      },
    }),
  ),
];

/** The fields that are shown together with a field as one; undefined where it stands alone. */
export const combinedAt = (name: string): Combined | undefined => COMBINED.find(({ of: [first] }) => first === name);

function several(cells: readonly (Cell | undefined)[]): Cell | undefined {
  const some = cells.filter((cell) => cell !== undefined);
  if (some.length <= 1) return some[0];
  return { kind: 'several', cells: some };
}

function intervalCell(fields: Fields, name: string, before: string): Cell | undefined {
  const interval = textAt(fields, name);
  if (interval === undefined) return undefined;
  const count = numberAt(fields, `${name}_count`);
  const words = everyWords(interval, count);
  return textCell(before === '' && words === interval ? `1 ${interval}` : before + words);
}

function countOf(name: string, limit: string) {
  return (fields: Fields): Cell | undefined => {
    const count = numberAt(fields, name);
    const most = numberAt(fields, limit);
    if (count === undefined) return most === undefined ? undefined : textCell(`at most ${most}`);
    return most === undefined ? { kind: 'number', value: count } : textCell(`${count} of ${most}`);
  };
}

function offCell(fields: Fields): Cell | undefined {
  const points = numberAt(fields, 'basis_points');
  if (points !== undefined) return cellOf(fields, 'basis_points');
  const amounts = own(fields, 'amounts');
  if (!isFields(amounts)) return undefined;
  return several(
    Object.entries(amounts).flatMap(([currency, amount]) =>
      typeof amount === 'number' ? [moneyCell(moneyInWords(amount, currency))] : [],
    ),
  );
}

/** One price of a product, in words. */
function priceCell(price: Fields): Cell | undefined {
  const type = textAt(price, 'amount_type');
  const fixed = amountText(price, 'price_amount');
  const unit = amountText(price, 'unit_amount');
  const interval = textAt(price, 'recurring_interval');
  const each = interval === undefined ? '' : ` a ${interval}`;
  if (type === 'free') return textCell('Free');
  if (type === 'custom') return phrase(...customPrice(price), each);
  if (fixed !== undefined) return each === '' ? moneyCell(fixed) : phrase(moneyCell(fixed), each);
  if (unit !== undefined) {
    const meter = own(price, 'meter');
    const name = isFields(meter) ? textAt(meter, 'name') : undefined;
    const cap = amountText(price, 'cap_amount');
    return phrase(
      moneyCell(unit),
      ` a unit${name === undefined ? '' : ` of ${name}`}`,
      ...(cap === undefined ? [] : [', at most ', moneyCell(cap)]),
    );
  }
  const tier = tiersOf(price)[0];
  const perSeat = tier && (amountText(tier, 'price_per_seat') ?? amountText(tier, 'unit_amount'));
  if (perSeat !== undefined) {
    const of = Object.hasOwn(tier ?? {}, 'price_per_seat') ? 'seat' : 'unit';
    return phrase(moneyCell(perSeat), ` a ${of}${tiersOf(price).length > 1 ? ', in tiers' : ''}`);
  }
  return type === undefined ? undefined : textCell(enumWords(type));
}

const CUSTOM_AMOUNTS = [
  [', from ', 'minimum_amount'],
  [', up to ', 'maximum_amount'],
  [', suggested ', 'preset_amount'],
] as const;

function customPrice(price: Fields): (Cell | string)[] {
  const range = CUSTOM_AMOUNTS.flatMap(([words, name]) => {
    const amount = amountText(price, name);
    return amount === undefined ? [] : [words, moneyCell(amount)];
  });
  return ['Pay what you want', ...range];
}

function tiersOf(price: Fields): Fields[] {
  for (const name of ['seat_tiers', 'tiers']) {
    const inner = own(price, name);
    const tiers = isFields(inner) ? own(inner, 'tiers') : undefined;
    if (Array.isArray(tiers)) return tiers.filter(isFields);
  }
  return [];
}

const MAX_FILTER_DEPTH = 4;

/** Which events a meter counts. */
function filterCell(filter: unknown): Cell | undefined {
  if (!isFields(filter)) return undefined;
  const note = own(filter, 'clauses_note');
  if (isEmpty(own(filter, 'clauses'))) return typeof note === 'string' ? textCell(note) : undefined;
  return textCell(filterWords(filter, 0));
}

function filterWords(filter: Fields, depth: number): string {
  const clauses = own(filter, 'clauses');
  if (!Array.isArray(clauses) || depth > MAX_FILTER_DEPTH) {
    const value = own(filter, 'value');
    const operator = textAt(filter, 'operator') ?? '';
    return `${textAt(filter, 'property') ?? ''} ${OPERATORS[operator] ?? operator} ${JSON.stringify(value) ?? ''}`;
  }
  const words = clauses.filter(isFields).map((clause) => filterWords(clause, depth + 1));
  const joined = words.join(own(filter, 'conjunction') === 'or' ? ' or ' : ' and ');
  return depth > 0 && words.length > 1 ? `(${joined})` : joined;
}

const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '\u2260',
  gt: '>',
  gte: '\u2265',
  lt: '<',
  lte: '\u2264',
  like: 'contains',
  not_like: "doesn't contain",
};
