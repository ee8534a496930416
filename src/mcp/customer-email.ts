import type { Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { CallError, invalidArguments } from '../errors.ts';
import { type Caller, parseCall, sendCall, withOwnNames } from '../operations/index.ts';
import { lackingScopes } from '../policy/index.ts';

type Arguments = Record<string, unknown>;

/** The argument by which a customer is named. Polar's operations have ids alone for it. */
const EMAIL = 'email';

/** The arguments that name the same customers. */
const IDS = ['customer_id', 'external_customer_id'];

/** One organization has at most one customer with an email. */
const MAX_CUSTOMERS = 100;

interface Customer {
  id: string;
  organization_id: string;
}

/**
 * Replaces the email of a customer among a tool's arguments by the id that Polar has for it.
 *
 * @returns the arguments as they were where the tool or the call has no such email; `undefined` when no customer has it
 * @throws CallError `invalid_arguments` when ids are given too, or when customers of several organizations have the email and the
 *   call is about one; `insufficient_scope` when the app may not read customers; and as Polar refuses the search
 */
export async function withCustomerOfEmail(
  name: ToolName,
  written: Arguments,
  caller: Caller,
  signal: AbortSignal,
): Promise<Arguments | undefined> {
  const { byEmail, aliases }: Tool = tools[name];
  if (byEmail === undefined) return written;
  const { [EMAIL]: email, ...others } = withOwnNames(aliases, written);
  if (email === undefined || email === null) return others;
  if (typeof email !== 'string' || email.trim() === '')
    throw invalidArguments([{ path: EMAIL, message: 'Expected an email address' }]);
  // Neither null nor an empty text, with which a client filled it in, is an id.
  const isEmptyId = (id: string) => IDS.includes(id) && (others[id] === null || others[id] === '');
  const given = Object.fromEntries(Object.entries(others).filter(([id]) => !isEmptyId(id)));
  if (IDS.some((id) => given[id] !== undefined))
    throw invalidArguments([{ path: '', message: `Give only one of these: ${[...IDS, EMAIL].join(', ')}` }]);

  // Polar knows the scopes of the connection alone, and an app's token may have fewer.
  if (caller.scope && lackingScopes(tools.list_customers, caller.scope).length > 0) throw lacksReading();
  const within = given.organization_id === undefined ? {} : { organization_id: given.organization_id };
  const search = parseCall('list_customers', { email: email.trim(), limit: MAX_CUSTOMERS, ...within }, caller);
  const { items } = (await sendCall(search, caller, { signal }).catch(needsToRead)) as { items: Customer[] };
  const [first, ...more] = items;
  if (!first) return undefined;
  if (byEmail === 'any') return { ...given, customer_id: items.map(({ id }) => id) };
  if (more.length > 0) throw severalCustomers(items, caller);
  return { ...given, customer_id: first.id };
}

/** @throws CallError that says for what a lacking permission is needed; any other error as it is */
function needsToRead(error: unknown): never {
  if (!(error instanceof CallError) || error.code !== 'insufficient_scope') throw error;
  throw lacksReading(error.status);
}

const lacksReading = (status?: number) =>
  new CallError('insufficient_scope', 'To find a customer by email, the permission customers:read is needed.', {
    ...(status !== undefined && { status }),
    whatToDo: 'Give the customer_id instead, or ask the person to connect again and to allow it.',
  });

/** The error for an email that no customer has. */
export const noSuchCustomer = () =>
  new CallError('not_found', 'No customer has this email address.', {
    whatToDo:
      'Look with list_customers and `query` for a part of the name or the email, or ask the person for another.',
  });

function severalCustomers(customers: readonly Customer[], { organizations }: Caller): CallError {
  const slugOf = (id: string) => organizations.find((one) => one.id === id)?.slug ?? id;
  const found = customers.map(({ id, organization_id }) => `${id} (organization ${slugOf(organization_id)})`);
  const message = `Customers of several organizations have it: ${found.join(', ')}. Give the customer_id of one`;
  return invalidArguments([{ path: EMAIL, message }]);
}
