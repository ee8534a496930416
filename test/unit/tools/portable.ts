/**
 * The limits of each client for a list of tools, because one refused definition can cost the whole list. Each number is
 * a limit that the client, or the model's API behind it, was seen to enforce. If two differ, it is the stricter one.
 */
interface Profile {
  /** Of a tool. */
  name: RegExp;
  /** Of an argument, at any depth. */
  argument: RegExp;
  /** Everything that may stand in a schema. */
  keywords: ReadonlySet<string>;
  /** How many objects may stand inside each other; lists don't count. */
  depth: number;
  /** In one tool: named fields, and values of all enums. */
  fields: number;
  enumValues: number;
  /** In one list. */
  tools: number;
}

const KEYWORDS = [
  'type',
  'description',
  'properties',
  'required',
  'items',
  'enum',
  'format',
  'minimum',
  'maximum',
  'anyOf',
];
const keywords = new Set(KEYWORDS);

/** How people call the server in their settings; Cursor counts it into a tool's name. */
const SERVER_NAME = 'polar-production';

export const PROFILES = {
  /** Messages API: names of 64 (128 since 2026), no union at the root. */
  anthropic: {
    name: /^[a-zA-Z0-9_-]{1,64}$/,
    argument: /^[a-zA-Z0-9_.-]{1,64}$/,
    keywords,
    depth: 10,
    fields: 5000,
    enumValues: 1000,
    tools: 1000,
  },
  /** Responses API: 128 tools; ten levels, 5,000 fields and 1,000 enum values as in structured outputs. */
  openai: {
    name: /^[a-zA-Z0-9_-]{1,64}$/,
    argument: /^.{1,64}$/,
    keywords,
    depth: 10,
    fields: 5000,
    enumValues: 1000,
    tools: 128,
  },
  /** `FunctionDeclaration.parameters`, the strictest way in: a subset of OpenAPI's schema, enums of strings alone. */
  gemini: {
    name: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,63}$/,
    argument: /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/,
    keywords,
    depth: 10,
    fields: 5000,
    enumValues: 500,
    tools: 512,
  },
  /** 60 characters for the server's name and the tool's together; what is past the 40th tool was not sent to the model. */
  cursor: {
    name: new RegExp(`^[a-zA-Z0-9_-]{1,${60 - SERVER_NAME.length - 1}}$`),
    argument: /^[a-zA-Z0-9_]{1,64}$/,
    keywords,
    depth: 10,
    fields: 5000,
    enumValues: 1000,
    tools: 40,
  },
} as const satisfies Record<string, Profile>;

export interface ToolDefinition {
  name: string;
  inputSchema: unknown;
}

type Json = Record<string, unknown>;

/** Every violation in a list, as a line that names the tool and the place. What holds in each profile, once. */
export function lintList(list: readonly ToolDefinition[], profile: Profile): string[] {
  const lines = list.flatMap((tool) => lintTool(tool, profile).map((line) => `${tool.name}: ${line}`));
  if (list.length > profile.tools) lines.push(`${list.length} tools, and only ${profile.tools} are taken`);
  const names = list.map(({ name }) => name);
  return [...lines, ...names.filter((name, i) => names.indexOf(name) < i).map((name) => `${name}: is there twice`)];
}

function lintTool({ name, inputSchema }: ToolDefinition, profile: Profile): string[] {
  const lines: string[] = [];
  const counts = { fields: 0, enumValues: 0 };
  if (!profile.name.test(name)) lines.push('its name is refused');

  const visit = (schema: unknown, path: string, depth: number) => {
    const say = (what: string) => lines.push(`${path || 'root'}: ${what}`);
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return say('is no object');
    const { type, properties, items, enum: values, anyOf, required } = schema as Json;
    for (const key of Object.keys(schema)) if (!profile.keywords.has(key)) say(`"${key}" is refused`);
    if (anyOf !== undefined) return lintAlternatives(schema as Json, path, say);
    if (typeof type !== 'string' || type === 'null') say(`its type is ${JSON.stringify(type)}`);
    if (properties !== undefined && type !== 'object') say('fields of what is no object');
    if ((type === 'array') !== (items !== undefined)) say('a list without items, or items without a list');
    if (values !== undefined) {
      if (type !== 'string' || !Array.isArray(values) || values.some((v) => typeof v !== 'string' || v === ''))
        say('an enum of anything but texts');
      counts.enumValues += (values as unknown[]).length;
    }
    for (const field of (required ?? []) as string[]) {
      if (!Object.hasOwn((properties ?? {}) as Json, field)) say(`requires "${field}", which it doesn't have`);
    }
    if (type === 'object' && depth > profile.depth) say(`${depth} objects inside each other`);
    for (const [field, child] of Object.entries((properties ?? {}) as Json)) {
      counts.fields += 1;
      if (!profile.argument.test(field)) say(`the name "${field}" is refused`);
      visit(child, path ? `${path}.${field}` : field, depth + 1);
    }
    if (items !== undefined) visit(items, `${path}[]`, depth);
  };
  visit(inputSchema, '', 1);

  const root = (inputSchema ?? {}) as Json;
  if (root.type !== 'object' || typeof root.properties !== 'object') lines.push('root: is no object with properties');
  if (counts.fields > profile.fields) lines.push(`${counts.fields} fields`);
  if (counts.enumValues > profile.enumValues) lines.push(`${counts.enumValues} enum values`);
  return lines;
}

/** Alternatives are kinds of scalars alone, below the root, with nothing beside them: Gemini and Codex take no others. */
function lintAlternatives(schema: Json, path: string, say: (what: string) => void): void {
  if (path === '') say('a union');
  if (Object.keys(schema).length > 1) say('something beside anyOf');
  const types = (schema.anyOf as Json[]).map((option) =>
    Object.keys(option).join() === 'type' ? option.type : undefined,
  );
  if (types.some((type) => !['string', 'integer', 'number', 'boolean'].includes(String(type))) || types.length < 2)
    say('alternatives that are no plain scalars');
}
