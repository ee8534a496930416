import type { ToolName } from '../../generated/tools/index.gen.ts';
import { type AnyToolName, isPolarTool } from '../policy/index.ts';

/** How large a request may be, and the arguments of a call in it. */
export interface CallSize {
  /** The size of the whole body, in UTF-8. */
  bytes: number;
  /** The number of values in the arguments, at every level. */
  values: number;
}

/**
 * The default. The largest call that Polar's document bounds has two objects of metadata, 54,000 characters, and filters
 * by a thousand ids have 40,000.
 */
export const CALL_SIZE: CallSize = { bytes: 128 * 1024, values: 5000 };

/** Two thousand events with ten values each. To check many more, each against the cases of a union, takes seconds. */
export const LARGE_CALL_SIZE: CallSize = { bytes: 1024 * 1024, values: 20_000 };

/** Tools that take a long list of data, each with the reason why it can't be sent in parts, or shouldn't be. */
const LARGE = {
  ingest_events:
    'A program sends thousands of events at once, and each call is one of the 500 that Polar takes a minute',
  start_file_upload: 'Polar wants all parts of an upload in one call',
  complete_file_upload: 'Polar wants all parts of an upload in one call',
} as const satisfies { [tool in ToolName]?: string };

/** Their names. */
export const LARGE_TOOLS: readonly string[] = Object.keys(LARGE);

/** The tool of ours that calls them. */
const CALLS_LARGE = 'call_write_tool' satisfies AnyToolName;

const isLarge = (name: unknown) => typeof name === 'string' && Object.hasOwn(LARGE, name);

/** How large a call of a tool may be. */
export const sizeFor = (name: AnyToolName): CallSize =>
  isLarge(name) || name === CALLS_LARGE ? LARGE_CALL_SIZE : CALL_SIZE;

/**
 * How many bytes of a request are read. Its headers name the method and the tool since revision 2026-07-28; a request
 * that says neither, or calls a tool by way of `call_write_tool`, may turn out to be a large call.
 */
export function mostBytesBy(headers: Headers): number {
  const method = headers.get('Mcp-Method') ?? 'tools/call';
  const name = headers.get('Mcp-Name') ?? '';
  return method === 'tools/call' && (isLarge(name) || !isPolarTool(name)) ? LARGE_CALL_SIZE.bytes : CALL_SIZE.bytes;
}

/** How many bytes a message may have, now that it is known what it calls. */
export function mostBytesOf(message: unknown): number {
  const called = [message].flat().map((one) => {
    const { method, params } = (one ?? {}) as { method?: unknown; params?: Params | null };
    if (method !== 'tools/call') return undefined;
    return params?.name === CALLS_LARGE ? params.arguments?.name : params?.name;
  });
  return called.some(isLarge) ? LARGE_CALL_SIZE.bytes : CALL_SIZE.bytes;
}

interface Params {
  name?: unknown;
  arguments?: { name?: unknown } | null;
}
