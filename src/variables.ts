import * as z from 'zod';
import { HTTPS, isOrigin, withoutSlash } from '../settings/urls.ts';
import {
  defaultOf,
  POLAR_TIMEOUT_MAX_MS,
  POLAR_TIMEOUT_MIN_MS,
  type Reader,
  variablesOf,
} from '../settings/variables.ts';
import { AddressError } from './mcp/address.ts';
import { type Restriction, readToolNames, readToolsets } from './mcp/restriction.ts';
import { writeVariables } from './writes/variables.ts';

/**
 * The variables that the Worker and the stdio server read alike. Their words and defaults are in settings/. Each message
 * follows the variable's name.
 */

export const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');

/** Names that there aren't are a mistake: they would leave out nothing, or everything. */
const names = (read: (text: string) => string[]) =>
  z
    .string()
    .optional()
    .transform((text = '', context) => {
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof AddressError)) throw error;
        context.addIssue(`names what there isn't. ${error.message}`);
        return z.NEVER;
      }
    });

export const origin = z.string().refine(isOrigin, `must be an origin ${HTTPS}, with no path`).transform(withoutSlash);

export const polarEnvironment = z.enum(['production', 'sandbox'], { error: 'must be production or sandbox' });

export const sharedVariables = {
  POLAR_API_URL: origin.optional(),
  POLAR_TIMEOUT_MS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number of milliseconds')
    .min(POLAR_TIMEOUT_MIN_MS, `must be at least ${POLAR_TIMEOUT_MIN_MS}`)
    .max(POLAR_TIMEOUT_MAX_MS, `must be at most ${POLAR_TIMEOUT_MAX_MS}`),
  POLAR_REQUESTS_PER_MINUTE: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .optional(),
  READ_ONLY: flag,
  TELEMETRY: flag,
  TOOLSETS: names(readToolsets),
  EXCLUDE_TOOLS: names(readToolNames),
  ...writeVariables,
};

/** What whoever runs this server takes away of the tools, from everybody. */
export function restrictionOfServer(set: {
  READ_ONLY: boolean;
  TOOLSETS: string[];
  EXCLUDE_TOOLS: string[];
}): Restriction {
  return { by: 'this server', readOnly: set.READ_ONLY, toolsets: set.TOOLSETS, exclude: set.EXCLUDE_TOOLS };
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
export const linesOf = ({ issues }: z.ZodError) => issues.map(({ path, message }) => `${path.join('.')} ${message}`);
