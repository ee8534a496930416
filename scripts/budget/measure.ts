import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** A tool as tools/list answers it. All its fields are counted. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema?: unknown;
}

export interface ToolSize {
  name: string;
  tokens: number;
}

export interface Measured {
  tools: number;
  /** The tokens of the whole list, as the answer has it. */
  tokens: number;
  /** The largest tool; none in an empty list. */
  largest: ToolSize | undefined;
  /** The number of schemas that some clients refuse. */
  refused: number;
}

export function measure(tools: readonly ListedTool[]): Measured {
  return {
    tools: tools.length,
    tokens: countTokens(JSON.stringify({ tools })),
    largest: bySize(tools)[0],
    refused: tools.filter(({ inputSchema }) => !isPortable(inputSchema)).length,
  };
}

/** The tokens of each tool, the largest first. */
export function bySize(tools: readonly ListedTool[]): ToolSize[] {
  return tools
    .map((tool) => ({ name: tool.name, tokens: countTokens(JSON.stringify(tool)) }))
    .sort((a, b) => b.tokens - a.tokens);
}

/** Each toolset measured as a list of its own, the largest first. */
export function byToolset(
  tools: readonly ListedTool[],
  toolsetOf: (name: string) => string,
): (Measured & { toolset: string })[] {
  return [...Map.groupBy(tools, ({ name }) => toolsetOf(name))]
    .map(([toolset, own]) => ({ toolset, ...measure(own) }))
    .sort((a, b) => b.tokens - a.tokens);
}

/**
 * The tools with these names, in the list's order.
 *
 * @throws Error when there is no tool of that name
 */
export function pick(tools: readonly ListedTool[], names: readonly string[]): ListedTool[] {
  const unknown = names.filter((name) => !tools.some((tool) => tool.name === name));
  if (unknown.length > 0) throw new Error(`defaultTools names ${unknown.join(', ')}, which is in no toolset`);
  return tools.filter(({ name }) => names.includes(name));
}

type Json = Record<string, unknown>;

/** Keywords whose value maps names that are not keywords to schemas. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** Keywords whose value is data, in which `$ref` or `type` mean nothing. */
const DATA = new Set(['default', 'const', 'enum', 'example', 'examples']);

/**
 * Decides whether every client takes this as a tool's input schema. Some refuse the tool, some the whole list, when the
 * root is not an object or is a union, when there is a reference, or when `type` is a list. Our own tools must fit the
 * stricter profiles of single clients (test/unit/tools/portable.ts), which would be unfair to the peers.
 */
export function isPortable(inputSchema: unknown): boolean {
  return (
    isObject(inputSchema) &&
    inputSchema.type === 'object' &&
    !['oneOf', 'anyOf', 'allOf'].some((keyword) => keyword in inputSchema) &&
    isPlain(inputSchema)
  );
}

/** Finds no reference and no list of types, at any depth. */
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
