/** How often one thing asks for what plans limit. */
export interface Cost {
  /** To the Worker. */
  requests: number;
  reads: number;
  writes: number;
  deletes: number;
  lists: number;
  /** To Durable Objects. */
  objects: number;
  /** To Polar's API. */
  polar: number;
}

/** The columns of the table, in its order. */
const COLUMNS = ['requests', 'reads', 'writes', 'deletes', 'lists', 'objects', 'polar'] as const;

/** Its rows. */
const ACTIONS = [
  'a login of an app',
  'a login that replaces the app’s last',
  'a renewal of the app’s token',
  'a conversation’s beginning',
  'a call that reads',
  'a call that first renews Polar’s token',
  'a change',
  'what asks first: the question',
  'what asks first: the yes',
] as const;
export type Action = (typeof ACTIONS)[number];
export type Costs = Record<Action, Cost>;

/**
 * The costs that docs/operating.md names: test/worker/costs.test.ts holds them to what is measured.
 *
 * @param documentation the text of docs/operating.md
 * @throws Error when it lacks the table, or a row
 */
export function costsIn(documentation: string): Costs {
  const rows = [...documentation.matchAll(/^\| ([^|]+) ((?:\| \d+ ){7})\|$/gm)].map(([, name = '', counts = '']) => {
    const values = counts.match(/\d+/g)?.map(Number) ?? [];
    return [name, Object.fromEntries(COLUMNS.map((column, i) => [column, values[i]]))];
  });
  const costs = Object.fromEntries(rows) as Costs;
  const missing = ACTIONS.find((action) => !costs[action]);
  if (missing) throw new Error(`docs/operating.md doesn't say what this asks for: ${missing}`);
  return costs;
}

export const NO_COST: Readonly<Cost> = Object.freeze(
  Object.fromEntries(COLUMNS.map((column) => [column, 0])) as unknown as Cost,
);
