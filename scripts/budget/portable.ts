type Json = Record<string, unknown>;

/** Keywords whose value maps names that are not keywords to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** Keywords whose value is data, in which `$ref` or `type` mean nothing. */
const DATA = new Set(['default', 'const', 'enum', 'example', 'examples']);

/**
 * Whether every client takes this as a tool's input schema. Some refuse the tool, some the whole list, when the root is
 * not an object or is a union, when there is a reference, or when `type` is a list. Milder than the profiles of single
 * clients that our tools are held to (test/unit/tools/portable.ts), so as to be fair to the others.
 */
export function isPortable(inputSchema: unknown): boolean {
  return (
    isObject(inputSchema) &&
    inputSchema.type === 'object' &&
    !['oneOf', 'anyOf', 'allOf'].some((keyword) => keyword in inputSchema) &&
    isPlain(inputSchema)
  );
}

/** Without references and lists of types, at any depth. */
function isPlain(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isPlain);
  if (!isObject(schema)) return true;
  if ('$ref' in schema || '$defs' in schema || Array.isArray(schema.type)) return false;
  return Object.entries(schema).every(([keyword, value]) => {
    if (DATA.has(keyword)) return true;
    return MAPS.has(keyword) && isObject(value) ? Object.values(value).every(isPlain) : isPlain(value);
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
