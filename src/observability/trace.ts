import { MAX_TRACE_STATE_CHARACTERS, MAX_TRACE_STATE_MEMBERS } from '../limits.ts';

/** Where a call stands in a client's trace, as it goes on to Polar. */
export interface Trace {
  /** 32 hexadecimal digits. */
  id: string;
  headers: { traceparent: string; tracestate?: string };
}

/** Version, trace-id, parent-id, flags; a later version may have more. */
const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;
const SAMPLED = 1;

const KEY = String.raw`(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})`;
/** Printable ASCII but for `,` and `=`; the last is no space. */
const VALUE = String.raw`[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]`;
const MEMBER = new RegExp(`^(${KEY})=${VALUE}$`);

/**
 * The trace that a client names in `_meta` (SEP-414), in the form of W3C's Trace Context. This server records no spans, so
 * it passes both values on as they are. What isn't valid is dropped: it would be a client's free text in a header.
 *
 * Of a later version the parts that are known go on, as the version that is known (section 3.2.4 there).
 */
export function readTrace(meta: Record<string, unknown> | undefined): Trace | undefined {
  const { traceparent, tracestate } = meta ?? {};
  const parts = typeof traceparent === 'string' ? PARENT.exec(traceparent) : null;
  if (!parts) return undefined;
  const [, version = '', id = '', parent = '', flags = '', more] = parts;
  if (version === 'ff' || ZEROS.test(id) || ZEROS.test(parent)) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const known = version === '00' ? flags : `0${Number.parseInt(flags, 16) & SAMPLED}`;
  return {
    id,
    headers: {
      traceparent: `00-${id}-${parent}-${known}`,
      ...(isTraceState(tracestate) && { tracestate }),
    },
  };
}

/** Members may be empty, and have blanks around them; a key stands once. */
function isTraceState(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > MAX_TRACE_STATE_CHARACTERS) return false;
  const members = text
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter(Boolean);
  const keys = members.map((member) => MEMBER.exec(member)?.[1]);
  const isWhole = keys.length > 0 && keys.length <= MAX_TRACE_STATE_MEMBERS && !keys.includes(undefined);
  return isWhole && new Set(keys).size === keys.length;
}
