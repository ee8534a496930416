import type { ApiDocument, Schema, SimulatedOperation } from './document.ts';

/** One step of a path: a collection, and the parameter that names a member of it. */
export interface PathStep {
  collection: string;
  param?: string;
}

/** Collections whose last path segment says too little, or that have two names. */
const NAMES: Record<string, string> = {
  grants: 'benefit-grants',
  endpoints: 'webhook-endpoints',
  deliveries: 'webhook-deliveries',
  dashboards: 'metric-dashboards',
};

/** `/v1/customers/external/{external_id}/members` → customers by `external_id`, then members. */
export function stepsOf(path: string): PathStep[] {
  const steps: PathStep[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === 'v1' || segment === 'external') continue;
    const last = steps.at(-1);
    if (segment.startsWith('{')) {
      if (last) last.param = segment.slice(1, -1);
      continue;
    }
    // A literal after a literal is a section of the API (`/v1/webhooks/endpoints`), not a child.
    if (last && last.param === undefined) steps.pop();
    steps.push({ collection: NAMES[segment] ?? segment });
  }
  return steps;
}

/** The schema of one item of a list answer (a page, or a plain array). */
function listItemSchema(operation: SimulatedOperation, document: ApiDocument): Schema | undefined {
  if (!operation.success.schema) return undefined;
  const resolved = document.resolve(operation.success.schema);
  const page = resolved.anyOf?.[0] ? document.resolve(resolved.anyOf[0]) : resolved;
  if (page.type === 'array') return page.items;
  return page.properties?.pagination ? page.properties.items?.items : undefined;
}

/** Finds the schema of each collection's records: as they are fetched, else as they are listed, else as they are answered. */
export function collectionSchemas(document: ApiDocument): Map<string, Schema> {
  const ranked = new Map<string, { rank: number; schema: Schema }>();
  for (const operation of document.operations) {
    const step = stepsOf(operation.path).at(-1);
    if (!step || !operation.success.schema) continue;
    const item = listItemSchema(operation, document);
    const fetched = operation.method === 'get' && step.param !== undefined;
    const rank = fetched ? 0 : item ? 1 : 2;
    const known = ranked.get(step.collection);
    if (!known || rank < known.rank) ranked.set(step.collection, { rank, schema: item ?? operation.success.schema });
  }
  // Seats are listed inside an object of their own.
  const seat = document.operations.find((operation) => operation.id === 'customer-seats:assign_seat');
  if (seat?.success.schema) ranked.set('customer-seats', { rank: 0, schema: seat.success.schema });
  return new Map([...ranked].map(([name, { schema }]) => [name, schema]));
}

/** `license-keys` → `license_key_id`: how a child names its parent. */
export function referenceTo(collection: string): string {
  return `${collection.replace(/s$/, '').replaceAll('-', '_')}_id`;
}
