import type { Parameter } from '../../../scripts/generator/document.ts';
import { type Item, membersOf, type Schema } from '../document.ts';
import { invalid, type ValidationDetail } from '../problems.ts';
import { type ExplainContext, explain } from './explain.ts';

/** Polar lowers a larger `limit` without a word. */
const MAX_LIMIT = 100;

/**
 * Checks path and query parameters against their declarations and gives the query: what was sent, or has a default, as
 * its declared kind. Throws the 422.
 */
export function readParameters(
  declared: Parameter[],
  params: Record<string, string>,
  search: URLSearchParams,
  context: Omit<ExplainContext, 'fromText'>,
): Item {
  const query: Item = {};
  const details: ValidationDetail[] = [];
  for (const parameter of declared) {
    const value = sentValue(parameter, params, search, context);
    const loc = [parameter.in, parameter.name];
    if (value === undefined) {
      if (parameter.required) details.push({ type: 'missing', loc, msg: 'Field required', input: null });
      else if (parameter.schema.default !== undefined) query[parameter.name] = parameter.schema.default;
      continue;
    }
    if (!context.validators.of(parameter.schema)(value)) {
      details.push(...explain(parameter.schema, value, loc, { ...context, fromText: true }));
    }
    if (parameter.in === 'query')
      query[parameter.name] =
        parameter.name === 'limit' && typeof value === 'number' ? Math.min(value, MAX_LIMIT) : value;
  }
  if (details.length > 0) throw invalid(details);
  return query;
}

function sentValue(
  parameter: Parameter,
  params: Record<string, string>,
  search: URLSearchParams,
  context: Pick<ExplainContext, 'resolve'>,
): unknown {
  if (parameter.in === 'path') return params[parameter.name];
  if (parameter.style === 'deepObject') return deepObject(parameter.name, search);
  const values = search.getAll(parameter.name);
  return values.length === 0 ? undefined : coerce(parameter.schema, values, context);
}

/** `metadata[key]=value`; a repeated key is a list. */
function deepObject(name: string, search: URLSearchParams): Item | undefined {
  const result: Item = {};
  for (const key of new Set(search.keys())) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    const values = search.getAll(key);
    result[key.slice(name.length + 1, -1)] = values.length > 1 ? values : values[0];
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function coerce(schema: Schema, values: string[], context: Pick<ExplainContext, 'resolve'>): unknown {
  const members = membersOf(schema, context.resolve) ?? [context.resolve(schema)];
  const list = members.find((member) => member.type === 'array');
  const scalars = members.filter((member) => member.type !== 'array' && member.type !== 'null');
  if (list && (values.length > 1 || scalars.length === 0)) {
    return values.map((value) => coerce(list.items ?? {}, [value], context));
  }
  return scalar(scalars, values.at(-1) ?? '');
}

function scalar(members: Schema[], text: string): unknown {
  const has = (type: Schema['type']) => members.some((member) => member.type === type);
  if ((has('integer') || has('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (has('boolean')) {
    if (/^(true|1|yes|on|t|y)$/i.test(text)) return true;
    if (/^(false|0|no|off|f|n)$/i.test(text)) return false;
  }
  return text;
}
