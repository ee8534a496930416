import type { Parameter } from '../../openapi/document.ts';
import { type ApiDocument, type Item, membersOf, type Schema, type SimulatedOperation } from '../document.ts';
import { crash, type ValidationDetail } from '../problems.ts';
import { toDateTime } from './instants.ts';
import { bad, good, type Loc, type Result, valueError } from './result.ts';
import { toText } from './scalars.ts';
import { walk } from './walk.ts';

/** Polar lowers a larger `limit` without a word. */
const MAX_LIMIT = 100;
const MAX_FILE_NAME = 255;
/** Figures of meters begin here. */
const FIRST_QUANTITY = '2023-01-01T00:00:00Z';

/**
 * Reads path and query parameters. The query has the given parameters, and those with a default, as their declared
 * kinds. The details are empty if all of them fit.
 *
 * @throws the 500 of a text that the database can't take, and of a page that it can't count to
 */
export function readParameters(
  document: ApiDocument,
  operation: SimulatedOperation,
  params: Record<string, string>,
  search: URLSearchParams,
): { params: Record<string, string>; query: Item; details: ValidationDetail[] } {
  const query: Item = {};
  const path: Record<string, string> = { ...params };
  const details: ValidationDetail[] = [];
  for (const parameter of operation.operation.parameters ?? []) {
    const { name, schema, required } = parameter;
    const loc = [parameter.in, name];
    const sent = sentValue(parameter, params, search, document.resolve);
    if (sent === undefined) {
      if (required) details.push({ type: 'missing', loc, msg: 'Field required', input: null });
      else if (schema.default !== undefined) query[name] = schema.default;
      continue;
    }
    const result = parameter.style === 'deepObject' ? good(sent) : read(document, operation, parameter, sent, loc);
    if (!result.ok) details.push(...result.details);
    else if (parameter.in === 'path') path[name] = String(result.value);
    else query[name] = name === 'limit' ? Math.min(Number(result.value), MAX_LIMIT) : result.value;
  }
  if (details.length === 0 && holdsNul(path, query)) throw crash();
  return { params: path, query, details };
}

function read(
  document: ApiDocument,
  operation: SimulatedOperation,
  { name, schema }: Parameter,
  sent: unknown,
  loc: Loc,
): Result {
  const members = membersOf(schema, document.resolve) ?? [document.resolve(schema)];
  if (members.some((member) => member.enum?.includes('Africa/Abidjan'))) return timeZone(members, sent, loc);
  if (members.some((member) => member.format === 'date-time')) {
    const zone = /^(start|end)_timestamp$/.test(name) || operation.path.endsWith('/export');
    const read = toDateTime(sent, loc, { zone });
    const isEarly = read.ok && Date.parse(String(read.value)) < Date.parse(FIRST_QUANTITY);
    if (!(isEarly && operation.id === 'meters:quantities' && name === 'start_timestamp')) return read;
    const message = `Input should be greater than or equal to ${FIRST_QUANTITY}`;
    return bad('greater_than_equal', loc, message, sent, { ge: FIRST_QUANTITY });
  }
  if (name === 'timezone' && typeof sent === 'string' && !isZone(sent)) {
    return valueError(loc, `'${sent}' is not a valid IANA time zone`, sent);
  }
  return walk(document, schema, sent, loc);
}

/** Figures know the zones that the document lists. */
function timeZone(members: Schema[], sent: unknown, loc: Loc): Result {
  const known = members.flatMap((member) => member.enum ?? []);
  const text = toText({ minLength: 1 }, sent, loc);
  return !text.ok || known.includes(sent) ? text : bad('TimeZoneName', loc, 'Invalid timezone name.', sent);
}

/** Python looks a zone up by its exact name. */
function isZone(name: string): boolean {
  // Such a name is too long for a file.
  if (name.length > MAX_FILE_NAME) throw crash();
  return /^[A-Z]/.test(name) && !/^GMT?[+-]/.test(name) && canFormat(name);
}

function canFormat(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function sentValue(
  { name, in: place, style, schema }: Parameter,
  params: Record<string, string>,
  search: URLSearchParams,
  resolve: ApiDocument['resolve'],
): unknown {
  if (place === 'path') return params[name];
  if (style === 'deepObject') return deepObject(name, search);
  const values = search.getAll(name);
  if (values.length === 0) return undefined;
  const takesList = (membersOf(schema, resolve) ?? [resolve(schema)]).some((member) => member.type === 'array');
  return takesList ? values : values.at(-1);
}

/** `metadata[key]=value`; a repeated key is a list. */
function deepObject(name: string, search: URLSearchParams): Item | undefined {
  const result: Item = {};
  for (const key of new Set(search.keys())) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    const inner = key.slice(name.length + 1, -1);
    const values = search.getAll(key);
    if (inner !== '') result[inner] = values.length > 1 ? values : values[0];
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function holdsNul(params: Record<string, string>, query: Item): boolean {
  const texts = [...Object.values(params), ...Object.values(query).flat()];
  return texts.some((text) => typeof text === 'string' && text.includes('\0'));
}
