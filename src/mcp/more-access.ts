import { toolsets } from '../../generated/toolsets.gen.ts';
import { CallError } from '../errors.ts';
import type { Caller, ToolRequest } from '../operations/index.ts';
import {
  type AnyToolName,
  connectAgain,
  isChange,
  isPolarTool,
  notAllowedMessage,
  type Policy,
  type ToolRefusal,
  toolsetOf,
} from '../policy/index.ts';

/** What makes other tools callable, by the party that takes them away. A new login brings none of them back. */
const RESTRICTION_ADVICE: Readonly<Record<NonNullable<ToolRefusal['by']>, string>> = {
  'this server':
    'Tell the person that connecting again changes nothing: whoever runs this server decides it (READ_ONLY, TOOLSETS, EXCLUDE_TOOLS).',
  'this address':
    'Tell the person that connecting again to this address changes nothing: the app needs the plain address of this server, which ends with /mcp.',
  'a header of this request':
    'Tell the person that connecting again changes nothing: the app sends a header (X-MCP-Readonly, X-MCP-Toolsets), which its settings hold.',
  'a connection to one organization':
    'Tell the person that Polar allows it only to a connection to all their organizations, which they can choose when they connect again.',
  'a flag of this command':
    'Tell the person that it stands in the flags with which the app starts this server (--read-only, --toolsets, --exclude).',
};

/** The error for a call that the policy refuses: what lacks, and how the person allows it in this app. */
export async function refusedCallError(
  name: AnyToolName,
  refusal: ToolRefusal,
  caller: Caller,
  request: Pick<ToolRequest, 'appName'>,
): Promise<CallError> {
  const { lacking, by } = refusal;
  if (lacking.length === 0) {
    const whatToDo = by && RESTRICTION_ADVICE[by];
    return new CallError('not_allowed', notAllowedMessage(name, refusal), whatToDo === undefined ? {} : { whatToDo });
  }
  return new CallError('insufficient_scope', `This connection lacks the permission ${lacking.join(' and ')}.`, {
    whatToDo: await howToAllowMore(caller, request),
  });
}

/** Says how the person gives this connection more permissions, in the way of their app where it is known. */
export async function howToAllowMore(caller: Caller, { appName }: Pick<ToolRequest, 'appName'>): Promise<string> {
  const { how } = connectAgain({ ...(await caller.app?.()), infoName: appName }, caller.environment);
  // The OAuth client at Polar limits a login there, and not a token that the person pasted.
  const limit = caller.isPersonToken
    ? 'If it is still missing then, whoever runs this server must add it to the OAuth client at Polar.'
    : 'An access token that they give there must have it too.';
  return `Ask the person to connect again and to allow it on the page that opens. To connect again, ${how}. ${limit}`;
}

/** Tools that can't be called for one reason. */
interface RefusedTools<Name> {
  reason: string;
  /** The permission that would be enough, where one is. */
  lacks?: string;
  /** What would be possible with it, by toolset. */
  allows?: string;
  what_to_do?: string;
  tools: Name[];
}

/**
 * Groups the tools that can't be called by the reason, with what would help. The way to more permissions is the same for
 * all, so it isn't repeated.
 */
export function groupRefusals<Name extends AnyToolName>(
  names: readonly Name[],
  policy: Policy,
): { groups: RefusedTools<Name>[]; lacksPermission: boolean } {
  const refused = names.flatMap((name) => {
    const refusal = policy.refusal(name);
    return refusal ? [{ name, ...refusal }] : [];
  });
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  const groups = reasons.map((one) => {
    const same = refused.filter(({ reason }) => reason === one);
    const [{ reason, by, lacking } = { reason: '', by: undefined, lacking: [] }] = same;
    const tools = same.map(({ name }) => name);
    return {
      reason,
      ...(lacking.length > 0 && { lacks: lacking.join(' and '), allows: actsOf(tools) }),
      ...(by && { what_to_do: RESTRICTION_ADVICE[by] }),
      tools,
    };
  });
  return { groups, lacksPermission: refused.some(({ lacking }) => lacking.length > 0) };
}

/** `Refunds: change`, `Orders and payments, Metrics: read` */
function actsOf(names: readonly AnyToolName[]): string {
  const areas = new Set(names.map((name) => toolsets.find((one) => one.name === toolsetOf(name))?.title));
  const changes = names.map((name) => isPolarTool(name) && isChange(name));
  const acts = [!changes.every(Boolean) && 'read', changes.some(Boolean) && 'change'].filter(Boolean);
  return `${[...areas].join(', ')}: ${acts.join(' and ')}`;
}
