import { toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { type CallError, invalidArguments } from '../errors.ts';
import { isJsonObject } from '../lib/json.ts';

/** The argument that names the organization, in any tool. */
export const ORGANIZATION_ARGUMENT = 'organization_id';

type Arguments = Record<string, unknown>;

/** The read parts of an advertised schema. */
interface Schema {
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
}

const schemas = new Map<string, Schema>(toolList.map(({ name, inputSchema }) => [name, inputSchema as Schema]));

/** The one organization of a connection, and the kind of its token. */
export interface OneOrganization {
  organization: string;
  /** A call with a person's token names the organization of what it creates. With an organization's own token it must not. */
  isPersonToken: boolean;
}

/**
 * Sets `organization_id` in the arguments of a tool, for a connection to one organization: a client needn't name it, and can name
 * no other.
 *
 * @throws CallError `invalid_arguments`
 */
export function applyOrganization(tool: ToolName, given: Arguments, one: OneOrganization): Arguments {
  const schema = schemas.get(tool);
  if (!schema) return given;
  // For a read it is a filter. Any token may send it, and `query` of events needs it.
  return setOrganization(schema, given, one, '', one.isPersonToken || tools[tool].risk === 'read');
}

/**
 * Sets it in the items of a body's lists. It takes the parsed body, because a client may give a list as JSON text.
 *
 * @throws CallError `invalid_arguments`
 */
export function applyOrganizationToItems(tool: ToolName, body: unknown, one: OneOrganization): unknown {
  const lists = Object.entries(schemas.get(tool)?.properties ?? {}).filter(
    ([, { items }]) => items?.properties?.[ORGANIZATION_ARGUMENT],
  );
  if (!isJsonObject(body) || lists.length === 0) return body;
  const changed = { ...body };
  for (const [name, { items = {} }] of lists) {
    const list = body[name];
    if (!Array.isArray(list)) continue;
    changed[name] = list.map((item: unknown, index) =>
      isJsonObject(item) ? setOrganization(items, item, one, `${name}[${index}].`, one.isPersonToken) : item,
    );
  }
  return changed;
}

function setOrganization(
  { properties = {}, required = [] }: Schema,
  given: Arguments,
  { organization }: OneOrganization,
  above: string,
  isSent: boolean,
): Arguments {
  if (!properties[ORGANIZATION_ARGUMENT]) return given;
  const { [ORGANIZATION_ARGUMENT]: named = organization, ...others } = given;
  if ([named ?? organization].flat().some((id) => id !== organization))
    throw otherOrganization(above + ORGANIZATION_ARGUMENT, organization);
  return isSent || required.includes(ORGANIZATION_ARGUMENT)
    ? { ...others, [ORGANIZATION_ARGUMENT]: organization }
    : others;
}

function otherOrganization(path: string, organization: string): CallError {
  const message = `This connection is for the organization ${organization} alone; leave it out`;
  return invalidArguments([{ path, message }]);
}
