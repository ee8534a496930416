import * as v from 'valibot';
import { HTTPS, isOrigin, withoutSlash } from '../../settings/urls.ts';
import {
  defaultOf,
  POLAR_TIMEOUT_MAX_MS,
  POLAR_TIMEOUT_MIN_MS,
  type Reader,
  variablesOf,
} from '../../settings/variables.ts';
import { AddressError, type Restriction, readToolNames, readToolsets } from '../policy/index.ts';
import { writeVariables } from './write-variables.ts';

/**
 * The variables that the Worker and the stdio server read alike. Their words and defaults are in settings/. Each message
 * follows the variable's name.
 */

/** Valibot, where all else here is zod: the first request of each start waits for this, and zod takes 5 ms to be there. */
export const flag = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
);

/** Names that there aren't are a mistake: they would leave out nothing, or everything. So are commas or spaces alone. */
const names = (read: (text: string) => string[]) =>
  v.optional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        try {
          return read(dataset.value);
        } catch (error) {
          if (!(error instanceof AddressError)) throw error;
          addIssue({ message: `names what there isn't. ${error.message}` });
          return NEVER;
        }
      }),
    ),
  );

export const origin = v.pipe(
  v.string(),
  v.check(isOrigin, `must be an origin ${HTTPS}, with no path`),
  v.transform(withoutSlash),
);

export const polarEnvironment = v.picklist(['production', 'sandbox'], 'must be production or sandbox');

const number = v.pipe(v.string(), v.transform(Number), v.number('must be a number'), v.finite('must be a number'));

export const sharedVariables = {
  POLAR_API_URL: v.optional(origin),
  POLAR_TIMEOUT_MS: v.pipe(
    number,
    v.integer('must be a whole number of milliseconds'),
    v.minValue(POLAR_TIMEOUT_MIN_MS, `must be at least ${POLAR_TIMEOUT_MIN_MS}`),
    v.maxValue(POLAR_TIMEOUT_MAX_MS, `must be at most ${POLAR_TIMEOUT_MAX_MS}`),
  ),
  READ_ONLY: flag,
  TELEMETRY: flag,
  TOOLSETS: names(readToolsets),
  EXCLUDE_TOOLS: names(readToolNames),
  ...writeVariables,
};

/** What whoever runs this server takes away of the tools, from everybody. */
export function restrictionOfServer(set: {
  READ_ONLY: boolean;
  TOOLSETS?: string[] | undefined;
  EXCLUDE_TOOLS?: string[] | undefined;
}): Restriction {
  const { READ_ONLY: readOnly, TOOLSETS: toolsets = [], EXCLUDE_TOOLS: exclude = [] } = set;
  return { by: 'this server', readOnly, toolsets, exclude };
}

/**
 * What each variable is, set or by default. An empty variable is an unset one: that is how a line in .dev.vars is switched
 * off. In wrangler.toml, numbers and true or false may stand without quotes: `0` and `false` are set.
 */
export function valuesOf(from: Record<string, unknown>, who: Reader): Record<string, string | undefined> {
  const values = DEFAULTS[who].map(([name, otherwise]) => [name, String(from[name] ?? '') || otherwise]);
  return Object.fromEntries(values);
}

const defaultsOf = (who: Reader) => variablesOf(who).map((name) => [name, defaultOf(name, who)] as const);
const DEFAULTS = { worker: defaultsOf('worker'), stdio: defaultsOf('stdio') };

/** The mistakes, one line each, by variable name and without values. */
export const linesOf = (issues: readonly v.BaseIssue<unknown>[]) =>
  issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`);
