import type { Advertised } from '../../scripts/generator/advertised.ts';
import { isEmpty } from './meaning.ts';

type Arguments = Record<string, unknown>;
type Properties = Record<string, Advertised>;

/**
 * A tool's arguments as its advertised schema has them say: a single value as a list of one, a decimal as text, and null
 * by leaving the field out or by naming it in `clear`. An update names there what is empty, too.
 */
export function advertisedForm(given: Arguments, properties: Properties, isUpdate: boolean): Arguments {
  const paths = new Set(properties.clear?.items?.enum);
  const clear = new Set<string>();
  const said = sayFields(given, properties, '', (path, value) => {
    if (!paths.has(path) || !(value === null || (isUpdate && isEmpty(value)))) return value === null;
    clear.add(path);
    return true;
  });
  return clear.size > 0 ? { ...said, clear: [...clear] } : said;
}

/** @param isLeftOut whether the field at a path is left out when it has this value */
function sayFields(
  fields: Arguments,
  properties: Properties,
  above: string,
  isLeftOut: (path: string, value: unknown) => boolean,
): Arguments {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    const path = above === '' ? name : `${above}.${name}`;
    return isLeftOut(path, value) ? [] : [[name, say(value, properties[name] ?? {}, path, isLeftOut)]];
  });
  return Object.fromEntries(entries);
}

function say(
  value: unknown,
  schema: Advertised,
  path: string,
  isLeftOut: (path: string, value: unknown) => boolean,
): unknown {
  if (schema.type === 'array') {
    return [value].flat().map((item) => say(item, schema.items ?? {}, `${path}[]`, isLeftOut));
  }
  if (schema.type === 'string' && typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return schema.properties ? sayFields(value as Arguments, schema.properties, path, isLeftOut) : value;
}

/** The value by which Polar empties the field at a path. It ignores a null for the name of a webhook endpoint. */
export function emptyValueAt(path: string, properties: Properties, tool: string): unknown {
  if (tool === 'update_webhook_endpoint' && path === 'name') return '';
  const field = path.split('.').reduce<Advertised>((at, name) => at.properties?.[name] ?? {}, { properties });
  if (field.type === 'array') return [];
  return field.type === 'object' && !field.properties ? {} : null;
}
