import * as v from 'valibot';
import type { Tool } from '../../generated/tool.gen.ts';
import { CONFIRMABLE } from '../../settings/variables.ts';

/** What a write can do to the account; see `Tool.risk`. */
export type WriteRisk = Exclude<Tool['risk'], 'read'>;

/** Minor units a day: for each currency alike, or by currency in lower case. One that isn't named has none. */
export type RefundCap = number | Readonly<Record<string, number>>;

/** The operator's limits for each organization, whoever makes its changes. Undefined is without a limit. */
export interface WriteLimits {
  writesPerHour: number | undefined;
  refundCapPerDay: RefundCap | undefined;
}

/** What whoever runs the server decides of writes. No request changes it. */
export interface WriteSettings {
  /** What asks before it is done. */
  confirm: ReadonlySet<WriteRisk>;
  limits: WriteLimits;
}

// Fails with a risk that `CONFIRM` can't name, or one that it can and that there isn't.
({}) satisfies Record<Exclude<WriteRisk, (typeof CONFIRMABLE)[number]>, never>;
const RISKS: readonly WriteRisk[] = CONFIRMABLE;
const isRisk = (text: string): text is WriteRisk => RISKS.some((risk) => risk === text);

// Intl.ListFormat would take 10 ms of each start.
const ASKS = `must be none, or what asks first of ${RISKS.slice(0, -1).join(', ')} and ${RISKS.at(-1)}, as money,irreversible`;
const WRITES = 'must be a whole number of writes, as 30; 0 allows none';
const CAP =
  'must be minor units for each currency alike, as 50000, or by currency, each once, as usd=50000,jpy=5000000';

/** Each message follows the variable's name. */
export const writeVariables = {
  CONFIRM: v.pipe(v.string(), read(readRisks, ASKS)),
  WRITES_PER_HOUR: v.optional(v.pipe(v.string(), read(readWhole, WRITES))),
  REFUND_CAP_PER_DAY: v.optional(v.pipe(v.string(), read(readCap, CAP))),
};

export function writeSettings(set: {
  CONFIRM: ReadonlySet<WriteRisk>;
  WRITES_PER_HOUR?: number | undefined;
  REFUND_CAP_PER_DAY?: RefundCap | undefined;
}): WriteSettings {
  const limits = { writesPerHour: set.WRITES_PER_HOUR, refundCapPerDay: set.REFUND_CAP_PER_DAY };
  return { confirm: set.CONFIRM, limits };
}

/** What `make` makes of a text, or a mistake. */
function read<T>(make: (text: string) => T | undefined, mistake: string) {
  return v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
    const made = make(dataset.value);
    if (made !== undefined) return made;
    addIssue({ message: mistake });
    return NEVER;
  });
}

function readRisks(value: string): ReadonlySet<WriteRisk> | undefined {
  if (value.trim() === 'none') return new Set();
  const names = value.split(',').map((name) => name.trim());
  return names.every(isRisk) ? new Set(names) : undefined;
}

function readCap(value: string): RefundCap | undefined {
  const alike = readWhole(value);
  if (alike !== undefined) return alike;
  const caps: Record<string, number> = {};
  for (const part of value.split(',')) {
    const [, currency = '', amount = ''] = /^\s*([a-z]{3})\s*=(.*)$/is.exec(part) ?? [];
    const [key, cap] = [currency.toLowerCase(), readWhole(amount)];
    if (cap === undefined || key in caps) return undefined;
    caps[key] = cap;
  }
  return caps;
}

function readWhole(value: string): number | undefined {
  const number = /^\s*\d+\s*$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
