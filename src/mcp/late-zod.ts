import * as z from 'zod';

/**
 * The zod that the SDK makes its schemas with: each is built when it is first used, and is zod's own then, down to the last
 * field. The SDK names some 350 when it is imported, of which a request uses a few. wrangler.toml puts this in the place of
 * `zod/v4`. What isn't named here is zod's.
 */
export * from 'zod';

export const any = late(z.any);
export const array = late(z.array);
export const boolean = late(z.boolean);
export const discriminatedUnion = late(z.discriminatedUnion);
export const email = late(z.email);
export const intersection = late(z.intersection);
export const lazy = late(((get: () => z.ZodType) => z.lazy(() => built(get()) as z.ZodType)) as typeof z.lazy);
export const literal = late(z.literal);
export const looseObject = late(z.looseObject, shapeOf);
export const number = late(z.number);
export const object = late(z.object, shapeOf);
export const optional = late(z.optional);
export const preprocess = late(z.preprocess);
export const record = late(z.record);
export const string = late(z.string);
export const union = late(z.union);
export const unknown = late(z.unknown);
export const url = late(z.url);
/** Of these two, what the SDK uses. */
export const iso = { date: late(z.iso.date), datetime: late(z.iso.datetime) };
export const coerce = { number: late(z.coerce.number) };
const enumOf = late(z.enum);
const nullOnly = late(z.null);

export { enumOf as enum, nullOnly as null };

/** The methods that make another schema of one. Whatever else is asked of a schema builds it. */
const MAKING = new Set<PropertyKey>(
  (
    'catch catchall default describe extend int loose max merge min nonnegative optional or pick pipe refine regex startsWith ' +
    'strict strip superRefine transform trim url'
  ).split(' '),
);
/** Of those, the ones that leave an object its fields. */
const SAME_SHAPE = new Set<PropertyKey>(['catchall', 'describe', 'loose', 'refine', 'strict', 'strip', 'superRefine']);

type Shape = Record<string, z.ZodType>;
type Given = readonly unknown[];
type Make = (...given: Given) => z.ZodType;

/** A schema that isn't there yet. */
class Late {
  #schema: z.ZodType | undefined;
  #shape: Shape | undefined;
  /** By a method that was called with nothing: what it makes is always the same, and nothing changes a schema. */
  #plain: Map<PropertyKey, z.ZodType> | undefined;

  /** @param shapeOf the fields, where it is an object and they are known without building it */
  constructor(
    readonly make: () => z.ZodType,
    readonly shapeOf: () => Shape | undefined,
  ) {}

  get schema(): z.ZodType {
    this.#schema ??= this.make();
    return this.#schema;
  }

  get shape(): Shape | undefined {
    this.#shape ??= this.shapeOf();
    return this.#shape;
  }

  /** What one of its methods makes of it. */
  with(method: PropertyKey, given: Given): z.ZodType {
    if (given.length > 0) return this.#made(method, given);
    this.#plain ??= new Map();
    const known = this.#plain.get(method) ?? this.#made(method, given);
    this.#plain.set(method, known);
    return known;
  }

  #made(method: PropertyKey, given: Given): z.ZodType {
    const make = () => (this.schema as unknown as Record<PropertyKey, Make>)[method]?.(...given.map(built));
    return standIn(make as () => z.ZodType, () => this.#shapeWith(method, given));
  }

  #shapeWith(method: PropertyKey, [given]: Given): Shape | undefined {
    if (this.shape === undefined || SAME_SHAPE.has(method)) return this.shape;
    if (method === 'extend') return fieldsOf(this.shape, given as Shape);
    return method === 'pick'
      ? fieldsOf(this.shape, undefined, (name) => Object.hasOwn(given as object, name))
      : undefined;
  }
}

/** Where a stand-in has what it stands for. Each collection of garbage would have to go through a WeakMap of them. */
const LATE = Symbol();

const HANDLER: ProxyHandler<Late> = {
  get(one, name) {
    if (name === LATE) return one;
    if (MAKING.has(name)) return (...given: Given) => one.with(name, given);
    return (name === 'shape' && one.shape) || Reflect.get(one.schema, name, one.schema);
  },
  has: (one, name) => Reflect.has(one.schema, name),
  getPrototypeOf: (one) => Object.getPrototypeOf(one.schema),
};

function standIn(make: () => z.ZodType, shape: () => Shape | undefined): z.ZodType {
  return new Proxy(new Late(make, shape), HANDLER) as unknown as z.ZodType;
}

function late<Of>(make: Of, shape: (given: Given) => Shape | undefined = () => undefined): Of {
  const standInFor = (given: Given) =>
    standIn(
      () => (make as Make)(...given.map(built)),
      () => shape(given),
    );
  let plain: z.ZodType | undefined;
  return ((...given: Given) => {
    if (given.length > 0) return standInFor(given);
    plain ??= standInFor(given);
    return plain;
  }) as Of;
}

function shapeOf([shape = {}]: Given): Shape {
  return shape as Shape;
}

/** Fields of both. What is got when it is needed stays so. */
function fieldsOf(first: Shape, second: Shape = {}, isKept = (_name: string) => true): Shape {
  const fields = { ...Object.getOwnPropertyDescriptors(first), ...Object.getOwnPropertyDescriptors(second) };
  return Object.defineProperties({}, Object.fromEntries(Object.entries(fields).filter(([name]) => isKept(name))));
}

/** The same with schemas in the place of those that aren't there yet, at any depth. */
function built(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const one = (given as { [LATE]?: Late })[LATE];
  if (one) return one.schema;
  if (Array.isArray(given)) return given.map(built);
  if (Object.getPrototypeOf(given) !== Object.prototype) return given;
  const fields = Object.getOwnPropertyDescriptors(given) as PropertyDescriptorMap;
  for (const field of Object.values(fields)) {
    const { get, value } = field;
    if (get) field.get = () => built(get.call(given));
    else field.value = built(value);
  }
  return Object.defineProperties({}, fields);
}
