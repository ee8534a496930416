import type { Risk } from '../../generated/tool.gen.ts';
import { entriesOf, organizationsProblem, usersProblem } from '../../settings/allowed.ts';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { HTTPS, isOrigin, isUrl, withoutSlash } from '../../settings/urls.ts';
import {
  CONFIRMABLE,
  defaultOf,
  POLAR_TIMEOUT_MAX_MS,
  POLAR_TIMEOUT_MIN_MS,
  type ReadBy,
  type Reader,
  type VariableName,
  variablesOf,
} from '../../settings/variables.ts';
import { AddressError, readToolNames, readToolsets } from '../policy/index.ts';

/** The risk of a change to the account; see `Tool.risk`. */
export type WriteRisk = Exclude<Risk, 'read'>;

/** Minor units a day: for each currency alike, or by currency in lower case. A currency that isn't named has none. */
export type RefundCap = number | Readonly<Record<string, number>>;

/** The operator's mistakes, one line each, by variable name and without values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly lines: string[];
  constructor(
    /** Secrets without which nothing works. */
    readonly missing: string[],
    /** Values that a variable can't have. */
    readonly wrong: string[],
  ) {
    const lines = [...missing, ...wrong];
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** A value that a variable can't have. The message follows the variable's name, and repeats nothing of the value. */
class InvalidValue extends Error {}

function invalid(message: string): never {
  throw new InvalidValue(message);
}

const required = (what: string) => (text: string) => (text === '' ? invalid(`is missing: ${what}`) : text);

const optional =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text === '' ? undefined : read(text);

// The type checker fails here if CONFIRMABLE lacks a risk, or names one that doesn't exist.
({}) satisfies Record<Exclude<WriteRisk, (typeof CONFIRMABLE)[number]>, never>;
const RISKS: readonly WriteRisk[] = CONFIRMABLE;

/**
 * Reads each variable from its text, which is empty where it isn't set and has no default. settings/variables.ts
 * describes them.
 */
const READERS = {
  POLAR_ENVIRONMENT: (text): PolarEnvironment =>
    text === 'production' || text === 'sandbox' ? text : invalid('must be production or sandbox'),
  POLAR_CLIENT_ID: required('the id of your OAuth client at Polar'),
  POLAR_CLIENT_SECRET: required('the secret of your OAuth client at Polar'),
  BASE_URL: (text) => readOrigin(required('the address of this Worker, as https://polar-mcp.example.com')(text)),
  POLAR_ACCESS_TOKEN: optional((text) => {
    const token = text.trim();
    return /^[\x21-\x7e]+$/.test(token) ? token : invalid('is no token: copy it again, whole');
  }),
  ALLOWED_ORGANIZATIONS: optional((text) => readEntries(text, organizationsProblem)),
  ALLOWED_USERS: optional((text) => readEntries(text, usersProblem)),
  READ_ONLY: readFlag,
  TOOLSETS: optional((text) => readNames(text, readToolsets)),
  EXCLUDE_TOOLS: optional((text) => readNames(text, readToolNames)),
  CONFIRM: readRisks,
  CONFIRM_BY: (text): 'app' | 'person' =>
    text === 'app' || text === 'person' ? text : invalid('must be who says yes, as app or person'),
  WRITES_PER_HOUR: optional(
    (text) => readWhole(text) ?? invalid('must be a whole number of writes, as 30; 0 allows none'),
  ),
  REFUND_CAP_PER_DAY: optional(readRefundCap),
  ALLOW_PASTED_TOKENS: readFlag,
  ALLOWED_ORIGINS: readOrigins,
  POLAR_TIMEOUT_MS: readTimeoutMs,
  TELEMETRY: readFlag,
  POLAR_API_URL: optional(readOrigin),
  POLAR_AUTHORIZE_URL: optional((text) => (isUrl(text) ? text : invalid(`must be a URL ${HTTPS}`))),
} satisfies Record<VariableName, (text: string) => unknown>;

/** The values of the variables that the Worker or the stdio server reads. */
export type Variables<Who extends Reader> = { [Name in ReadBy<Who>]: ReturnType<(typeof READERS)[Name]> };

const defaultsOf = (who: Reader) => variablesOf(who).map((name) => [name, defaultOf(name, who) ?? ''] as const);
const DEFAULTS = { worker: defaultsOf('worker'), stdio: defaultsOf('stdio') };

/**
 * The texts of the variables, set or by default. An empty variable counts as unset, so that a line in .dev.vars can be
 * switched off. In wrangler.toml, numbers and booleans may stand without quotes: `0` and `false` are set.
 */
export function textsOf(from: Readonly<Record<string, unknown>>, who: Reader): [name: VariableName, text: string][] {
  return DEFAULTS[who].map(([name, otherwise]) => [name, String(from[name] ?? '') || otherwise]);
}

/** @throws ConfigError naming every mistake */
export function readVariables<Who extends Reader>(from: Readonly<Record<string, unknown>>, who: Who): Variables<Who> {
  const missing: string[] = [];
  const wrong: string[] = [];
  const values = textsOf(from, who).map(([name, text]) => {
    try {
      return [name, READERS[name](text)];
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      (text === '' ? missing : wrong).push(`${name} ${error.message}`);
      return [name, undefined];
    }
  });
  if (missing.length + wrong.length > 0) throw new ConfigError(missing, wrong);
  return Object.fromEntries(values);
}

function readFlag(text: string): boolean {
  return text === 'true' || text === 'false' ? text === 'true' : invalid('must be true or false');
}

function readOrigin(text: string): string {
  return isOrigin(text) ? withoutSlash(text) : invalid(`must be an origin ${HTTPS}, with no path`);
}

/**
 * Reads origins, which must be in lower case, as browsers send them. `isOrigin` compares with the URL parser's form.
 */
function readOrigins(text: string): string[] {
  const origins = text.split(',').map((one) => withoutSlash(one.trim()));
  const given = origins.filter(Boolean);
  return given.every(isOrigin) ? given : invalid(`must be origins ${HTTPS}, with no path, separated by commas`);
}

/** A list that is set must name somebody, because an empty one is no limit. */
function readEntries(text: string, problemOf: (text: string) => string | undefined): string[] {
  const problem = problemOf(text);
  return problem === undefined ? entriesOf(text) : invalid(problem);
}

/** An unknown name is a mistake. So are commas or spaces alone, which would exclude nothing or allow everything. */
function readNames(text: string, read: (text: string) => string[]): string[] {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof AddressError) return invalid(`names what there isn't. ${error.message}`);
    throw error;
  }
}

