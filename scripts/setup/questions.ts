import * as clack from '@clack/prompts';
import type { Check } from './checks.ts';

/** Asks a person. Each question throws `Stopped` when they press Ctrl+C. */
export interface Questions {
  choose<Value extends string>(message: string, options: Choice<Value>[]): Promise<Value>;
  text(message: string, check: Check, more?: TextMore): Promise<string>;
  /** Hides what the person types. */
  secret(message: string, check: Check): Promise<string>;
  confirm(message: string): Promise<boolean>;
}

interface TextMore {
  /** The proposed answer, which the person may edit. */
  initial?: string | undefined;
  example?: string;
  /** The text before the question, in lines of at most 76 characters. */
  note?: string;
}

interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

/** Thrown when the person pressed Ctrl+C. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Makes the questions; undefined if nobody can answer, as in CI, or without a terminal that can move its cursor. */
export function terminalQuestions(): Questions | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI || process.env.TERM === 'dumb') return undefined;
  return {
    choose: async (message, options) =>
      answered(await clack.select<string>({ message, options })) as (typeof options)[number]['value'],
    text: async (message, check, { initial, example, note } = {}) => {
      if (note) clack.log.message(note);
      return answered(
        await clack.text({
          message,
          validate: trimmed(check),
          ...(initial !== undefined && { initialValue: initial }),
          ...(example !== undefined && { placeholder: example }),
        }),
      ).trim();
    },
    secret: async (message, check) => answered(await clack.password({ message, validate: trimmed(check) })).trim(),
    confirm: async (message) => answered(await clack.confirm({ message })),
  };
}

function answered<Value>(answer: Value | typeof clack.CANCEL_SYMBOL): Value {
  if (clack.isCancel(answer)) throw new Stopped();
  return answer as Value;
}

const trimmed = (check: Check) => (text: string | undefined) => check(text?.trim() ?? '');
