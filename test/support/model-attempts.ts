import fc from 'fast-check';

/** A step of a model: a tool by name, with arguments that may hold whatever it has seen last. */
interface Step {
  kind: 'change' | 'repeat' | 'confirm' | 'confirm_change' | 'get_change' | 'wrapped';
  seen: [number, number];
}

interface Attempt {
  /** Which of the changes it wants. */
  at: number;
  steps: Step[];
}

/** A model that wants one change, and tries several ways to it. */
export const attempts: fc.Arbitrary<Attempt> = fc.record({
  at: fc.nat({ max: 3 }),
  steps: fc.array(
    fc.record<Step>({
      kind: fc.constantFrom('change', 'repeat', 'confirm', 'confirm_change', 'get_change', 'wrapped'),
      seen: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
    }),
    { minLength: 4, maxLength: 12, size: 'max' },
  ),
});

const MADE_UP = ['', 'yes', `confirm_${'A'.repeat(24)}`, 'A'.repeat(24), 'change_000000000000000000000000'];

/** What could be a token or a handle in a result: all that looks random, the last first. Ids of Polar's are none. */
export function handlesIn(result: unknown): string[] {
  const words = JSON.stringify(result ?? null).match(/[\w-]{20,}/g) ?? [];
  return [...new Set(words)].filter((word) => /\d/.test(word) && !/^[\da-f]{8}-/.test(word)).reverse();
}

interface Played {
  /** Changes that ask, each with arguments that Polar would take. */
  changes: readonly (readonly [name: string, args: Record<string, unknown>])[];
  /** What the model has seen before. */
  known?: readonly string[];
  /** @returns what the model reads of the result */
  call(name: string, args: object): Promise<unknown>;
}

/** Makes the calls of an attempt, one after the other. */
export function playModel({ changes, known = [], call }: Played) {
  return async ({ at, steps }: Attempt): Promise<void> => {
    let seen = [...MADE_UP, ...known];
    const pick = (index: number) => seen[index % seen.length];
    const change = changes[at % changes.length];
    if (!change) throw new Error('there are no changes to try');
    const [name, args] = change;
    for (const {
      kind,
      seen: [first, second],
    } of steps) {
      const its: Record<Step['kind'], [string, object]> = {
        change: [name, args],
        repeat: [name, { ...args, confirm: pick(first) }],
        confirm: [name, { confirm: pick(first) }],
        confirm_change: ['confirm_change', { id: pick(first), code: pick(second), decision: 'approve' }],
        get_change: ['get_change', { id: pick(first) }],
        wrapped: [
          first % 2 === 0 ? 'call_write_tool' : 'call_read_tool',
          {
            name: second < 3 ? name : 'confirm_change',
            arguments: { ...args, confirm: pick(first), id: pick(first), code: pick(second) },
          },
        ],
      };
      seen = [...new Set([...handlesIn(await call(...its[kind])), ...seen])];
    }
  };
}
