import { CallError } from '../errors.ts';
import type { Refusal } from './policy.ts';

/** What the caller of a tool is told that the policy refuses. */
export function notAllowed(name: string, { reason, lacking }: Refusal): CallError {
  if (lacking.length === 0) return new CallError('not_allowed', `${name} can't be called here: ${reason}.`);
  return new CallError('insufficient_scope', `This connection lacks the permission ${lacking.join(' and ')}.`, {
    whatToDo:
      'Ask the person to connect again and to allow it. If it is still missing then, whoever runs this server must add it to the OAuth client at Polar.',
  });
}
