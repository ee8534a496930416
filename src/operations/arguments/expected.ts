import type { $ZodRawIssue } from 'zod/v4/core';
import { nearestValue } from '../../lib/did-you-mean.ts';
import { MAX_ERROR_VALUES } from '../../limits.ts';

/**
 * What would have been right in the place of what came, in words that follow "Expected …". Given to zod as its error
 * map; what the schemas say themselves (runtime.gen.ts) comes before it.
 */
export function expected(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options, issue.input) : 'another kind of value';
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'regex' ? `text that matches ${issue.pattern}` : (FORMATS[issue.format] ?? issue.format);
    case 'invalid_key':
      return `a key of ${issue.issues[0]?.message}`;
    default:
      return 'another value';
  }
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number below 2^53',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Record<string, string> = {
  email: 'an email address',
  url: 'a URL, such as https://example.com/page',
  uuid: 'a UUID',
  ipv4: 'an IP address',
  ipv6: 'an IP address',
};

/** Models copy values from here, so they stand as JSON. Of very many, the one that resembles what came. */
function oneOf(values: readonly unknown[], came: unknown): string {
  if (values.length > MAX_ERROR_VALUES) {
    const match = typeof came === 'string' ? nearestValue(came, values.map(String)) : undefined;
    return `one of the values that Polar knows, such as ${JSON.stringify(match ?? values[0])}`;
  }
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length === 1 ? `${shown[0]}` : `one of ${shown.join(', ')}`;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const things = origin === 'string' ? ' character' : origin === 'array' ? ' item' : '';
  return `${relation} ${limit}${things}${things && Number(limit) !== 1 ? 's' : ''}`;
}
