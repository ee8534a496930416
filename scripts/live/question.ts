import type { Made } from './names.ts';

export type Fields = Record<string, unknown>;

/** How a call ended: `ok`, or the code of its error (docs/errors.md). */
export type Ending = string;

/** One call of a tool, and how it should end. */
export interface Question {
  tool: string;
  /** The case that is tried, if the tool's name doesn't say it: `an unknown id`. */
  about?: string;
  /** The arguments, from what was learnt so far. @throws NotKnown when something is missing: then it isn't asked */
  args: (known: Known) => Fields;
  /** How it may end. Default: `ok` alone. Several where that depends on what the account holds or has switched on. */
  ends?: readonly Ending[];
  /** The value that later questions need of the answer: its name, and the dot path at which it stands. */
  learns?: Readonly<Record<string, string>>;
  /** Polar does it in the background: it is asked again until the answer has this path, or the time is over. */
  until?: string;
  /** It changes something at Polar, so production is never asked it. */
  changes: boolean;
  /** Its answer is about what this run made, so that another Polar's should have the same fields. */
  own: boolean;
  /** Done before it, beside the tools: the bytes of an upload are sent to the address that the tool gave. */
  first?: (known: Known, signal: AbortSignal) => Promise<void>;
}

/** `create_benefit (license_keys)`. */
export const titleOf = ({ tool, about }: { tool: string; about?: string | undefined }) =>
  about === undefined ? tool : `${tool} (${about})`;

/** A question needs something that isn't there. The message says what: `there is no dispute`. */
export class NotKnown extends Error {
  override readonly name = 'NotKnown';
}

/** The values that one side's answers gave so far: ids by name, and the names of what is made. */
export class Known {
  readonly #values = new Map<string, unknown>();

  constructor(readonly made: Made) {}

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  /** @throws NotKnown */
  get(name: string): unknown {
    const value = this.#values.get(name);
    if (value === undefined) throw new NotKnown(`there is no ${name}`);
    return value;
  }

  text(name: string): string {
    return String(this.get(name));
  }

  /** Takes from an answer what the question is to teach. What isn't there stays unknown. */
  learn(learns: Readonly<Record<string, string>>, answer: unknown): void {
    for (const [name, path] of Object.entries(learns)) {
      const value = at(answer, path);
      if (value !== undefined) this.#values.set(name, value);
    }
  }
}

/** The value at a dot path (`items.0.id`); undefined when there is none. */
export function at(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Fields)[part];
  }
  return current;
}

type More = Partial<Omit<Question, 'tool' | 'args' | 'changes'>>;
type Args = Fields | ((known: Known) => Fields);

const given = (args: Args) => (typeof args === 'function' ? args : () => args);

/** A read of what the account holds already. */
export function read(tool: string, args: Args = {}, more: More = {}): Question {
  return { tool, args: given(args), changes: false, own: false, ...more };
}

/** A read of what this run made. */
export function reread(tool: string, args: Args, more: More = {}): Question {
  return read(tool, args, { own: true, ...more });
}

/** A change that Polar takes. */
export function change(tool: string, args: Args, more: More = {}): Question {
  return { tool, args: given(args), changes: true, own: true, ...more };
}

/** A call that is refused, by Polar or before. Whether it would change something doesn't count: it might be taken. */
export function refusal(tool: string, about: string, args: Args, code: Ending, more: More = {}): Question {
  return { tool, about, args: given(args), changes: true, own: true, ends: [code], ...more };
}

/** A read that is refused: production is asked that too. */
export function refusedRead(tool: string, about: string, args: Args, code: Ending): Question {
  return { ...refusal(tool, about, args, code), changes: false, own: false };
}
