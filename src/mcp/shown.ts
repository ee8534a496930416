import { tools } from '../../generated/tools/index.gen.ts';
import type { Caller } from './caller.ts';
import { withoutOrganization } from './organization.ts';
import { isPolarTool, type ListedTool } from './policy.ts';

type Settings = Pick<Caller, 'organization' | 'confirm'>;

/**
 * A tool as this connection sees it: without the argument for an organization, where there is one alone, and with the one
 * that confirms, where whoever runs this server has changes asked for that usually aren't.
 */
export function asShown(tool: ListedTool, { organization, confirm }: Settings): ListedTool {
  const pinned = organization === undefined ? tool : withoutOrganization(tool);
  return confirm.has('write') && isPolarTool(tool.name) && tools[tool.name].risk === 'write'
    ? withConfirm(pinned)
    : pinned;
}

const confirmed = new Map<object, object>();

/** Each is changed once in the life of an isolate. */
function withConfirm<T extends ListedTool>(tool: T): T {
  const known = confirmed.get(tool) as T | undefined;
  const inputSchema = tool.inputSchema as { properties: object };
  const properties = { ...inputSchema.properties, confirm: { type: 'string' } };
  const made = known ?? { ...tool, inputSchema: { ...inputSchema, properties } };
  if (!known) confirmed.set(tool, made);
  return made;
}
