import type { Witness } from './witness.ts';

/** The argument of a flow: a place to say that all of the storage is looked at now, and what watches. */
export interface Watch {
  witness: Witness;
  look(moment: string): Promise<void>;
}

/** A flow that didn't do what it is here for would prove nothing. */
export function must(is: boolean, what: string): void {
  if (!is) throw new Error(`Not so: ${what}`);
}
