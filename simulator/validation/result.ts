import type { ValidationDetail } from '../problems.ts';

export type Loc = (string | number)[];

/** How a value came to fit: a union prefers the member that changes it least. */
export const FIT = { lax: 0, strict: 1, exact: 2 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

/** A value as its schema's kind, or each reason why it can't be that. */
export type Result =
  | { ok: true; value: unknown; fit: Fit /** How many fields of models were given. */; fields: number }
  | { ok: false; details: ValidationDetail[] };

export function good(value: unknown, fit: Fit = FIT.exact, fields = 0): Result {
  return { ok: true, value, fit, fields };
}

export function bad(
  type: string,
  loc: Loc,
  msg: string,
  input: unknown,
  ctx?: Record<string, unknown>,
): Result & { ok: false } {
  return { ok: false, details: [{ type, loc, msg, input, ...(ctx && { ctx }) }] };
}

/** The problem that a `ValueError` of Polar's own becomes. */
export function valueError(loc: Loc, reason: string, input: unknown): Result & { ok: false } {
  return bad('value_error', loc, `Value error, ${reason}`, input, { error: {} });
}

/** `1 item`, `2 items` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `'a', 'b' or 'c'` of what is quoted already. */
export function alternatives(quoted: string[]): string {
  const last = quoted.at(-1) ?? '';
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${last}` : last;
}
