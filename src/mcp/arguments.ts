import type * as z from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import type { Tool } from '../../generated/tool.gen.ts';
import { CallError, type FieldError } from '../errors.ts';
import { formatPath } from '../polar/refusal.ts';

export interface ToolInput {
  params: Record<string, unknown>;
  body: unknown;
}

/**
 * A tool's flat arguments as what its call takes: path and query on one side, the body on the other.
 *
 * @throws CallError `invalid_arguments`, naming each argument that is wrong
 */
export function readArguments(tool: Tool, given: Record<string, unknown>): ToolInput {
  const schema = tool.params();
  // Without a body, an unknown argument is left with the parameters, which refuse it.
  const isInBody = ([name]: [string, unknown]) => tool.body !== undefined && !Object.hasOwn(schema.shape, name);
  const entries = Object.entries(given);
  const inBody = entries.filter(isInBody);

  // `fromEntries`, because assigning an argument called __proto__ would lose it.
  const readParams = check(schema, Object.fromEntries(entries.filter((entry) => !isInBody(entry))));
  const noBody = !tool.body || (tool.bodyOptional && inBody.length === 0);
  const readBody = noBody ? undefined : tool.body && check(tool.body(), Object.fromEntries(inBody));
  const issues = [...(readParams.error?.issues ?? []), ...(readBody?.error?.issues ?? [])];
  if (!readParams.success || issues.length > 0) {
    const fields = issues.flatMap((issue) => fieldErrors(issue, given));
    throw new CallError('invalid_arguments', 'These arguments are wrong; nothing was sent to Polar.', { fields });
  }
  return { params: readParams.data, body: readBody?.data };
}

function check<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CallError('invalid_arguments', 'These arguments are nested too deeply; nothing was sent to Polar.');
  }
}

function fieldErrors(issue: $ZodIssue, given: unknown, above: readonly PropertyKey[] = []): FieldError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearestBranch(issue.errors).flatMap((inner) => fieldErrors(inner, given, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: formatPath([...path, key]), message: 'There is no such argument' }));
  }
  return [{ path: formatPath(path), message: isMissing(given, path) ? 'Required, but missing' : issue.message }];
}

/** Of a union's branches, the one that was probably meant: what came fits it best. */
function nearestBranch(branches: readonly $ZodIssue[][]): readonly $ZodIssue[] {
  const cost = (issues: readonly $ZodIssue[]) => {
    const depth = Math.max(0, ...issues.map((issue) => issue.path.length));
    // The wrong kind of value altogether is further off than any number of wrong fields.
    const wrongKind = issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type');
    const keys = issues.reduce((n, issue) => n + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
    return (wrongKind ? 1000 : 0) + keys - depth / 100;
  };
  return branches.reduce((best, branch) => (cost(branch) < cost(best) ? branch : best));
}

function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  let value = given;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value === undefined;
}
