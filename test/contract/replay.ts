import { readFileSync } from 'node:fs';
import {
  DEFAULT_ORGANIZATION_TOKEN,
  POWERLESS_ORGANIZATION_TOKEN,
  SEED,
  type Simulator,
} from '../../simulator/index.ts';

/**
 * The contract of the simulator with Polar: requests that were once sent to a real Polar server, and the structure of
 * its answers. `contract.jsonl` has one a line; its first line has the long names that stand in `details`.
 */
export interface Agreement {
  /** The operation and what was tried: the entry's name. */
  case: string;
  method: string;
  /** `{{customer}}` is the simulator's: see `namesOf`. */
  path: string;
  query?: [string, string][];
  body?: unknown;
  /** A body that is sent as it is. */
  raw?: string;
  /** In place of `application/json`; `null` is none. */
  contentType?: string | null;
  /** A token's name or the token itself. Default: an organization's that may do everything. */
  auth?: 'none' | 'lacking' | 'user' | 'patlacking' | string;
  answer: Answer;
}

export interface Answer {
  status: number;
  /** `error` of a refusal. */
  kind?: string;
  /** Type and `loc` of each detail of a 422, in order. */
  details?: (string | number)[][];
}

const FILE = new URL('contract.jsonl', import.meta.url);

/** The entries in the order in which they are to be sent: some rest on what earlier ones changed. */
export function agreements(): Agreement[] {
  const [names = '{}', ...lines] = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const long = JSON.parse(names) as Record<string, string>;
  return lines.map((line) => {
    const entry = JSON.parse(line) as Agreement;
    const details = entry.answer.details?.map((parts) => parts.map((part) => long[part] ?? part));
    return { ...entry, answer: { ...entry.answer, ...(details && { details }) } };
  });
}

/** The ids at a fresh simulator that the names in requests stand for. */
export async function namesOf(
  simulator: Simulator,
  tokens: { user: string; openid: string },
): Promise<Record<string, string>> {
  const list = async (path: string) => {
    const headers = { authorization: `Bearer ${DEFAULT_ORGANIZATION_TOKEN.token}` };
    const response = await fetch(`${simulator.url}${path}`, { headers });
    return ((await response.json()) as { items: Record<string, unknown>[] }).items;
  };
  const other = (await list('/v1/customers/?limit=100')).find(({ id }) => id !== SEED.customer);
  const paid = await list('/v1/orders/?limit=100&status=paid');
  const flat = Object.entries(SEED).filter(([, value]) => typeof value === 'string');
  const within = (prefix: string, ids: object) => Object.entries(ids).map(([name, id]) => [`${prefix}_${name}`, id]);
  return Object.fromEntries([
    ...flat,
    ...within('product', SEED.products),
    ...within('benefit', SEED.benefits),
    ['customer2', other?.id],
    ['customer2Email', other?.email],
    ['canceledSubscription', (await list('/v1/subscriptions/?limit=100&status=canceled'))[0]?.id],
    ['order2', paid.find(({ id, subscription_id }) => id !== SEED.order && subscription_id === null)?.id],
    ['subscriptionOrder', paid.find(({ subscription_id }) => subscription_id === SEED.subscription)?.id],
    ['closedDispute', (await list('/v1/disputes/?limit=100')).find(({ id }) => id !== SEED.dispute)?.id],
    ['token', DEFAULT_ORGANIZATION_TOKEN.token],
    ['lacking', POWERLESS_ORGANIZATION_TOKEN.token],
    ['patlacking', tokens.openid],
    ['user', tokens.user],
  ]) as Record<string, string>;
}

/** Sends a request of the contract, and gives the structure of what comes back. */
export async function send(simulator: Simulator, entry: Agreement, names: Record<string, string>): Promise<Answer> {
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => names[name] ?? name);
  const query = entry.query?.map(([name, value]) => {
    const key = encodeURIComponent(fill(name)).replaceAll('%5B', '[').replaceAll('%5D', ']');
    return `${key}=${encodeURIComponent(fill(value))}`;
  });
  const text = entry.raw ?? (entry.body === undefined ? undefined : fill(JSON.stringify(entry.body)));
  const auth = entry.auth ?? 'token';
  const contentType = entry.contentType === undefined ? 'application/json' : entry.contentType;
  const empty = entry.method === 'GET' || entry.method === 'DELETE' ? null : Buffer.alloc(0);
  const response = await fetch(simulator.url + fill(entry.path) + (query?.length ? `?${query.join('&')}` : ''), {
    method: entry.method,
    redirect: 'manual',
    headers: {
      'polar-version': '2026-10',
      ...(auth !== 'none' && { authorization: auth.includes(' ') ? auth : `Bearer ${names[auth] ?? auth}` }),
      ...(text !== undefined && contentType !== null && { 'content-type': contentType }),
    },
    // Bytes have no content type of their own.
    body: text === undefined ? empty : Buffer.from(text),
  });
  return structureOf(response.status, await response.text());
}

/** The structure of an answer: what this contract holds of it. */
function structureOf(status: number, text: string): Answer {
  const body = status < 400 ? undefined : (parsed(text) as { error?: string; detail?: unknown } | undefined);
  const details = Array.isArray(body?.detail)
    ? (body.detail as { type: string; loc: (string | number)[] }[]).map(({ type, loc }) => [type, ...loc])
    : undefined;
  return { status, ...(body?.error !== undefined && { kind: body.error }), ...(details && { details }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
