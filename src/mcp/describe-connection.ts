import { version } from '../../package.json';
import { type Channel, channelOf } from '../confirm/index.ts';
import { CallError } from '../errors.ts';
import { sanitize } from '../lib/text.ts';
import { MAX_ORGANIZATIONS } from '../limits.ts';
import { type Caller, parseCall, sendCall, type ToolRequest } from '../operations/index.ts';
import { LISTED_TOOLS, type Organization, type Policy, TOOL_NAMES } from '../policy/index.ts';
import { UNTRUSTED_TEXT_NOTE } from '../results/index.ts';
import { groupRefusals, howToAllowMore } from './more-access.ts';
import { goneMessage, reachabilityOf } from './polar-tool.ts';

type Asked = Pick<ToolRequest, 'signal' | 'appName' | 'abilities'>;

/**
 * Describes the connection: the person, the organizations and the permitted tools. It holds no secret. Where organizations may be
 * listed, it asks Polar for them, and so also says whether Polar answers.
 */
export async function describeConnection(caller: Caller, request: Asked): Promise<Record<string, unknown>> {
  const { environment, policy, scope, organization, isPersonToken } = caller;
  const { organizations, problem } = await organizationsOf(caller, request.signal);
  return {
    server: `polar-mcp ${version}`,
    environment,
    ...connectedBy(caller),
    ...(organization !== undefined && { organization_id: organization }),
    organizations,
    ...(problem !== undefined && { problem }),
    ...permissionsOf(scope, !isPersonToken),
    ...approvalOf(caller, request),
    tools: await describePolicy(policy, caller, request),
    about: { note: UNTRUSTED_TEXT_NOTE },
  };
}

function connectedBy({ isPersonToken, userId }: Caller) {
  if (userId !== undefined) return { user_id: userId };
  return { connected_by: isPersonToken ? 'an access token of a person' : 'an access token of the organization' };
}

/** Who says yes to a change that asks. */
const APPROVED_BY: Readonly<Record<Channel, string>> = {
  question: 'the person: this app puts each question to them',
  view: 'the person: this app shows them each change in a view, where they decide',
  browser: 'the person: they decide on a page of this server',
  argument: 'this app: its model asks the person in the conversation, and brings the `confirm` of the result',
};

/** Which way a yes comes to changes that ask, for this client. A connection that changes nothing needs none. */
function approvalOf(caller: Caller, { abilities }: Asked) {
  if (!caller.policy.canChange) return {};
  if (caller.confirm.size === 0) return { changes_approved_by: 'nobody: no change asks here' };
  return { changes_approved_by: APPROVED_BY[channelOf(caller, { abilities })] };
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

/** The organizations as Polar lists them now, or else as the login found them. */
async function organizationsOf(caller: Caller, signal: AbortSignal): Promise<Organizations> {
  const { organization, organizations: known } = caller;
  const isMeant = ({ id }: { id: string }) => organization === undefined || id === organization;
  if (caller.policy.refusal('list_organizations')) return { organizations: known.filter(isMeant).map(named) };
  try {
    const call = parseCall('list_organizations', { limit: MAX_ORGANIZATIONS }, caller);
    const { items } = (await sendCall(call, caller, { signal })) as { items: Organization[] };
    const organizations = items.filter(isMeant).map(named);
    // The list shows only the first organizations, so a missing one is asked for by its id.
    const isGone = organizations.length === 0 && (await reachabilityOf(caller, signal)) === 'gone';
    return { organizations, ...(isGone && { problem: goneMessage(caller) }) };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const problem = `Polar did not list the organizations now. ${error.message}`;
    return { organizations: known.filter(isMeant).map(named), problem };
  }
}

/** Sanitizes the names, because people choose them. */
const named = ({ id, slug, name }: Organization) => ({ id, slug: sanitize(slug), name: sanitize(name) });

/** How many tools there are, why some can't be called, and what would help. */
async function describePolicy(policy: Policy, caller: Caller, request: Asked) {
  const { groups, lacksPermission } = groupRefusals(TOOL_NAMES, policy);
  const refused = groups.reduce((sum, { tools }) => sum + tools.length, 0);
  return {
    listed: policy.listed.length,
    callable: LISTED_TOOLS.length - refused,
    // A connection that may only read has some twenty such groups: of what lacks a permission, that is reason enough.
    ...(groups.length > 0 && {
      not_allowed: groups.map(({ reason, ...group }) => (group.lacks ? group : { reason, ...group })),
    }),
    ...(lacksPermission && { to_allow_more: await howToAllowMore(caller, request) }),
  };
}
