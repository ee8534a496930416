import * as zod from 'zod';

/**
 * zod for the SDK, which builds some 350 schemas when it is imported, and needs five of them for a request. Here a schema
 * is built when something is first asked of it; then it is zod's own, and checks what it always checked. wrangler.toml puts
 * this module in the place of `zod/v4`, which nobody but the SDK imports.
 */
export * from 'zod';

export const array = late(zod.array);
export const boolean = late(zod.boolean);
export const discriminatedUnion = late(zod.discriminatedUnion);
export const intersection = late(zod.intersection);
export const literal = late(zod.literal);
export const looseObject = late(zod.looseObject);
export const number = late(zod.number);
export const object = late(zod.object);
export const optional = late(zod.optional);
export const preprocess = late(zod.preprocess);
export const record = late(zod.record);
export const string = late(zod.string);
export const union = late(zod.union);
export const unknown = late(zod.unknown);
const lateEnum = late(zod.enum);

export { lateEnum as enum };

/** Methods that make another schema of one. Any other, and any property, asks something of it. */
const MAKES = new Set([
  'and',
  'catch',
  'catchall',
  'check',
  'default',
  'describe',
  'extend',
  'int',
  'loose',
  'max',
  'merge',
  'min',
  'nonnegative',
  'nullable',
  'omit',
  'optional',
  'or',
  'partial',
  'passthrough',
  'pick',
  'pipe',
  'readonly',
  'refine',
  'regex',
  'startsWith',
  'strict',
  'superRefine',
  'transform',
  'url',
]);

type Make = (...given: never[]) => object;

function late<F extends Make>(make: F): F {
  return ((...given: Parameters<F>) => stub(() => make(...given))) as unknown as F;
}

function stub(build: () => object): object {
  let built: object | undefined;
  const schema = () => {
    built ??= build();
    return built;
  };
  return new Proxy(Object.create(null), {
    get(_, name) {
      if (built === undefined && typeof name === 'string' && MAKES.has(name)) {
        return (...given: never[]) => stub(() => (schema() as Record<string, Make>)[name]?.(...given) ?? {});
      }
      const its = schema();
      return Reflect.get(its, name, its);
    },
    has: (_, name) => Reflect.has(schema(), name),
    set: (_, name, value) => Reflect.set(schema(), name, value),
    getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
  });
}
