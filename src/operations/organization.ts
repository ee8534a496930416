import { toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { type CallError, invalidArguments } from '../errors.ts';
import { isJsonObject } from '../lib/json.ts';

/** The argument that names the organization, in whichever tool. */
export const ORGANIZATION_ARGUMENT = 'organization_id';

type Arguments = Record<string, unknown>;

/** The part of an advertised schema that this file reads. */
interface Schema {
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
}

const schemas = new Map<string, Schema>(toolList.map(({ name, inputSchema }) => [name, inputSchema as Schema]));

/** The one organization of a connection, and whose token it has. */
export interface OneOrganization {
  organization: string;
  /** A person's token names the organization of what it creates; an organization's own token must not. */
  isPersonToken: boolean;
}

/**
 * A tool's arguments, for a connection to one organization: it needn't be named, and no other can be.
 *
 * @throws CallError `invalid_arguments`
 */
export function applyOrganization(tool: ToolName, given: Arguments, pinned: OneOrganization): Arguments {
  const schema = schemas.get(tool);
  if (!schema) return given;
  // To a read it is a filter, which any token may send, and which `query` of events must have beside it.
  return pin(schema, given, pinned, '', pinned.isPersonToken || tools[tool].risk === 'read');
}

/**
 * The same for items in lists of a body, once it is read: before, they may be JSON text.
 *
 * @throws CallError `invalid_arguments`
 */
export function applyOrganizationToItems(tool: ToolName, body: unknown, pinned: OneOrganization): unknown {
  const lists = Object.entries(schemas.get(tool)?.properties ?? {}).filter(
    ([, { items }]) => items?.properties?.[ORGANIZATION_ARGUMENT],
  );
  if (!isJsonObject(body) || lists.length === 0) return body;
  const changed = { ...body };
  for (const [name, { items = {} }] of lists) {
    const list = body[name];
    if (!Array.isArray(list)) continue;
    changed[name] = list.map((item: unknown, index) =>
      isJsonObject(item) ? pin(items, item, pinned, `${name}[${index}].`, pinned.isPersonToken) : item,
    );
  }
  return changed;
}

function pin(
  { properties = {}, required = [] }: Schema,
  given: Arguments,
  { organization }: OneOrganization,
  at: string,
  isSent: boolean,
): Arguments {
  if (!properties[ORGANIZATION_ARGUMENT]) return given;
  const { [ORGANIZATION_ARGUMENT]: named = organization, ...others } = given;
  if ([named ?? organization].flat().some((id) => id !== organization))
    throw otherOrganization(at + ORGANIZATION_ARGUMENT, organization);
  return isSent || required.includes(ORGANIZATION_ARGUMENT)
    ? { ...others, [ORGANIZATION_ARGUMENT]: organization }
    : others;
}

function otherOrganization(path: string, organization: string): CallError {
  const message = `This connection is for the organization ${organization} alone; leave it out`;
  return invalidArguments([{ path, message }]);
}
