import type { WriteLimits } from '../config/index.ts';
import { CallError } from '../errors.ts';
import { type Money, NO_CURRENCY } from '../ledger/index.ts';
import { MAX_ORGANIZATIONS } from '../limits.ts';
import { type Caller, type OperationCall, ORGANIZATION_ARGUMENT, sentArguments } from '../operations/index.ts';
import type { Organization } from '../policy/index.ts';
import type { PlannedRead, PriorRead } from './advice/index.ts';
import { keyOf, makeRead, ownerOf, targetRead } from './reads.ts';

/**
 * Finds the organizations whose limits a change counts for, by their ids. Where nothing limits the change, there are none,
 * and Polar isn't asked.
 *
 * The change counts for the owner of the thing that changes, as Polar names it; or for the organization that the connection
 * is for; or for the one that a creation names, if the connection reaches it. So nobody can use up the limits of others. A
 * change that tells none of these counts for each organization that the connection reaches, until Polar's answer tells in
 * which one it was made. So no choice of tool or argument avoids the count.
 *
 * @param before the reads that were made for the change
 * @param refund the most that it pays back
 * @throws CallError `insufficient_scope` when the organization stays unknown, or the error of a read; then nothing may be sent
 */
export async function limitedOrganizations(
  call: OperationCall,
  before: readonly PriorRead[],
  refund: Money | undefined,
  caller: Caller,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { limits } = caller.ledger;
  if (!isLimited(limits, refund)) return [];
  if (refund?.currency === NO_CURRENCY && limits.refundCapPerDay !== undefined) throw unreadableOrder();

  const owner = ownerAlreadyRead(call, before);
  if (owner !== undefined) return [owner];
  const named = namedBy(call, caller);
  if (named.length > 0 && (isHeldByPolar(caller) || reaches(caller.organizations, named))) return named;
  const read = named.length > 0 ? undefined : await ownerAtPolar(call, caller, signal);
  if (read !== undefined) return [read];
  const reached = await listReachable(caller, signal);
  if (named.length > 0 && reaches(reached, named)) return named;
  // A person without an organization may create their first.
  if (reached.length === 0 && call.name !== 'create_organization') throw unknownOrganization();
  return reached.map(({ id }) => id);
}

const isLimited = ({ writesPerHour, refundCapPerDay }: WriteLimits, refund: Money | undefined) =>
  writesPerHour !== undefined || (refund !== undefined && refundCapPerDay !== undefined);

/** Whether Polar holds the token itself to one organization. A header or an address may name any organization. */
const isHeldByPolar = ({ organization, heldBy, isPersonToken }: Caller) =>
  organization !== undefined && (heldBy === 'token' || !isPersonToken);

const reaches = (organizations: readonly Organization[], ids: readonly string[]) =>
  ids.every((id) => organizations.some((one) => one.id === id));

/** The owner of the thing that changes, if it was read; for a refund, of its order. Other reads may be of other owners. */
function ownerAlreadyRead(call: OperationCall, before: readonly PriorRead[]): string | undefined {
  const target = targetRead(call);
  const isTarget = ({ read }: PriorRead) =>
    target ? keyOf(read) === keyOf(target) : call.name === 'create_refund' && read.tool === 'get_order';
  const read = before.find(isTarget);
  return read && ownerOf(read);
}

/** The organizations that the connection is for, or that a creation names. Each usage event may name its own. */
function namedBy(call: OperationCall, { organization, isPersonToken }: Caller): string[] {
  if (organization !== undefined) return [organization];
  // An organization's own token reaches that organization alone, whatever an argument says.
  if (!isPersonToken) return [];
  const { [ORGANIZATION_ARGUMENT]: own, events } = sentArguments(call);
  const named = own === undefined && Array.isArray(events) ? events.map((one) => one?.[ORGANIZATION_ARGUMENT]) : [own];
  // Polar takes ids in capitals, and answers them in small letters.
  return named.every((id) => typeof id === 'string') ? [...new Set(named.map((id) => id.toLowerCase()))] : [];
}

async function ownerAtPolar(call: OperationCall, caller: Caller, signal: AbortSignal): Promise<string | undefined> {
  const read = targetRead(call);
  if (!read) return undefined;
  try {
    return ownerOf(await makeRead(read, caller, signal));
  } catch (error) {
    if (error instanceof CallError && !error.retryable) return undefined;
    throw error;
  }
}

/** @throws CallError when Polar doesn't list all organizations */
async function listReachable(caller: Caller, signal: AbortSignal): Promise<readonly Organization[]> {
  try {
    const list: PlannedRead = { tool: 'list_organizations', arguments: { limit: MAX_ORGANIZATIONS } };
    const { data } = await makeRead(list, caller, signal);
    const { items, pagination } = data as { items: Organization[]; pagination: { total_count: number } };
    if (pagination.total_count <= items.length) return items;
  } catch (error) {
    const isForbidden = error instanceof CallError && (error.code === 'insufficient_scope' || error.code === 'refused');
    if (!isForbidden) throw error;
  }
  throw unknownOrganization();
}

const unknownOrganization = () =>
  new CallError(
    'insufficient_scope',
    'This server limits the changes of each organization, and this connection can’t tell which organization this one is for; nothing was sent to Polar.',
    { whatToDo: 'Ask the person to connect again for one organization, and to allow reading organizations.' },
  );

const unreadableOrder = () =>
  new CallError(
    'insufficient_scope',
    'This server limits what goes back in a day, and this connection may not read the order, its currency and its tax; nothing was sent to Polar.',
    { whatToDo: 'Ask the person to connect again, and to allow reading orders too.' },
  );
