import type * as z from 'zod';
import type { Tool } from '../../generated/tool.gen.ts';
import { CallError } from '../errors.ts';
import { fieldErrors } from './field-errors.ts';

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
  const params = check(schema, Object.fromEntries(entries.filter((entry) => !isInBody(entry))), given);
  const noBody = !tool.body || (tool.bodyOptional && inBody.length === 0);
  const body = noBody ? undefined : tool.body && check(tool.body(), Object.fromEntries(inBody), given);
  if (!params.data || (body && !body.success)) {
    const fields = [...params.fields, ...(body?.fields ?? [])];
    throw new CallError('invalid_arguments', 'These arguments are wrong; nothing was sent to Polar.', { fields });
  }
  return { params: params.data, body: body?.data };
}

function check<T>(schema: z.ZodType<T>, value: unknown, given: unknown) {
  try {
    const { success, data, error } = schema.safeParse(value);
    return { success, data, fields: error ? fieldErrors(error.issues, schema, given) : [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CallError('invalid_arguments', 'These arguments are nested too deeply; nothing was sent to Polar.');
  }
}
