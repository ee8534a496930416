import { type Document, reachable } from './document.ts';
import { HEADER } from './header.ts';
import { literal } from './literal.ts';
import { identifier, ZodWriter } from './zod.ts';

/** How the tools' files refer to the schemas in this one. */
export const SCHEMAS_PREFIX = 'schemas.';

/** One zod schema for each component that an operation takes, built when it is first used. */
export function emitSchemas(document: Document, used: ReadonlySet<string>, sharedEnums: Map<string, string>): string {
  const { schemas } = document.components;
  const recursive = new Set([...used].filter((name) => reachable(schemas[name], schemas).has(name)));
  const writer = new ZodWriter('', recursive, schemas);
  const components = [...used].sort().map((name) => {
    const schema = schemas[name] ?? {};
    // The type of a schema that refers to itself can't be inferred.
    const type = recursive.has(name) ? `: () => z.ZodType<components['schemas'][${literal(name)}]>` : '';
    // No arrow function: see emit-tools.ts.
    return `export const ${identifier(name)}${type} = once(function () {\n  return ${writer.expression(schema, name).replaceAll('\n', '\n  ')};\n});\n`;
  });
  const enums = [...new Map([...sharedEnums, ...writer.shared])].map(
    ([name, values]) => `export const ${name} = once(function () {\n  return z.enum(${values});\n});\n`,
  );
  const imports = [
    "import * as z from 'zod';",
    "import { amount, email, exact, id, int, once } from './runtime.gen.ts';",
    ...(recursive.size > 0 ? ["import type { components } from './polar.gen.ts';"] : []),
  ];
  return `${HEADER}${imports.join('\n')}\n\n${[...enums, ...components].join('\n')}`;
}

/** Names of the components that requests are made of. */
export function requestComponents(document: Document): Set<string> {
  const roots: unknown[] = [];
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) roots.push(operation.parameters, operation.requestBody);
  }
  return reachable(roots, document.components.schemas);
}

/**
 * As Python's email-validator, whose rules Polar's are: international, no quotes, and a domain below a top-level one.
 * What it also asks of a domain's Unicode, Polar says itself.
 */
const EMAIL_ATOM = String.raw`[^\s\p{C}@.(),:;<>"[\\\]]+`;
const EMAIL_LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`;
const EMAIL = String.raw`^(?!.{255})${EMAIL_ATOM}(?:\.${EMAIL_ATOM})*@(?:${EMAIL_LABEL}\.)+${EMAIL_LABEL}(?<!\d)$`;

/** What the schemas and the tools are made with. */
export const RUNTIME = `${HEADER}import * as z from 'zod';

/** Calls \`make\` at the first use and keeps what it made: a schema costs nothing until a call needs it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

// Each message says what is expected, as it follows "Expected …".

/** Polar's ids. */
export const id = () => z.uuidv4('an id (a UUID) from a list tool');
export const int = () => z.int(ofKind('a whole number'));
/** An amount of money. */
export const amount = () => z.int(ofKind('a whole number of minor units (1999 is 19.99)'));
/** Text in a path. An empty one, a dot or two, or a slash, which Polar reads before it looks for a route, would make it another path. */
export const segment = () =>
  z
    .string()
    .regex(/^(?!\\.{1,2}$)/, 'text other than a dot or two')
    .regex(/^[^/\\\\\\p{Cc}]*$/u, 'text without a slash, backslash or control character (it would lead elsewhere: find it with the list tool, and give its other id)');

/** Not a literal: V8 takes a millisecond to check this one, whenever it reads the file. */
const EMAIL = once(() => new RegExp(String.raw\`${EMAIL}\`, 'u'));
export const email = () => z.email({ pattern: EMAIL() });

/** Says what kind of value is expected, and leaves it to others to say which bound it keeps. */
function ofKind(message: string) {
  return { error: ({ code }: { code: string }) => (code === 'invalid_type' ? message : undefined) };
}

export const UNKNOWN_ARGUMENT = 'There is no such argument';

/**
 * An object of these fields alone. Unlike with z.strictObject, a field too many is an error like any other: in a union,
 * zod takes a branch that has no other mistake for the right one, and hides what is wrong in the branch that was meant.
 */
export function exact<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape).catchall(z.undefined(UNKNOWN_ARGUMENT));
}
`;
