import type { RunNames } from './names.ts';

export type Fields = Record<string, unknown>;

/** How a call ended: `ok`, or the code of its error (docs/errors.md). */
export type Ending = string;

/** One call of a tool, and how it should end. */
export interface Question {
  tool: string;
  /** The case that is tried, if the tool's name doesn't say it: `an unknown id`. */
  about?: string;
  /**
   * Makes the arguments of what was learnt so far.
   *
   * @throws MissingValue when something is missing. Then the question isn't asked
   */
  args: (known: LearntValues) => Fields;
  /** How it may end: in several ways if that depends on the account's data or settings. Default: `ok` alone. */
  ends?: readonly Ending[];
  /** The value of the answer that later questions need: its name and its dot path. */
  learns?: Readonly<Record<string, string>>;
  /**
   * The dot path that background work at Polar adds. The question is asked again until the answer has it, or the time
   * is over.
   */
  until?: string;
  /** Whether it changes something at Polar. Production is never asked such a question. */
  changes: boolean;
  /**
   * Whether its answer is about things that this run made. Then the answers of both Polars should have the same fields.
   */
  own: boolean;
  /** A step before it that no tool does: the bytes of an upload are sent to the address that a tool gave. */
  first?: (known: LearntValues, signal: AbortSignal) => Promise<void>;
}

/** `create_benefit (license_keys)`. */
export const titleOf = ({ tool, about }: { tool: string; about?: string | undefined }) =>
  about === undefined ? tool : `${tool} (${about})`;

/** A question needs something that isn't there. The message says what: `there is no dispute`. */
export class MissingValue extends Error {
  override readonly name = 'MissingValue';
}

/** The values that one side's answers gave so far: ids by name, and the names of what is made. */
export class LearntValues {
  readonly made: RunNames;
  readonly #values = new Map<string, unknown>();

  constructor(made: RunNames) {
    this.made = made;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  /** @throws MissingValue */
  get(name: string): unknown {
    const value = this.#values.get(name);
    if (value === undefined) throw new MissingValue(`there is no ${name}`);
    return value;
  }

  text(name: string): string {
    return String(this.get(name));
  }

  /** Takes the question's value from an answer. If it isn't there, it stays unknown. */
  learn(learns: Readonly<Record<string, string>>, answer: unknown): void {
    for (const [name, path] of Object.entries(learns)) {
      const value = valueAt(answer, path);
      if (value !== undefined) this.#values.set(name, value);
    }
  }
}

/** The value at a dot path (`items.0.id`); undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Fields)[part];
  }
  return current;
}

type More = Partial<Omit<Question, 'tool' | 'args' | 'changes'>>;
type Args = Fields | ((known: LearntValues) => Fields);

const given = (args: Args) => (typeof args === 'function' ? args : () => args);

/** A read of what the account holds already. */
export function read(tool: string, args: Args = {}, more: More = {}): Question {
  return { tool, args: given(args), changes: false, own: false, ...more };
}

/** A read of what this run made. */
export function readMade(tool: string, args: Args, more: More = {}): Question {
  return read(tool, args, { own: true, ...more });
}

/** A change that Polar takes. */
export function change(tool: string, args: Args, more: More = {}): Question {
  return { tool, args: given(args), changes: true, own: true, ...more };
}

/** A call that is refused, by Polar or before. It always counts as a change, because Polar might accept it. */
export function refusal(tool: string, about: string, args: Args, code: Ending, more: More = {}): Question {
  return { tool, about, args: given(args), changes: true, own: true, ends: [code], ...more };
}

/** A read that is refused. Production is asked that too. */
export function refusedRead(tool: string, about: string, args: Args, code: Ending): Question {
  return { ...refusal(tool, about, args, code), changes: false, own: false };
}
