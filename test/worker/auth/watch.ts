import type { Witness } from './witness.ts';

/** The argument of a flow: `look` records all storage at that moment. */
export interface Watch {
  witness: Witness;
  look(moment: string): Promise<void>;
}

/** Fails if a step of a flow had another outcome: the flow would then prove nothing. */
export function must(is: boolean, what: string): void {
  if (!is) throw new Error(`Not so: ${what}`);
}
