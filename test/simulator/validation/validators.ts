import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type ApiDocument, DOCUMENT_KEY, type Schema } from '../document.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Polar reads a date-time without a zone, and a date alone, as well. */
const DATE_TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

export interface Validators {
  /** The validator of a schema that is part of the document; compiled when first asked for. */
  of(schema: Schema): ValidateFunction;
}

/** One compiler for the document. Compiling is lazy: start-up pays for none of it. */
export function createValidators(document: ApiDocument): Validators {
  const ajv = new Ajv2020({
    strict: false,
    verbose: true,
    validateSchema: false,
    // The document's patterns are Python's; `[a-z0-9-_]` is no valid class under the `u` flag.
    unicodeRegExp: false,
  });
  addFormats.default(ajv, ['date', 'email', 'uri']);
  ajv.addFormat('uuid', UUID);
  ajv.addFormat('uuid4', UUID4);
  ajv.addFormat('date-time', {
    validate: (value: string) => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  });
  ajv.addFormat('ipvanyaddress', /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i);
  ajv.addSchema(document.root, DOCUMENT_KEY);
  return { of: (schema) => ajv.compile(schema) };
}
