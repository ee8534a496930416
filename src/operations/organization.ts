import type { Tool } from '../../generated/tool.gen.ts';
import { toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { isPolarId } from '../../settings/polar.ts';
import { type CallError, invalidArguments } from '../errors.ts';
import { isJsonObject } from '../lib/json.ts';
import type { Organization, Restriction } from '../policy/index.ts';
import { AddressError } from '../policy/index.ts';

/** The argument that names the organization, in whichever tool. */
export const ORGANIZATION_ARGUMENT = 'organization_id';

type Arguments = Record<string, unknown>;

/** What this file reads of an advertised schema. */
interface Schema {
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
}

/** What the person chose when connecting, and what they could choose from. */
interface Chosen {
  organization?: string;
  organizations?: readonly Organization[];
  /** Polar was seen, at the login, to hold calls to one organization by this. */
  heldBy?: 'token' | 'header';
}

/** Polar refuses these tools to a token that it holds to one organization. */
export const OF_ONE_ORGANIZATION: Restriction = {
  by: 'a connection to one organization',
  readOnly: false,
  toolsets: [],
  exclude: Object.entries<Tool>(tools).flatMap(([name, { personOnly }]) => (personOnly ? [name] : [])),
};

/**
 * The one organization that calls are for: the one that the person chose when connecting, or else the one that the
 * address names, as in `?organization=acme`, by slug or id. Undefined: all that the connection reaches.
 *
 * @throws AddressError
 */
export function organizationOf(
  url: URL,
  { organization: chosen, organizations = [], heldBy }: Chosen,
): string | undefined {
  const wishes = new Set(url.searchParams.getAll('organization'));
  if (wishes.size === 0) return chosen;
  // Of a setting that nobody filled in: it would open all of them.
  if (wishes.has('')) throw new AddressError('?organization= is empty. Name one, or leave it out of the address.');
  if (wishes.size > 1) throw new AddressError('The address names more than one organization.');
  const [wish = ''] = [...wishes].map((text) => text.toLowerCase());
  const known = organizations.find(({ id, slug }) => id === wish || slug === wish);
  // One that was made after the login is known to Polar alone, which refuses what the connection doesn't reach.
  const id = known?.id ?? (isPolarId(wish) ? wish : undefined);
  if (chosen !== undefined && id !== chosen) {
    throw new AddressError(`This connection is for the organization ${nameOf(chosen, organizations)} alone.`);
  }
  // Without Polar, nothing would hold the calls to it: the token reaches others too.
  if (chosen === undefined && heldBy !== 'header') throw new AddressError(NOT_HELD);
  if (id !== undefined) return id;
  const slugs = organizations.map(({ slug }) => slug).join(', ');
  throw new AddressError(
    `This connection reaches no organization ${JSON.stringify(wish)}. ${slugs ? `It reaches ${slugs}.` : 'Give its id.'}`,
  );
}

const NOT_HELD =
  'Polar was not seen to hold this connection to one of its organizations. Leave ?organization= out of the address; for one organization alone, connect again and choose "One organization".';

const nameOf = (id: string, organizations: readonly Organization[]) =>
  organizations.find((organization) => organization.id === id)?.slug ?? id;

const pinnedTools = new Map<object, object>();

/** A tool without that argument, which is known. Each is changed once in the life of an isolate. */
export function withoutOrganization<T extends { inputSchema: unknown }>(tool: T): T {
  const known = pinnedTools.get(tool) as T | undefined;
  const pinned = known ?? { ...tool, inputSchema: withoutArgument(tool.inputSchema as Schema) };
  if (!known) pinnedTools.set(tool, pinned);
  return pinned;
}

function withoutArgument({ properties, required, items, ...rest }: Schema): Schema {
  const kept = Object.entries(properties ?? {}).filter(([name]) => name !== ORGANIZATION_ARGUMENT);
  return {
    ...rest,
    ...(properties && { properties: Object.fromEntries(kept.map(([name, inner]) => [name, withoutArgument(inner)])) }),
    ...(required && { required: required.filter((name) => name !== ORGANIZATION_ARGUMENT) }),
    ...(items && { items: withoutArgument(items) }),
  };
}

const schemas = new Map<string, Schema>(toolList.map(({ name, inputSchema }) => [name, inputSchema as Schema]));

/** The one organization of a connection, and whose token it has. */
export interface Pinned {
  organization: string;
  /** A person's token names the organization of what it creates; an organization's own token must not. */
  isPersons: boolean;
}

/**
 * A tool's arguments, for a connection to one organization: it needn't be named, and no other can be.
 *
 * @throws CallError `invalid_arguments`
 */
export function pinOrganization(tool: ToolName, given: Arguments, pinned: Pinned): Arguments {
  const schema = schemas.get(tool);
  if (!schema) return given;
  // To a read it is a filter, which any token may send, and which `query` of events must have beside it.
  return pin(schema, given, pinned, '', pinned.isPersons || tools[tool].risk === 'read');
}

/**
 * The same for items in lists of a body, once it is read: before, they may be JSON text.
 *
 * @throws CallError `invalid_arguments`
 */
export function pinItems(tool: ToolName, body: unknown, pinned: Pinned): unknown {
  const lists = Object.entries(schemas.get(tool)?.properties ?? {}).filter(
    ([, { items }]) => items?.properties?.[ORGANIZATION_ARGUMENT],
  );
  if (!isJsonObject(body) || lists.length === 0) return body;
  const changed = { ...body };
  for (const [name, { items = {} }] of lists) {
    const list = body[name];
    if (!Array.isArray(list)) continue;
    changed[name] = list.map((item: unknown, index) =>
      isJsonObject(item) ? pin(items, item, pinned, `${name}[${index}].`, pinned.isPersons) : item,
    );
  }
  return changed;
}

function pin(
  { properties = {}, required = [] }: Schema,
  given: Arguments,
  { organization }: Pinned,
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
