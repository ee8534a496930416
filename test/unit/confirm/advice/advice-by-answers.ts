import type { ToolName } from '../../../../generated/tools/index.gen.ts';
import type { PlannedRead, PriorRead } from '../../../../src/confirm/advice/index.ts';
import { type Advice, adviceOn, furtherReads } from '../../../../src/confirm/advice/index.ts';
import { risksOf } from '../../../../src/confirm/change.ts';
import { CallError } from '../../../../src/errors.ts';
import { parseCall } from '../../../../src/operations/operation-call.ts';
import { callerAt } from '../../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');

/** The answers to the reads before a change, by tool: one thing, or the items of a list. */
export type Answers = Partial<Record<ToolName, unknown>>;

const pageOf = (items: readonly unknown[]) => ({ items, pagination: { total_count: items.length, max_page: 1 } });

export const reading = (tool: ToolName, data: unknown, given: Record<string, unknown> = {}): PriorRead => ({
  read: { tool, arguments: given },
  data: Array.isArray(data) ? pageOf(data) : data,
});

const beforeOf = (answers: Answers | readonly PriorRead[]): readonly PriorRead[] =>
  Array.isArray(answers)
    ? (answers as readonly PriorRead[])
    : Object.entries(answers).map(([tool, data]) => reading(tool as ToolName, data));

/** The advice on a call by what was read, or the parts of the error that refuses it. */
export function advice(name: ToolName, given: object, answers: Answers | readonly PriorRead[]) {
  const call = parseCall(name, { ...given }, caller);
  try {
    return adviceOn(call, beforeOf(answers));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { code: error.code, message: error.message, whatToDo: error.whatToDo, fields: error.fields };
  }
}

/** The reads that are to be made next: each tool with its arguments. */
export const reads = (name: ToolName, given: object, answers: Answers | readonly PriorRead[]): [ToolName, object][] =>
  furtherReads(parseCall(name, { ...given }, caller), beforeOf(answers)).map((read: PlannedRead) => [
    read.tool,
    read.arguments,
  ]);

/** The gravest risk of a call by what was read, and the line that says who would get what. */
export function judged(name: ToolName, given: object, answers: Answers | readonly PriorRead[]) {
  const { harmless, exposes } = advice(name, given, answers) as Advice;
  return { risk: risksOf(parseCall(name, { ...given }, caller), harmless)[0], exposes };
}
