import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type ApiDocument, DOCUMENT_KEY, type Schema } from '../document.ts';
import { FORMATS, type Formats } from './formats.ts';

export interface Validators {
  /** The validator of a schema that is part of the document; compiled when first asked for. */
  of(schema: Schema): ValidateFunction;
}

const shared = new WeakMap<ApiDocument, Validators>();

/** The validators of a document. All that ask in this process share what is compiled. */
export function validatorsOf(document: ApiDocument): Validators {
  const known = shared.get(document) ?? createValidators(document);
  shared.set(document, known);
  return known;
}

/**
 * One compiler for the document. Compiling is lazy: start-up pays for none of it.
 *
 * @param formats replace the formats as Polar reads them
 */
export function createValidators(document: ApiDocument, formats: Formats = {}): Validators {
  const ajv = new Ajv2020({
    strict: false,
    verbose: true,
    validateSchema: false,
    // The document's patterns are Python's; `[a-z0-9-_]` is no valid class under the `u` flag.
    unicodeRegExp: false,
    // It takes more than half of the time to compile a schema, and makes no check faster that anyone would notice.
    code: { optimize: false },
  });
  for (const [name, format] of Object.entries({ ...FORMATS, ...formats })) ajv.addFormat(name, format);
  ajv.addSchema(document.root, DOCUMENT_KEY);
  return { of: (schema) => ajv.compile(schema) };
}