function readTimeoutMs(text: string): number {
  const ms = Number(text);
  if (!Number.isFinite(ms)) return invalid('must be a number');
  if (!Number.isInteger(ms)) return invalid('must be a whole number of milliseconds');
  if (ms < POLAR_TIMEOUT_MIN_MS) return invalid(`must be at least ${POLAR_TIMEOUT_MIN_MS}`);
  if (ms > POLAR_TIMEOUT_MAX_MS) return invalid(`must be at most ${POLAR_TIMEOUT_MAX_MS}`);
  return ms;
}

function readRisks(text: string): ReadonlySet<WriteRisk> {
  if (text.trim() === 'none') return new Set();
  const risks = text.split(',').map((name) => RISKS.find((risk) => risk === name.trim()));
  if (risks.every((risk) => risk !== undefined)) return new Set(risks);
  // Intl.ListFormat would take 10 ms of each start.
  const known = `${RISKS.slice(0, -1).join(', ')} and ${RISKS.at(-1)}`;
  return invalid(`must be none, or what asks first of ${known}, as money,irreversible`);
}

function readRefundCap(text: string): RefundCap {
  const alike = readWhole(text);
  if (alike !== undefined) return alike;
  const caps: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [, currency = '', amount = ''] = /^\s*([a-z]{3})\s*=(.*)$/is.exec(part) ?? [];
    const [key, cap] = [currency.toLowerCase(), readWhole(amount)];
    if (cap === undefined || key in caps) {
      return invalid(
        'must be minor units for each currency alike, as 50000, or by currency, each once, as usd=50000,jpy=5000000',
      );
    }
    caps[key] = cap;
  }
  return caps;
}

function readWhole(text: string): number | undefined {
  const number = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
