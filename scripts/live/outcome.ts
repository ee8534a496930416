import { catalog } from '../../openapi/catalog/index.ts';
import type { SameTool, ToolEntry } from '../../openapi/catalog/types.ts';
import { apiDocument, type SimulatedOperation } from '../../simulator/document.ts';
import { createRouter } from '../../simulator/routing.ts';
import { validatorsOf } from '../../simulator/validation/validators.ts';
import type { HttpExchange } from './recording-proxy.ts';
import type { CallResult } from './side.ts';

/** The most violations of the document that are reported for one answer. */
const MAX_BREAKS = 4;

/** The part of an answer that can be compared: its end and its structure. It holds no value of the account's. */
export interface Outcome {
  /** `ok`, or the code of the error. */
  code: string;
  /** The status of the request that decided; undefined when none was sent. */
  status: number | undefined;
  /** Polar's name for its refusal, or the places and types of a 422; undefined for a success. */
  refusal: string | undefined;
  /** The places at which a success violates the document; undefined if there was no success. */
  breaks: string[] | undefined;
  /** Every field of a success, as dot paths. A list has those of all its items. */
  fields: ReadonlySet<string>;
}

/** The outcome of a call, judged by the last request that belongs to the tool's own operations. */
export function outcomeOf(tool: string, { code, exchanges }: CallResult): Outcome {
  const last = exchanges.findLast((one) => OPERATIONS.get(tool)?.has(operationOf(one)?.id ?? ''));
  const isSuccess = last !== undefined && last.status < 400;
  const success = isSuccess && code === 'ok' ? last : undefined;
  return {
    code,
    status: last?.status,
    refusal: last && !isSuccess ? refusalOf(last) : undefined,
    breaks: success && breaksOf(success),
    fields: success ? fieldsOf(success.json) : new Set(),
  };
}

/** `ResourceNotFound`, or `body.name missing, body.prices.0 too_long`. */
function refusalOf({ json }: HttpExchange): string {
  const { error, detail } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (!Array.isArray(detail)) return typeof error === 'string' ? error : 'no JSON';
  const places = detail.map(({ loc = [], type }: { loc?: unknown[]; type?: string }) => {
    // Pydantic writes its validators there, with their source.
    const parts = loc.map(String).filter((part) => !/[[(]/.test(part));
    return `${parts.join('.') || '?'} ${type ?? '?'}`;
  });
  return [...new Set(places)].toSorted().join(', ');
}

/** Every path of a value: `items.id`, `prices.*.amount_type`. An id as a key is a star; keys that people chose are left out. */
export function fieldsOf(value: unknown, prefix = ''): Set<string> {
  if (Array.isArray(value)) return union(value.map((item) => fieldsOf(item, prefix)));
  if (typeof value !== 'object' || value === null) return new Set();
  return union(
    Object.entries(value).map(([name, child]) => {
      const word = ID.test(name) ? '*' : name;
      const path = prefix ? `${prefix}.${word}` : word;
      return FREE_KEYS.has(name) ? new Set([path]) : new Set([path, ...fieldsOf(child, path)]);
    }),
  );
}

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
/** Objects whose keys are the account's own words. */
const FREE_KEYS = new Set([
  'metadata',
  'custom_field_data',
  'user_metadata',
  'customer_metadata',
  'archived',
  'meta',
  'conditions',
  'headers',
]);

const union = (sets: Set<string>[]) => new Set(sets.flatMap((set) => [...set]));

const routed = createRouter(apiDocument());
const validators = validatorsOf(apiDocument());

/** The operations of each tool. Other requests of a call are reads that help it. */
const OPERATIONS = operationsByTool();

function operationsByTool(): Map<string, Set<string>> {
  const entries = catalog.flatMap(({ tools }) => Object.entries<ToolEntry | SameTool>(tools));
  const byId = new Map(entries);
  const operations = new Map<string, Set<string>>();
  for (const [id, entry] of entries) {
    const own = 'sameToolAs' in entry ? byId.get(entry.sameToolAs) : entry;
    if (own === undefined || !('name' in own)) continue;
    operations.set(own.name, (operations.get(own.name) ?? new Set()).add(id));
  }
  return operations;
}

function operationOf({ method, path }: HttpExchange): SimulatedOperation | undefined {
  const match = routed(method, path);
  return match.kind === 'operation' ? match.operation : undefined;
}

/** The places at which a success breaks the document: `items.[].currency must be string`. */
function breaksOf(exchange: HttpExchange): string[] {
  const known = operationOf(exchange);
  if (!known) return [];
  const { success, operation } = known;
  const isDocumented = String(exchange.status) in operation.responses;
  return [
    ...(isDocumented ? [] : [`status ${exchange.status}, which the document doesn't have`]),
    ...(success.csv || exchange.status !== success.status ? [] : wrongIn(success, exchange.json)),
  ];
}

function wrongIn({ schema }: SimulatedOperation['success'], json: unknown): string[] {
  if (!schema) return [];
  const validate = validators.of(schema);
  if (validate(json)) return [];
  const errors = validate.errors ?? [];
  // In a union each member complains. Those that complain at the deepest place fitted best.
  const depth = (path: string) => path.split('/').length;
  const deepest = Math.max(...errors.map(({ instancePath }) => depth(instancePath)));
  const places = errors
    .filter(({ instancePath, keyword }) => depth(instancePath) === deepest && keyword !== 'anyOf')
    .map(({ instancePath, message }) => `${shortPath(instancePath)} ${message ?? 'is wrong'}`);
  return [...new Set(places)].slice(0, MAX_BREAKS);
}

const shortPath = (pointer: string) =>
  pointer
    .slice(1)
    .replaceAll(/\/\d+(?=\/|$)/g, '[]')
    .replaceAll('/', '.') || 'the answer';
