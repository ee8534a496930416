import type { Toolset } from '../../openapi/catalog/types.ts';
import { type Document, type Method, type Operation, operationsOf, reachable } from '../../openapi/document.ts';
import { catalogFileForTag } from '../generator/catalog.ts';
import type { LockedNames } from '../generator/names.ts';
import { sufficientScopes } from '../generator/operation.ts';
import { type Change, code, inOrder, list } from './change.ts';
import { bodyOf, compareObjects, fieldsOf, parametersOf } from './objects.ts';
import { compareValues, merged, sorted, type Value, valueFrom } from './values.ts';

/** The differences between two documents, by tools. Everything is sorted. */
export interface SpecDiff {
  /** Tool names, or the ids of operations that the catalog doesn't name. */
  added: string[];
  removed: string[];
  /** Tools whose arguments or calls differ. */
  changed: { tool: string; changes: Change[] }[];
  /** Polar's schemas that differ, and the tools whose answers have them. */
  answers: { schema: string; tools: string[]; changes: Change[] }[];
  /** New operations without a tool, and the catalog's file to open. */
  undecided: { id: string; call: string; file: string }[];
}

interface Located {
  path: string;
  method: Method;
  operation: Operation;
}
type Side = { document: Document; operations: Map<string, Located> };

/**
 * Compares two documents by tools.
 *
 * @param before a document of `keepStructure`, like `after`
 * @param catalog the catalog, which needn't fit either document
 */
