import type { ToolList } from '../generator/index.ts';
import { exceeded, surfacesOf } from './judge.ts';

/** One line for each budget that a list of tools exceeds, for scripts that go on all the same: CI is where it is an error. */
export function warnings({ listed, own, defaultTools }: ToolList): string[] {
  return exceeded(surfacesOf(listed, own, defaultTools)).map((line) => `warning: over budget: ${line}`);
}
