import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Format } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

export type Formats = Record<string, Format>;

/** Polar reads a date-time without a zone, and a date alone, as well. */
const DATE_TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** The document's formats as Polar reads them. */
export const FORMATS: Formats = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  uuid4: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  date: fullFormats.date,
  'date-time': (value: string) => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  email: isEmail,
  // Polar's parser follows the WHATWG's standard, so letters needn't be ASCII.
  uri: (value: string) => URL.canParse(value),
  ipvanyaddress: (value: string) => isIP(value) !== 0,
};

/**
 * Follows Python's email-validator: the local part is a dot-atom that may be international, and the domain is a host
 * name below a top-level one.
 *
 * @see https://github.com/JoshData/python-email-validator#readme
 */
function isEmail(value: string): boolean {
  const [local = '', domain = '', ...more] = value.split('@');
  if (more.length > 0 || value.length > 254) return false;
  if (/[\s\p{C}"(),:;<>[\\\]]/u.test(local) || local.split('.').includes('')) return false;
  // Node takes symbols too, and forgives much that ends a name in a URL.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return false;
  const labels = domainToASCII(domain).split('.');
  const areNames = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return areNames && labels.length > 1 && /[a-z]$/.test(labels.at(-1) ?? '');
}
