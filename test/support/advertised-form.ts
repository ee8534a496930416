import type { Advertised } from '../../scripts/generator/advertised.ts';

type Arguments = Record<string, unknown>;
type Properties = Record<string, Advertised>;

/**
 * A tool's arguments as its advertised schema has them say: a single value as a list of one, a decimal as text, and null
 * by leaving the field out or by naming it in `clear`.
 */
export function advertisedForm(given: Arguments, properties: Properties): Arguments {
  const clear = new Set<string>();
  const isCleared = clearable(properties);
  const said = sayFields(given, properties, '', (path) => {
    if (isCleared(path)) clear.add(path);
    return false;
  });
  return clear.size > 0 ? { ...said, clear: [...clear] } : said;
}

/** The same arguments with all that makes no difference to Polar gone, so that two ways to say something are equal. */
export function inMeaning(given: Arguments, properties: Properties): Arguments {
  return sayFields(given, properties, '', clearable(properties));
}

function clearable({ clear }: Properties): (path: string) => boolean {
  const paths = new Set(clear?.items?.enum);
  return (path) => paths.has(path);
}

function sayFields(
  fields: Arguments,
  properties: Properties,
  above: string,
  keepsNull: (path: string) => boolean,
): Arguments {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    const path = above === '' ? name : `${above}.${name}`;
    if (value === null) return keepsNull(path) ? [[name, null]] : [];
    return [[name, say(value, properties[name] ?? {}, path, keepsNull)]];
  });
  return Object.fromEntries(entries);
}

function say(value: unknown, schema: Advertised, path: string, keepsNull: (path: string) => boolean): unknown {
  if (schema.type === 'array')
    return [value].flat().map((item) => say(item, schema.items ?? {}, `${path}[]`, keepsNull));
  if (schema.type === 'string' && typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return schema.properties ? sayFields(value as Arguments, schema.properties, path, keepsNull) : value;
}
