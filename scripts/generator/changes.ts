import type { Risk } from '../../openapi/catalog/risks.ts';
import type { Read } from '../../openapi/catalog/types.ts';
import { casesOf, type Schema, type Schemas } from './document.ts';
import type { ListedTool } from './emit-list.ts';
import type { Tool, ToolOperation } from './tools.ts';

/** What is read around a change, as the running code gets it. */
export interface ChangeReads {
  /** What the path names. */
  target?: Read;
  /** What tells whether the change was made; `given` goes with it as it is. */
  settledBy?: Read;
}

type Reading = { tool: Tool; operation: ToolOperation };
/** By the operation's path, or by the tool's name. */
type Readings = ReadonlyMap<string, readonly Reading[]>;

/**
 * Finds for each operation that changes something the reads around it, and checks what the catalog says of changes.
 *
 * @param listed the same tools as clients see them: their arguments
 * @returns by the operation's id
 * @throws Error with one line that names the operation
 */
export function resolveChanges(
  tools: readonly Tool[],
  listed: readonly ListedTool[],
  schemas: Schemas,
): Map<string, ChangeReads> {
  const reads = tools.flatMap((tool) =>
    tool.risk === 'read' ? tool.operations.map((operation) => ({ tool, operation })) : [],
  );
  const byPath = Map.groupBy(reads, ({ operation }) => operation.path);
  const byTool = Map.groupBy(reads, ({ tool }) => tool.name);
  const argumentsOf = new Map(listed.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties)]));
  const found = new Map<string, ChangeReads>();
  for (const tool of tools) {
    if (tool.risk === 'read') continue;
    const names = argumentsOf.get(tool.name) ?? [];
    check(tool, names, byTool);
    for (const operation of tool.operations) {
      const target = targetOf(operation, byPath);
      const telling = () => tool.settledBy ?? target ?? listOf(operation, names, byPath, schemas);
      const settledBy = tool.whenLost === undefined ? telling() : undefined;
      found.set(operation.id, { ...(target && { target }), ...(settledBy && { settledBy }) });
    }
  }
  return found;
}

/** The tool that reads what a path names: that of the longest beginning of it which ends with an id. */
function targetOf({ path, parameters }: ToolOperation, reads: Readings): Read | undefined {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length--) {
    if (!parts[length - 1]?.startsWith('{')) continue;
    const beginning = parts.slice(0, length).join('/');
    const [read] = reads.get(beginning) ?? [];
    if (!read) continue;
    const argumentOf = (name: string) => parameters.find((p) => p.in === 'path' && p.name === name)?.argument ?? name;
    const inPath = read.operation.parameters.filter((p) => p.in === 'path');
    return { tool: read.tool.name, with: Object.fromEntries(inPath.map((p) => [p.argument, argumentOf(p.name)])) };
  }
  return undefined;
}

/** The list in which something new is first, of the same customer or organization as far as the list can be so limited. */
function listOf(
  { path }: ToolOperation,
  names: readonly string[],
  reads: Readings,
  schemas: Schemas,
): ChangeReads['settledBy'] {
  const read = reads.get(path)?.find(({ operation }) => operation.answer.kind === 'list');
  if (!read) return undefined;
  const { parameters } = read.operation;
  const ids = parameters.map((p) => p.argument).filter((name) => name.endsWith('_id') && names.includes(name));
  const sorts = parameters.find((p) => p.argument === 'sorting' && knows(p.schema, LATEST_FIRST, schemas));
  return {
    tool: read.tool.name,
    with: Object.fromEntries(ids.map((name) => [name, name])),
    ...(sorts && { given: { sorting: [LATEST_FIRST] } }),
  };
}

const LATEST_FIRST = '-created_at';

function knows(schema: Schema, value: string, schemas: Schemas): boolean {
  return casesOf(schema, schemas).some(
    ({ schema: { enum: values = [], items } }) => values.includes(value) || (items && knows(items, value, schemas)),
  );
}

/** Whether a call of each risk is asked about first, unless the operator decides otherwise. */
const IS_ASKED: Readonly<Record<Risk, boolean>> = {
  read: false,
  write: false,
  exposes: true,
  irreversible: true,
  money: true,
};

/** The risk for which a call of a tool is asked about, be it that of a single argument; undefined: none. */
export function askedRiskOf({ risk, risks = {} }: Pick<Tool, 'risk' | 'risks'>): Risk | undefined {
  const ofArguments = Object.values(risks).flatMap((one) =>
    typeof one === 'string' ? one : Object.values(one).flat(),
  );
  return [risk, ...ofArguments].find((one) => IS_ASKED[one]);
}

function check(tool: Tool, names: readonly string[], reads: Readings): void {
  const { name, consequence, before = [], settledBy, whenLost, risks = {}, consequences = {}, done, operations } = tool;
  const fail = (what: string) => new Error(`${operations[0].id}: ${what}`);
  const asked = askedRiskOf(tool);
  if (asked && consequence === undefined) {
    throw fail(`"${name}" is ${asked}: the catalog must say its \`consequence\``);
  }
  if (tool.risk !== 'exposes' && tool.notExposing === undefined) {
    const question = 'why does nobody else get access, data or goods by it?';
    throw fail(`"${name}" changes something: ${question} The catalog must say \`notExposing\`, or \`risk: 'exposes'\``);
  }
  if (operations.some(({ answer }) => answer.kind === 'empty') && done === undefined) {
    throw fail(`"${name}" answers nothing: the catalog must say what is \`done\``);
  }
  if (settledBy && whenLost !== undefined) throw fail(`"${name}" has both \`settledBy\` and \`whenLost\``);
  for (const read of [...before, ...(settledBy ? [settledBy] : [])]) {
    const known = (reads.get(read.tool) ?? []).flatMap(({ operation }) => operation.parameters);
    const pairs = Object.entries(read.with);
    const wrong = pairs.find(([its, ours]) => !known.some((p) => p.argument === its) || !names.includes(ours));
    if (wrong || known.length === 0) throw fail(`"${read.tool}" is no tool that reads with ${wrong ?? 'arguments'}`);
  }
  const fields = { risks: Object.keys(risks), consequences: Object.keys(consequences).map(topOf) };
  for (const [field, given] of Object.entries(fields)) {
    const unknown = given.find((argument) => !names.includes(argument));
    if (unknown) throw fail(`"${unknown}" in \`${field}\` is not an argument`);
  }
}

/** The argument that a dot path leads into. */
const topOf = (path: string) => path.split('.')[0] ?? path;
