import { ownTools } from '../../generated/own-tools.gen.ts';
import type { Tool } from '../../generated/tool.gen.ts';
import { tools } from '../../generated/tools/index.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { didYouMean } from '../lib/names.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS, MAX_ERROR_FIELDS } from '../limits.ts';
import { isReadOnlyAddress } from './addresses.ts';

/** The address or a header names something unknown. The message is for the person who wrote it. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  /** @param status of the HTTP answer */
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/**
 * The tools that one party takes away: the operator of this server, the address that a client was given, or the headers that
 * it sends. Restrictions only add up, so a later one never gives back.
 */
export interface Restriction {
  /** The party, in words that go on with "allows reading alone" or "leaves it out". */
  by:
    | 'this server'
    | 'a connection to one organization'
    | 'this address'
    | 'a header of this request'
    | 'a flag of this command';
  readOnly: boolean;
  /** Names of toolsets, of which a tool must be in one. Empty: any tool. */
  toolsets: readonly string[];
  /** Names of tools. */
  exclude: readonly string[];
}

/** Polar refuses these tools to a token that it holds to one organization. */
export const ONE_ORGANIZATION_RESTRICTION: Restriction = {
  by: 'a connection to one organization',
  readOnly: false,
  toolsets: [],
  exclude: Object.entries<Tool>(tools).flatMap(([name, { personOnly }]) => (personOnly ? [name] : [])),
};

/** The last three select tools of all toolsets: see `policy.ts`. */
const KNOWN_TOOLSETS = [...toolsets.map(({ name }) => name), 'discovery', 'default', 'all'];
const KNOWN_TOOLS = [...toolsets.flatMap(({ tools }) => tools), ...Object.keys(ownTools)];

/**
 * `products, orders` → the names of toolsets, at least one.
 *
 * @throws AddressError for unknown names, which lists the known ones; also if the text has no name
 */
export function readToolsets(text: string): string[] {
  return readNames(text, 'toolset', KNOWN_TOOLSETS);
}

/**
 * `create_refund,delete_customer` → the names of tools, at least one.
 *
 * @throws AddressError for unknown names, which lists the known ones; also if the text has no name
 */
export function readToolNames(text: string): string[] {
  return readNames(text, 'tool', KNOWN_TOOLS);
}

function readNames(text: string, kind: string, known: readonly string[]): string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const given = [...new Set(names)].filter((name) => name !== '');
  const unknown = given.filter((name) => !known.includes(name));
  // An empty setting would restrict nothing, and nobody would notice.
  if (given.length === 0) throw new AddressError(`No ${kind} is named. Name one, or leave the setting out.`);
  if (unknown.length === 0) return given;
  const [first = ''] = unknown;
  const shown = unknown.slice(0, MAX_ERROR_FIELDS).map(quote).join(', ');
  throw new AddressError(
    `There is no ${kind} ${shown}.${didYouMean(first, known)} The ${kind}s are ${known.join(', ')}.`,
  );
}

/**
 * The restriction in an address: `?toolsets=products,orders&read_only=true&exclude=create_refund`, or `/mcp/readonly`.
 *
 * @throws AddressError, also for a misspelt parameter, which would restrict nothing
 */
export function restrictionOfAddress({ pathname, searchParams }: URL): Restriction {
  for (const key of searchParams.keys())
    refuseMisspelling(key, ['toolsets', 'read_only', 'exclude', 'organization'], '?');
  const once = (name: string) => {
    const values = searchParams.getAll(name);
    // One list of both would allow more than each, and two might allow nothing.
    if (values.length > 1) throw new AddressError(`"${name}" stands twice in the address. Write one list: ${name}=a,b`);
    return values[0];
  };
  const readOnly = once('read_only');
  return {
    by: 'this address',
    readOnly: isReadOnlyAddress(pathname) || (readOnly !== undefined && readFlag('read_only', readOnly)),
    toolsets: named(once('toolsets'), readToolsets),
    // Two lists add up here. Each is read by itself, so that an empty one is an error.
    exclude: searchParams.getAll('exclude').flatMap(readToolNames),
  };
}

/**
 * The restriction in a request's headers: `X-MCP-Toolsets: products,orders` and `X-MCP-Readonly: true`. HTTP makes one list
 * of two headers of a name, so a proxy that restricts clients must replace the header instead of adding one.
 *
 * @throws AddressError, also for a misspelt header
 */
export function restrictionOfHeaders(headers: Headers): Restriction {
  for (const name of headers.keys()) {
    if (!name.startsWith('x-mcp-')) continue;
    refuseMisspelling(name, ['exclude', 'organization'], '?');
    refuseMisspelling(name, ['x-mcp-toolsets', 'x-mcp-readonly'], '');
  }
  const readOnly = headers.get('X-MCP-Readonly');
  return {
    by: 'a header of this request',
    readOnly: readOnly !== null && readFlag('X-MCP-Readonly', readOnly),
    toolsets: named(headers.get('X-MCP-Toolsets') ?? undefined, readToolsets),
    exclude: [],
  };
}

/** An absent setting names nothing; an empty one is an error. */
const named = (text: string | undefined, read: (text: string) => string[]) => (text === undefined ? [] : read(text));

/** Reads a flag. A name without a value means true. */
function readFlag(name: string, value: string): boolean {
  const flag = value.trim().toLowerCase();
  if (['true', '1', ''].includes(flag)) return true;
  if (['false', '0'].includes(flag)) return false;
  throw new AddressError(`${name} is ${quote(value)}, and must be true or false.`);
}

/** Refuses a misspelt setting, as `?readonly=true`: it would restrict nothing, and nobody would notice. */
function refuseMisspelling(name: string, known: readonly string[], prefix: string): void {
  if (known.includes(name)) return;
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/^x-mcp-/, '')
      .replaceAll(/[^a-z]/g, '')
      .replace(/s$/, '')
      .replace(/^tool$/, 'toolset')
      .replace(/organisation|^org(?=(?:id|name|slug)?$)/, 'organization');
  const meant = known.find((other) => plain(name).includes(plain(other)));
  if (meant === undefined) return;
  throw new AddressError(`${quote(name)} means nothing here. Write ${prefix}${meant}${prefix && '=…'}`);
}

const quote = (text: string) => JSON.stringify(text.slice(0, MAX_ARGUMENT_NAME_CHARACTERS));
