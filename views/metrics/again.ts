import type { Json } from '../shown.ts';

/** A result that names its fields may be longer, so a year of days comes whole. */
export const PERIODS_AND_TOTALS = 'periods,totals';

/** The arguments of a call that reads the same figures again. */
export const again = (tool: string, args: Readonly<Json>, fields: string): Json =>
  tool === 'get_metrics' ? { ...args, fields } : { ...args };
