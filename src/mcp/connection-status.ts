import QuickLRU from 'quick-lru';
import { version } from '../../package.json';
import { CallError } from '../errors.ts';
import { sanitize } from '../lib/text.ts';
import { MAX_ORGANIZATIONS } from '../limits.ts';
import { type Caller, parseCall, sendCall } from '../operations/index.ts';
import { LISTED_TOOLS, type Organization, type Policy, TOOL_NAMES } from '../policy/index.ts';
import { UNTRUSTED_TEXT_NOTE } from '../results/index.ts';

/** How many connections an isolate remembers as reachable: those that it serves at a time, and then some. */
const MAX_KNOWN_REACHABLE = 2000;

/** How long an organization that was seen counts as there, before an empty list asks for it again. */
const REACHABLE_KNOWN_MS = 5 * 60 * 1000;

/**
 * Describes who is connected to what, and what may be done. It holds no secret. Where organizations may be listed, Polar is asked for
 * them, so that this also says whether it answers.
 */
export async function describeConnection(caller: Caller, signal: AbortSignal): Promise<Record<string, unknown>> {
  const { environment, policy, scope, organization, isPersons } = caller;
  const { organizations, problem } = await organizationsOf(caller, signal);
  return {
    server: `polar-mcp ${version}`,
    environment,
    ...connectedBy(caller),
    ...(organization !== undefined && { organization_id: organization }),
    organizations,
    ...(problem !== undefined && { problem }),
    ...permissionsOf(scope, !isPersons),
    tools: describePolicy(policy),
    about: { note: UNTRUSTED_TEXT_NOTE },
  };
}

function connectedBy({ isPersons, userId }: Caller) {
  if (userId !== undefined) return { user_id: userId };
  return { connected_by: isPersons ? 'an access token of a person' : 'an access token of the organization' };
}

/** A pasted token may have fewer permissions than the person allowed on the consent page. */
function permissionsOf(scope: readonly string[] | undefined, isToken: boolean) {
  if (scope === undefined) return { permissions: 'those of the access token, which only Polar knows' };
  if (!isToken) return { permissions: scope };
  return {
    permissions_allowed: scope,
    permissions: 'those of permissions_allowed that the access token has, too: which these are, only Polar knows',
  };
}

interface Organizations {
  organizations: unknown[];
  problem?: string;
}

/** As Polar says now, or else as this server knows them from the login. */
async function organizationsOf(caller: Caller, signal: AbortSignal): Promise<Organizations> {
  const { organization, organizations: known } = caller;
  const isMeant = ({ id }: { id: string }) => organization === undefined || id === organization;
  if (caller.policy.refusal('list_organizations')) return { organizations: known.filter(isMeant).map(named) };
  try {
    const call = parseCall('list_organizations', { limit: MAX_ORGANIZATIONS }, caller);
    const { items } = (await sendCall(call, caller, { signal })) as { items: Organization[] };
    const organizations = items.filter(isMeant).map(named);
    // A list has an end, so what isn't in it is asked for once more.
    const isGone = organizations.length === 0 && (await reachOf(caller, signal)) === 'gone';
    return { organizations, ...(isGone && { problem: whyGone(caller) }) };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const problem = `Polar did not list the organizations now. ${error.message}`;
    return { organizations: known.filter(isMeant).map(named), problem };
  }
}

/** People name their organizations. */
const named = ({ id, slug, name }: Organization) => ({ id, slug: sanitize(slug), name: sanitize(name) });

/** How many tools there are, and why some can't be called. */
function describePolicy(policy: Policy) {
  const refused = TOOL_NAMES.flatMap((name) => {
    const refusal = policy.refusal(name);
    return refusal ? [{ name, reason: refusal.reason }] : [];
  });
  const hidden = [...new Set(refused.map(({ reason }) => reason))].map((reason) => ({
    reason,
    tools: refused.filter((tool) => tool.reason === reason).map(({ name }) => name),
  }));
  return {
    listed: policy.listed.length,
    callable: LISTED_TOOLS.length - refused.length,
    ...(hidden.length > 0 && { not_allowed: hidden }),
  };
}

/** The connections whose organization was seen a while ago, by id. QuickLRU keeps up to twice its `maxSize`. */
const seen = new QuickLRU<string, true>({ maxSize: MAX_KNOWN_REACHABLE / 2, maxAge: REACHABLE_KNOWN_MS });

/** Whether an answer has nothing in it: a list, or a table of which there are only the names of its columns. */
export function isEmptyList(data: unknown): boolean {
  if (typeof data === 'string') return !/[\r\n]\s*\S/.test(data);
  const { items = data } = (data ?? {}) as { items?: unknown };
  return Array.isArray(items) && items.length === 0;
}

/**
 * Makes sure that an empty list is one: to Polar, an organization that the person left, or that lost its access to the API,
 * has nothing in it.
 *
 * @throws CallError `refused` when Polar says that there is no such organization for this token
 */
export async function assertReachable(caller: Caller, signal: AbortSignal): Promise<void> {
  const key = `${caller.connectionId} ${caller.organization}`;
  if (seen.has(key)) return;
  const reach = await reachOf(caller, signal);
  if (reach === 'there') seen.set(key, true);
  if (reach !== 'gone') return;
  throw new CallError('refused', whyGone(caller), {
    whatToDo: 'Tell the person to look at Polar, and to connect again for an organization that they can use.',
  });
}

/** Whether what a connection is for is still there; `unknown` where Polar doesn't say it now, or not to this token. */
async function reachOf(caller: Caller, signal: AbortSignal): Promise<'there' | 'gone' | 'unknown'> {
  const { organization } = caller;
  try {
    const call =
      organization === undefined
        ? parseCall('list_organizations', { limit: 1 }, caller)
        : parseCall('get_organization', { organization_id: organization }, caller);
    return isEmptyList(await sendCall(call, caller, { signal })) ? 'gone' : 'there';
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return error.code === 'not_found' ? 'gone' : 'unknown';
  }
}

/** Says of a connection that is `gone` what that means. */
const whyGone = ({ organization }: Caller) =>
  organization === undefined
    ? 'This connection reaches no organization any more: the person left them all, or Polar took their access away.'
    : `The organization ${organization} of this connection can't be reached any more: the person left it, it was deleted, or it lost its access to Polar's API. It isn't empty.`;