export function diffSpecs(
  before: Document,
  after: Document,
  catalog: readonly Toolset[],
  locked: LockedNames,
): SpecDiff {
  const [was, now] = [sideOf(before), sideOf(after)];
  const names = new Names(catalog, locked);
  const toolsOf = ({ operations }: Side) => new Set(Array.from(operations.keys(), (id) => names.toolOf(id) ?? id));
  const [toolsBefore, toolsAfter] = [toolsOf(was), toolsOf(now)];
  const isNew = (id: string) => !was.operations.has(id);
  const undecided = [...now.operations].filter(([id]) => isNew(id) && !names.toolOf(id));

  const answers = diffAnswers(was, now, names);
  const changes = new Map<string, Change[]>();
  for (const id of sorted(new Set([...was.operations.keys(), ...now.operations.keys()]))) {
    const tool = names.toolOf(id) ?? id;
    if (!toolsBefore.has(tool) || !toolsAfter.has(tool)) continue;
    const found = diffOperation(id, was, now, names);
    if (found.length === 0 && differsWithoutWords(id, was, now, answers)) {
      found.push({ text: 'differs in its schemas in a way that this list has no words for', isBreaking: false });
    }
    if (found.length > 0) changes.set(tool, [...(changes.get(tool) ?? []), ...found]);
  }
  return {
    added: sorted(toolsAfter).filter((tool) => !toolsBefore.has(tool) && !undecided.some(([id]) => id === tool)),
    removed: sorted(toolsBefore).filter((tool) => !toolsAfter.has(tool)),
    changed: sorted(changes.keys()).map((tool) => ({ tool, changes: inOrder(changes.get(tool) ?? []) })),
    answers,
    undecided: undecided
      .map(([id, located]) => ({
        id,
        call: callOf(located),
        file: catalogFileForTag(located.operation.tags?.[0], catalog, after),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function sideOf(document: Document): Side {
  const operations = Array.from(operationsOf(document), (located) => [located.operation.operationId, located] as const);
  return { document, operations: new Map(operations) };
}

function callOf({ method, path }: Located): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Compares one operation of a tool that is on both sides. */
function diffOperation(id: string, before: Side, after: Side, names: Names): Change[] {
  const [was, now] = [before.operations.get(id), after.operations.get(id)];
  if (!was || !now) {
    const located = was ?? now;
    const verb = was ? 'no longer calls' : 'also calls';
    return located ? [{ text: `${verb} ${code(callOf(located))}`, isBreaking: Boolean(was) }] : [];
  }
  const changes: Change[] = [];
  if (callOf(was) !== callOf(now)) {
    changes.push({ text: `calls ${code(callOf(now))}, and called ${code(callOf(was))}`, isBreaking: false });
  }
  changes.push(...diffAccess('any scope of', sufficientScopes(was.operation), sufficientScopes(now.operation)));
  changes.push(...diffAccess('a token of kind', tokensFor(was.operation), tokensFor(now.operation)));
  const [whoWas, whoIs] = [was.operation, now.operation].map((o) => sorted(o['x-polar-allowed-subjects'] ?? []));
  changes.push(...diffAccess('one of', whoWas ?? [], whoIs ?? []));
  const rename = names.renamesOf(id);
  const parameters = ({ operation }: Located, { document }: Side) =>
    parametersOf(operation, rename, document.components.schemas);
  const body = ({ operation }: Located, { document }: Side) => bodyOf(operation, document.components.schemas);
  changes.push(...compareObjects(parameters(was, before), parameters(now, after), 'taken'));
  changes.push(...compareObjects(body(was, before), body(now, after), 'taken'));
  const answer = ({ operation }: Located, { document }: Side) => answerOf(operation, document);
  changes.push(...compareValues('its answer', answer(was, before), answer(now, after), 'answered'));
  return changes;
}

/** The kinds of tokens that may call it: a person's (`oidc`), an organization's (`oat`), and others. */
function tokensFor({ security = [] }: Operation): string[] {
  return sorted(new Set(security.flatMap((entry) => Object.keys(entry))));
}

function diffAccess(what: string, was: string[], now: string[]): Change[] {
  if (was.join() === now.join()) return [];
  const isBreaking = was.some((one) => !now.includes(one));
  return [{ text: `needs ${what} ${list(now)}, and needed ${what} ${list(was)}`, isBreaking }];
}

function contentsOf({ responses }: Operation) {
  return Object.entries(responses).flatMap(([status, { content }]) => (/^2/.test(status) && content ? [content] : []));
}

function answerOf(operation: Operation, { components }: Document): Value {
  const nothing: Value = { kinds: new Set(['nothing']), values: new Set(), limits: new Map() };
  const values = contentsOf(operation).flatMap((content) =>
    Object.entries(content).map(([type, { schema = {} }]): Value => {
      const value = valueFrom(schema, components.schemas, 'named');
      return type === 'application/json' ? value : { ...value, kinds: new Set([type]) };
    }),
  );
  return values.length > 0 ? merged(values) : nothing;
}

/** Compares the schemas on both sides that answers lead to. */
function diffAnswers(before: Side, after: Side, names: Names): SpecDiff['answers'] {
  const found = new Map<string, Set<string>>();
  for (const [id, { operation }] of after.operations) {
    if (!before.operations.has(id)) continue;
    for (const schema of reachable(contentsOf(operation), after.document.components.schemas)) {
      found.set(schema, (found.get(schema) ?? new Set()).add(names.toolOf(id) ?? id));
    }
  }
  const fields = (schema: string, { document }: Side) => fieldsOf(schema, document.components.schemas);
  return sorted(found.keys())
    .filter((schema) => before.document.components.schemas[schema])
    .map((schema) => ({
      schema,
      tools: sorted(found.get(schema) ?? []),
      changes: compareObjects(fields(schema, before), fields(schema, after), 'answered'),
    }))
    .filter(({ changes }) => changes.length > 0);
}

/** Finds out whether the schemas of an operation differ, though no comparison above has words for it. */
function differsWithoutWords(id: string, before: Side, after: Side, answers: SpecDiff['answers']): boolean {
  const told = new Set(answers.map(({ schema }) => schema));
  const [was, now] = [before, after].map(({ document, operations }) => {
    const operation = operations.get(id)?.operation;
    const taken = [operation?.parameters, operation?.requestBody];
    const answered = operation && contentsOf(operation);
    const { schemas } = document.components;
    const isTold = [...reachable(answered, schemas)].some((name) => told.has(name));
    const parts = isTold ? taken : [...taken, answered];
    return canonical([parts, sorted(reachable(parts, schemas)).map((name) => [name, schemas[name]])]);
  });
  return was !== now;
}

/** Writes JSON in which names and lists of texts are sorted, so that their order makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) => {
    if (Array.isArray(child)) return child.every((one) => typeof one === 'string') ? [...child].sort() : child;
    if (typeof child !== 'object' || child === null) return child;
    return Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Names the tools and arguments of the operations of any document, whether the catalog still has them or not. */
class Names {
  readonly #tools = new Map<string, string>();
  readonly #renames = new Map<string, Record<string, string>>();

  constructor(catalog: readonly Toolset[], locked: LockedNames) {
    // The lock still knows the tool of an operation that the catalog lost.
    for (const [name, id] of Object.entries(locked)) this.#tools.set(id, name);
    const entries = catalog.flatMap(({ tools }) => Object.entries(tools));
    for (const [id, entry] of entries) {
      this.#renames.set(id, entry.rename ?? {});
      if ('name' in entry) this.#tools.set(id, entry.name);
    }
    for (const [id, entry] of entries) {
      const name = 'sameToolAs' in entry ? this.#tools.get(entry.sameToolAs) : undefined;
      if (name !== undefined) this.#tools.set(id, name);
    }
  }

  /** The name of the tool that calls an operation. */
  toolOf(operationId: string): string | undefined {
    return this.#tools.get(operationId);
  }

  /** Parameter → argument, where their names differ. */
  renamesOf(operationId: string): Record<string, string> {
    return this.#renames.get(operationId) ?? {};
  }
}
