import type { Read, Risk } from '../../openapi/catalog/policy.ts';
import { casesOf, type Schema, type Schemas } from '../../openapi/document.ts';
import { catalogError } from './catalog.ts';
import type { ToolOperation } from './operation.ts';
import type { Operation } from './runtime/tool.ts';
import type { Tool } from './tools.ts';

/** The reads around a change. */
export type ChangeReads = Pick<Operation, 'target' | 'settledBy'>;

type ReadOperation = { tool: Tool; operation: ToolOperation };
/** Reads, by the operation's path or by the tool's name. */
type ReadOperations = ReadonlyMap<string, readonly ReadOperation[]>;

/**
 * Finds the reads around each operation that changes something, and checks what the catalog says about changes.
 *
 * @param argumentsOf the arguments of each tool, by its name
 * @returns by the operation's id
 * @throws Error with one line that names the operation
 */
export function resolveChanges(
  tools: readonly Tool[],
  argumentsOf: ReadonlyMap<string, readonly string[]>,
  schemas: Schemas,
): Map<string, ChangeReads> {
  const reads = tools.flatMap((tool) =>
    tool.risk === 'read' ? tool.operations.map((operation) => ({ tool, operation })) : [],
  );
  const byPath = Map.groupBy(reads, ({ operation }) => operation.path);
  const byTool = Map.groupBy(reads, ({ tool }) => tool.name);
  const found = new Map<string, ChangeReads>();
  for (const tool of tools) {
    if (tool.risk === 'read') continue;
    const names = argumentsOf.get(tool.name) ?? [];
    checkChange(tool, names, byTool);
    for (const operation of tool.operations) {
      const target = targetOf(operation, byPath);
      const settledBy =
        tool.whenLost === undefined
          ? (tool.settledBy ?? target ?? listOf(operation, names, byPath, schemas))
          : undefined;
      found.set(operation.id, { ...(target && { target }), ...(settledBy && { settledBy }) });
    }
  }
  return found;
}

/** The read whose path is the longest beginning of this path that ends with an id. */
function targetOf({ path, parameters }: ToolOperation, reads: ReadOperations): Read | undefined {
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

/** The list that shows the newest first, narrowed to the same customer or organization where it takes such ids. */
function listOf(
  { path }: ToolOperation,
  names: readonly string[],
  reads: ReadOperations,
  schemas: Schemas,
): Read | undefined {
  const read = reads.get(path)?.find(({ operation }) => operation.answer.kind === 'list');
  if (!read) return undefined;
  const { parameters } = read.operation;
  const ids = parameters.map((p) => p.argument).filter((name) => name.endsWith('_id') && names.includes(name));
  const sorts = parameters.find((p) => p.argument === 'sorting' && accepts(p.schema, LATEST_FIRST, schemas));
  return {
    tool: read.tool.name,
    with: Object.fromEntries(ids.map((name) => [name, name])),
    ...(sorts && { given: { sorting: [LATEST_FIRST] } }),
  };
}

const LATEST_FIRST = '-created_at';

function accepts(schema: Schema, value: string, schemas: Schemas): boolean {
  return casesOf(schema, schemas).some(
    ({ schema: { enum: values = [], items } }) => values.includes(value) || (items && accepts(items, value, schemas)),
  );
}

/** The risks that a person is asked about, unless the operator decides otherwise. */
const ASKS_FIRST: Readonly<Record<Risk, boolean>> = {
  read: false,
  write: false,
  exposes: true,
  irreversible: true,
  money: true,
};

/** The first risk of a tool, or of one of its arguments, that a person is asked about. */
export function askedRiskOf({ risk, risks = {} }: Pick<Tool, 'risk' | 'risks'>): Risk | undefined {
  const ofArguments = Object.values(risks).flatMap((one) =>
    typeof one === 'string' ? one : Object.values(one).flat(),
  );
  return [risk, ...ofArguments].find((one) => ASKS_FIRST[one]);
}

function checkChange(tool: Tool, names: readonly string[], reads: ReadOperations): void {
  const { name, consequence, before = [], settledBy, whenLost, risks = {}, consequences = {}, done, operations } = tool;
  const mistake = (what: string) => catalogError(tool.toolset, `${operations[0].id}: ${what}`);
  const asked = askedRiskOf(tool);
  if (asked && consequence === undefined) {
    throw mistake(`"${name}" is ${asked}, so it needs a \`consequence\``);
  }
  if (tool.risk !== 'exposes' && tool.whyNotExposing === undefined) {
    const reason = '`whyNotExposing`: why nobody else gets access, data or goods by it';
    throw mistake(`"${name}" changes something, so it needs ${reason}; or \`risk: 'exposes'\``);
  }
  if (operations.some(({ answer }) => answer.kind === 'empty') && done === undefined) {
    throw mistake(`"${name}" answers nothing, so it needs \`done\`: what the call did`);
  }
  if (settledBy && whenLost !== undefined) throw mistake(`"${name}" has both \`settledBy\` and \`whenLost\``);
  for (const read of [...before, ...(settledBy ? [settledBy] : [])]) {
    const known = (reads.get(read.tool) ?? []).flatMap(({ operation }) => operation.parameters);
    const pairs = Object.entries(read.with);
    const wrong = pairs.find(([its, ours]) => !known.some((p) => p.argument === its) || !names.includes(ours));
    if (wrong || known.length === 0) throw mistake(`"${read.tool}" is no tool that reads with ${wrong ?? 'arguments'}`);
  }
  const fields = {
    risks: Object.keys(risks),
    consequences: Object.keys(consequences).map((path) => path.split('.')[0] ?? path),
  };
  for (const [field, given] of Object.entries(fields)) {
    const unknown = given.find((argument) => !names.includes(argument));
    if (unknown) throw mistake(`"${unknown}" in \`${field}\` is not an argument`);
  }
}
