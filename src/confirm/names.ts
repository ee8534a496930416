import { isPolarId } from '../../settings/polar.ts';
import { CallError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { sanitize, truncate } from '../lib/text.ts';
import { type Caller, type OperationCall, sentArguments } from '../operations/index.ts';
import type { PlannedRead, PriorRead } from './advice/index.ts';
import { makeRead } from './reads.ts';

/** By id, the name that people know the thing by, sanitized. */
export type Names = Readonly<Record<string, string>>;

/** The most reads that only find names. One read finds those of a whole list of products, benefits or files. */
const MAX_READS = 5;

/** The most ids that are named, and that one read looks for. */
const MAX_NAMED_IDS = 40;

const MAX_NAME_CHARACTERS = 80;

/** The fields that name a thing, the best first. */
const NAME_FIELDS = ['email', 'name', 'label', 'description', 'slug'];

type ReadsOf = (ids: readonly string[]) => PlannedRead[];

const together =
  (tool: PlannedRead['tool'], argument: string): ReadsOf =>
  (ids) => [{ tool, arguments: { [argument]: ids, limit: MAX_NAMED_IDS } }];
const each =
  (tool: PlannedRead['tool'], argument = 'id'): ReadsOf =>
  (ids) =>
    ids.map((id) => ({ tool, arguments: { [argument]: id } }));

const READS_OF_PRODUCTS = together('list_products', 'id');
const READS_OF_BENEFITS = together('list_benefits', 'id');
const READS_OF_FILES = together('list_files', 'ids');

/** The reads that find the names of the ids in a field. */
const READS_BY_FIELD: Readonly<Record<string, ReadsOf>> = {
  product_id: READS_OF_PRODUCTS,
  products: READS_OF_PRODUCTS,
  benefit_id: READS_OF_BENEFITS,
  benefits: READS_OF_BENEFITS,
  files: READS_OF_FILES,
  medias: READS_OF_FILES,
  customer_id: each('get_customer', 'customer_id'),
  discount_id: each('get_discount'),
  meter_id: each('get_meter'),
  custom_field_id: each('get_custom_field'),
  order_id: each('get_order'),
  subscription_id: each('get_subscription'),
};

/**
 * Finds the names of the ids in a call's arguments and in what was read for it. Reads those that aren't known yet, as far as a few reads
 * find them. An id whose name can't be read stands alone.
 *
 * @param now the things that a preview shows by noun. They carry their own names, so that their ids need none
 */
export async function nameIds(
  call: OperationCall,
  now: Readonly<Record<string, unknown>>,
  before: readonly PriorRead[],
  caller: Caller,
  signal: AbortSignal,
): Promise<Names> {
  const shown = new Set(Object.values(now).flatMap((thing) => (isJsonObject(thing) ? [thing.id] : [])));
  const wanted = new Map<string, string>();
  for (const [id, field] of [...idsIn(sentArguments(call)), ...idsIn(now)]) {
    if (field !== 'id' && !shown.has(id) && !wanted.has(id) && wanted.size < MAX_NAMED_IDS) wanted.set(id, field);
  }
  const known = new Map(caller.organizations.map(({ id, name }) => [id, name]));
  for (const { data } of before) collectNames(data, known);
  for (const data of await readNames(wanted, known, caller, signal)) collectNames(data, known);
  const named = [...wanted.keys()].flatMap((id) => {
    const name = known.get(id.toLowerCase());
    return name === undefined ? [] : [[id, shownName(name)] as const];
  });
  return Object.fromEntries(named);
}

/** The most names of what was read that a page remembers. */
const MAX_REMEMBERED_NAMES = 100;

/** The names of the organizations of a connection, and of all that was read for a change. */
export function namesOfRead(before: readonly PriorRead[], { organizations }: Pick<Caller, 'organizations'>): Names {
  const known = new Map(organizations.map(({ id, name }) => [id, name]));
  for (const { data } of before) collectNames(data, known);
  const names = [...known].slice(0, MAX_REMEMBERED_NAMES);
  return Object.fromEntries(names.map(([id, name]) => [id, shownName(name)]));
}

const shownName = (name: string) => truncate(sanitize(name), MAX_NAME_CHARACTERS);

/** The tools that find the names of the ids in a call's arguments. */
export function toolsThatName(call: OperationCall): string[] {
  const reads = idsIn(sentArguments(call)).flatMap(([id, field]) =>
    Object.hasOwn(READS_BY_FIELD, field) ? (READS_BY_FIELD[field]?.([id]) ?? []) : [],
  );
  return reads.map(({ tool }) => tool);
}

/** Polar's ids in a value, each with the field that it stands in, in the order of the value. */
function idsIn(value: unknown, field = ''): [id: string, field: string][] {
  if (typeof value === 'string') return isPolarId(value) ? [[value, field]] : [];
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, field));
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, inner]) => idsIn(inner, name)) : [];
}

/** The fields of Polar's answers that hold other things of Polar's. In all others, as `metadata`, anybody may have written an id. */
const PARTS = [
  'items',
  'product',
  'products',
  'customer',
  'discount',
  'benefit',
  'benefits',
  'meter',
  'custom_field',
  'attached_custom_fields',
];
const MAX_DEPTH = 6;

/** Notes the name of each thing in an answer of Polar's that has an id and a name, and of a sale those of its product and customer. */
function collectNames(value: unknown, known: Map<string, string>, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) collectNames(item, known, depth + 1);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const part of PARTS) if (Object.hasOwn(value, part)) collectNames(value[part], known, depth + 1);
  const name = nameOf(value) ?? nameOfSale(value);
  if (typeof value.id === 'string' && name !== undefined) known.set(value.id, name);
}

const nameOf = (thing: JsonObject) =>
  NAME_FIELDS.map((field) => thing[field]).find(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );

/** An order or a subscription is known by what was sold, and to whom. */
function nameOfSale({ product, customer }: JsonObject): string | undefined {
  const [what, whom] = [product, customer].map((part) => (isJsonObject(part) ? nameOf(part) : undefined));
  return what !== undefined && whom !== undefined ? `${what}, ${whom}` : (what ?? whom);
}

/** Reads the things whose names aren't known, at the same time. */
async function readNames(
  wanted: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
  caller: Caller,
  signal: AbortSignal,
): Promise<unknown[]> {
  const byRead = new Map<ReadsOf, string[]>();
  for (const [id, field] of wanted) {
    const reads = Object.hasOwn(READS_BY_FIELD, field) ? READS_BY_FIELD[field] : undefined;
    if (reads && !known.has(id.toLowerCase())) byRead.set(reads, [...(byRead.get(reads) ?? []), id]);
  }
  const planned = [...byRead].flatMap(([readsOf, ids]) => readsOf(ids)).slice(0, MAX_READS);
  return Promise.all(planned.map((read) => readQuietly(read, caller, signal)));
}

/** A name is a help, and no reason to fail. */
async function readQuietly(read: PlannedRead, caller: Caller, signal: AbortSignal): Promise<unknown> {
  try {
    return (await makeRead(read, caller, signal)).data;
  } catch (error) {
    if (error instanceof CallError) return undefined;
    throw error;
  }
}
