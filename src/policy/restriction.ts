import { ownTools } from '../../generated/own-tools.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { MAX_ARGUMENT_NAME_CHARACTERS, MAX_ERROR_FIELDS } from '../limits.ts';

/** The address, or a header, asks for what there isn't. Its message is for the person who wrote it. */
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
 * What one of several parties takes away of the tools: whoever runs this server, the address that a client was given, or
 * the headers that it sends. Each only takes away, so whoever comes later can't give back.
 */
export interface Restriction {
  /** Who took it away, in words that go on with "only reads" or "leaves it out". */
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

/** What the client sees is named by these too: see `policy.ts`. */
const KNOWN_TOOLSETS = [...toolsets.map(({ name }) => name), 'discovery', 'default', 'all'];
const KNOWN_TOOLS = [...toolsets.flatMap(({ tools }) => tools), ...Object.keys(ownTools)];

/**
 * `products, orders` → the names of toolsets, at least one.
 *
 * @throws AddressError naming those that there aren't, and all that there are; also where the text names none
 */
export function readToolsets(text: string): string[] {
  return readNames(text, 'toolset', KNOWN_TOOLSETS);
}

/**
 * `create_refund,delete_customer` → the names of tools, at least one.
 *
 * @throws AddressError naming those that there aren't, and all that there are; also where the text names none
 */
export function readToolNames(text: string): string[] {
  return readNames(text, 'tool', KNOWN_TOOLS);
}

function readNames(text: string, kind: string, known: readonly string[]): string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const given = [...new Set(names)].filter((name) => name !== '');
  const unknown = given.filter((name) => !known.includes(name));
  // A setting that nobody filled in would restrict nothing, and nobody would notice.
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
 * @throws AddressError, also for what only looks like one of these: it would restrict nothing
 */
export function restrictionOfAddress({ pathname, searchParams }: URL): Restriction {
  for (const key of searchParams.keys()) refuseSlip(key, ['toolsets', 'read_only', 'exclude', 'organization'], '?');
  const once = (name: string) => {
    const values = searchParams.getAll(name);
    // As one list they would allow more than each alone, as two they might allow nothing.
    if (values.length > 1) throw new AddressError(`"${name}" stands twice in the address. Write one list: ${name}=a,b`);
    return values[0];
  };
  const readOnly = once('read_only');
  return {
    by: 'this address',
    readOnly: pathname === '/mcp/readonly' || (readOnly !== undefined && readFlag('read_only', readOnly)),
    toolsets: named(once('toolsets'), readToolsets),
    // Two lists add up here. Each is read by itself, so that one that is empty doesn't hide behind the other.
    exclude: searchParams.getAll('exclude').flatMap(readToolNames),
  };
}

/**
 * The restriction in a request's headers: `X-MCP-Toolsets: products,orders` and `X-MCP-Readonly: true`. HTTP makes one list
 * of two headers of a name, so whoever restricts others on the way has to replace the header, not to add one.
 *
 * @throws AddressError, also for what only looks like one of these
 */
export function restrictionOfHeaders(headers: Headers): Restriction {
  for (const name of headers.keys()) {
    if (!name.startsWith('x-mcp-')) continue;
    refuseSlip(name, ['exclude', 'organization'], '?');
    refuseSlip(name, ['x-mcp-toolsets', 'x-mcp-readonly'], '');
  }
  const readOnly = headers.get('X-MCP-Readonly');
  return {
    by: 'a header of this request',
    readOnly: readOnly !== null && readFlag('X-MCP-Readonly', readOnly),
    toolsets: named(headers.get('X-MCP-Toolsets') ?? undefined, readToolsets),
    exclude: [],
  };
}

/** Only a setting that isn't there at all names nothing. */
const named = (text: string | undefined, read: (text: string) => string[]) => (text === undefined ? [] : read(text));

/** A name alone, without a value, is a wish too. */
function readFlag(name: string, value: string): boolean {
  const flag = value.trim().toLowerCase();
  if (['true', '1', ''].includes(flag)) return true;
  if (['false', '0'].includes(flag)) return false;
  throw new AddressError(`${name} is ${quote(value)}, and must be true or false.`);
}

/** `?readonly=true` would leave everything as it is, and nobody would notice. */
function refuseSlip(name: string, known: readonly string[], prefix: string): void {
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
