import { NAME_PREFIX } from './names.ts';
import { type Fields, valueAt } from './question.ts';
import type { Side } from './side.ts';

/** Shops have few files and webhooks. If there are more, the next run removes the rest. */
const MAX_PAGES = 10;
const PAGE = 100;

/** A kind of thing that a run makes, and how it goes away. */
interface Kind {
  word: string;
  list: string;
  args: Fields;
  /** The field that holds its name. */
  named: string;
  remove: string;
  with: (id: unknown) => Fields;
  /** Whether it can only be archived, because Polar keeps it. */
  stays?: true;
}

const byId = (id: unknown) => ({ id });
const archived = (id: unknown) => ({ id, is_archived: true });
const ofRuns = { query: NAME_PREFIX };

/**
 * The order matters: deleting a customer ends their subscriptions, and the things that a product uses are removed
 * before it.
 */
const KINDS: readonly Kind[] = [
  {
    word: 'webhook endpoint',
    list: 'list_webhook_endpoints',
    args: {},
    named: 'name',
    remove: 'delete_webhook_endpoint',
    with: byId,
  },
  {
    word: 'checkout link',
    list: 'list_checkout_links',
    args: {},
    named: 'label',
    remove: 'delete_checkout_link',
    with: byId,
  },
  {
    word: 'customer',
    list: 'list_customers',
    args: ofRuns,
    named: 'name',
    remove: 'delete_customer',
    with: (id) => ({ customer_id: id }),
  },
  { word: 'discount', list: 'list_discounts', args: ofRuns, named: 'name', remove: 'delete_discount', with: byId },
  { word: 'benefit', list: 'list_benefits', args: ofRuns, named: 'description', remove: 'delete_benefit', with: byId },
  {
    word: 'custom field',
    list: 'list_custom_fields',
    args: ofRuns,
    named: 'name',
    remove: 'delete_custom_field',
    with: byId,
  },
  { word: 'file', list: 'list_files', args: {}, named: 'name', remove: 'delete_file', with: byId },
  {
    word: 'dashboard',
    list: 'list_metric_dashboards',
    args: {},
    named: 'name',
    remove: 'delete_metric_dashboard',
    with: byId,
  },
  {
    word: 'product',
    list: 'list_products',
    args: { ...ofRuns, is_archived: false },
    named: 'name',
    remove: 'update_product',
    with: archived,
    stays: true,
  },
  {
    word: 'meter',
    list: 'list_meters',
    args: { ...ofRuns, is_archived: false },
    named: 'name',
    remove: 'update_meter',
    with: archived,
    stays: true,
  },
];

/** A thing of a run that was found by its name. */
export interface Leftover {
  /** `product polar-mcp live 2026-11-29 230512 plan`. */
  what: string;
  /** Whether it was archived and stays, because it can't be deleted. */
  stays: boolean;
  /** Why it is still there; undefined when it was removed. */
  failed: string | undefined;
}

/**
 * Finds the things that runs made by their names, and deletes them, or archives those that can't be deleted.
 *
 * @throws the signal's reason when it aborts
 */
export async function removeLeftovers(side: Side, signal: AbortSignal): Promise<Leftover[]> {
  const found: Leftover[] = [];
  for (const kind of KINDS) {
    for (const { id, name } of await listedOf(side, kind, signal)) {
      const { code } = await side.ask(kind.remove, kind.with(id), signal);
      const isGone = code === 'ok' || code === 'not_found';
      found.push({ what: `${kind.word} ${name}`, stays: kind.stays ?? false, failed: isGone ? undefined : code });
    }
  }
  return found;
}

/** Finds the things of a kind that carry a run's name. A list that Polar refuses has none. */
async function listedOf(side: Side, { list, args, named }: Kind, signal: AbortSignal) {
  const found: { id: unknown; name: string }[] = [];
  let next: Fields = list === 'list_metric_dashboards' ? {} : { page: 1, limit: PAGE };
  for (let page = 0; page < MAX_PAGES; page++) {
    const { code, answer } = await side.ask(list, { ...args, ...next }, signal);
    if (code !== 'ok') break;
    for (const item of (valueAt(answer, 'items') ?? []) as Fields[]) {
      const name = String(item[named] ?? '');
      if (isOfRun(name)) found.push({ id: item.id, name });
    }
    const after = valueAt(answer, 'about.next');
    if (after === undefined) break;
    next = after as Fields;
  }
  return found;
}

/** A file has a slug for its name. */
const isOfRun = (name: string) =>
  name.startsWith(`${NAME_PREFIX} `) || name.startsWith(`${NAME_PREFIX.replaceAll(' ', '-')}-`);
