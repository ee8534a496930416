import { isIP } from 'node:net';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { bounds } from '../../openapi/catalog/bounds.ts';
import { loadDocument, type Schema, type SimulatedOperation } from '../../simulator/document.ts';
import { createValidators } from '../../simulator/validation/validators.ts';

/**
 * The document as the exact schemas take it, checked by ajv and so without a thought of zod. Where this asks for more
 * than the document, it is on purpose, and said here.
 */
export const document = loadDocument(bounds);

const DATE_TIME = /^[\d-]+T\d\d:\d\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isDateTime = fullFormats['date-time'] as { validate(value: string): boolean };
const validators = createValidators(document, {
  // RFC 3339 also has small letters, a space for the T, and leap seconds. Python has no :60; the rest nobody writes.
  'date-time': (value: string) => DATE_TIME.test(value) && isDateTime.validate(value),
  // Polar wants the address of a page.
  uri: (value: string) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol),
  // An address with a zone (fe80::1%eth0) means something to one machine alone.
  ipvanyaddress: (value: string) => isIP(value) !== 0 && !value.includes('%'),
});

for (const schema of Object.values(document.root.components.schemas)) tighten(schema);
for (const { operation, body } of document.operations) {
  for (const parameter of operation.parameters ?? []) {
    tighten(parameter.schema);
    if (parameter.in === 'path') asSegment(parameter.schema);
  }
  if (body) tighten(body.schema);
}

export function isAccepted(schema: Schema, value: unknown): boolean {
  return validators.of(schema)(value);
}

/**
 * Path and query of an operation as one object.
 *
 * @param names of the fields, in the document's order: what is in the path may be called otherwise
 */
export function parametersSchema({ operation }: SimulatedOperation, names: readonly string[]): Schema {
  const parameters = (operation.parameters ?? []).map((parameter, i) => ({
    ...parameter,
    name: (parameter.in === 'path' ? names[i] : undefined) ?? parameter.name,
  }));
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function tighten(schema: Schema): void {
  // A field that the document doesn't name is a mistake of the model's, which Polar would drop without a word.
  if (schema.properties) schema.additionalProperties ??= false;
  if (schema.type === 'integer') {
    // JSON's readers round what is beyond.
    schema.minimum = Math.max(schema.minimum ?? -Infinity, Number.MIN_SAFE_INTEGER);
    schema.maximum = Math.min(schema.maximum ?? Infinity, Number.MAX_SAFE_INTEGER);
  }
  for (const child of childrenOf(schema)) tighten(child);
}

/** Text in a path may not make it the path of another operation, or of none. */
function asSegment(schema: Schema): void {
  if (schema.type !== 'string' || schema.format || schema.enum || schema.pattern) return;
  schema.minLength = Math.max(1, schema.minLength ?? 0);
  schema.pattern = '^(?!\\.{1,2}$)[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]*$';
}

function childrenOf(schema: Schema): Schema[] {
  const { properties = {}, items, anyOf = [], additionalProperties, propertyNames } = schema;
  const single = [items, additionalProperties, propertyNames].filter((child) => typeof child === 'object');
  return [...Object.values(properties), ...anyOf, ...single];
}
