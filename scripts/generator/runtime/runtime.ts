import * as z from 'zod';

/** Calls `make` at the first use and keeps what it made: a schema costs nothing until a call needs it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

// Each message completes "Expected …".

/** Polar's ids. */
export const id = () => z.uuidv4('an id (a UUID) from a list tool');
export const int = () => z.int(ofKind('a whole number'));
/** An amount of money. */
export const amount = () => z.int(ofKind('a whole number of minor units (1999 is 19.99)'));

/** A field that can only be null. openapi-fetch takes it for a read-only one, and gives it the type never. */
export const onlyNull = () => z.null() as unknown as z.ZodType<never>;

/**
 * A field that decides a union, in the branch that is chosen without it. Unlike `exactOptional`, this tells zod that the field
 * may be missing.
 */
export const optionalTag = <T extends z.core.SomeType>(schema: T) =>
  z.optional(schema) as unknown as z.ZodExactOptional<T>;

/** The address of a page. Polar takes no other scheme. z.url() would change the text: it drops spaces and line ends. */
export const url = () =>
  z.stringFormat('url', (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));

/**
 * The names of time zones that Polar takes. Two thirds of them are the runtime's own, and so need no list here. The type is never,
 * because openapi-fetch wants one of the names.
 *
 * @param others older names of zones, and those that only Polar's machine knows
 * @see https://tc39.es/ecma402/#sec-intl.supportedvaluesof
 */
export const timeZones = (others: string[]) =>
  z.enum([...Intl.supportedValuesOf('timeZone'), ...others]) as unknown as z.ZodType<never>;

const PATH_HINT = 'it would lead elsewhere: find it with the list tool, and give its other id';

/**
 * Text in a path. An empty text, one or two dots, or a slash would make another path of it: Polar reads slashes before it
 * looks for a route.
 */
export const segment = () =>
  z
    .string()
    .regex(/^(?!\.{1,2}$)/, 'text other than a dot or two')
    .regex(/^[^/\\\p{Cc}]*$/u, `text without a slash, backslash or control character (${PATH_HINT})`);

const EMAIL_ATOM = String.raw`[^\s\p{C}@.(),:;<>"[\\\]]+`;
const EMAIL_LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`;
/**
 * Follows the rules of Python's email-validator, which Polar uses: international, no quotes, and a domain below a
 * top-level one. Polar itself refuses the Unicode that a domain can't have.
 *
 * V8 compiles a literal when it reads the file, and needs a millisecond for this one.
 */
const EMAIL = once(
  () => new RegExp(`^(?!.{255})${EMAIL_ATOM}(?:\\.${EMAIL_ATOM})*@(?:${EMAIL_LABEL}\\.)+${EMAIL_LABEL}(?<!\\d)$`, 'u'),
);
export const email = () => z.email({ pattern: EMAIL() });

/** The error for a value of another kind. zod's own messages say which bound a value exceeds. */
function ofKind(message: string) {
  return { error: ({ code }: { code: string }) => (code === 'invalid_type' ? message : undefined) };
}

export const UNKNOWN_ARGUMENT = 'There is no such argument';

/**
 * An object of these fields alone. Unlike with z.strictObject, a field too many is an error like any other: in a union,
 * zod would take a branch that has no other mistake for the right one, and hide what is wrong in the branch that was
 * meant.
 */
export function exact<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape).catchall(z.undefined(UNKNOWN_ARGUMENT));
}
