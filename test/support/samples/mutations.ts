import fc from 'fast-check';
import type { ApiDocument, Schema } from '../../../simulator/document.ts';
import { changesOf } from './changes.ts';
import { at, placesIn, put, schemasAt } from './places.ts';

type Resolve = ApiDocument['resolve'];

/**
 * Changes of one place in a value that the schema describes: another kind of value, a field too many or too few, a
 * bound overstepped. By luck it may still fit.
 */
export function mutations(schema: Schema, resolve: Resolve): fc.Arbitrary<(value: unknown) => unknown> {
  // Numbers that are taken modulo what there is to choose from shrink well, whatever the value is.
  return fc.tuple(fc.nat(), fc.nat()).map(([place, change]) => {
    const mutate = (value: unknown) => {
      const places = [...placesIn(value)];
      const path = places[place % places.length] ?? [];
      const changes = changesOf(at(value, path), schemasAt(schema, path, resolve), resolve);
      return put(value, path, changes[change % changes.length]);
    };
    return Object.assign(mutate, { toString: () => `place ${place}, change ${change}` });
  });
}

/**
 * Every change that there is, once for each piece of the document that the values are made of, so that no bound goes
 * untried.
 *
 * @param tried pieces that need no further try
 */
export function* everyMutation(
  schema: Schema,
  values: unknown[],
  {
    resolve,
    isAccepted,
    tried,
  }: { resolve: Resolve; isAccepted(schema: Schema, value: unknown): boolean; tried: Set<Schema> },
): Generator<unknown> {
  for (const value of values) {
    for (const path of placesIn(value)) {
      if (schemasAt(schema, path, resolve).every((piece) => tried.has(piece))) continue;
      // A branch that the value isn't of would be refused for other reasons.
      const pieces = schemasAt(schema, path, resolve, (branch, above) => isAccepted(branch, at(value, above)));
      const fresh = pieces.filter((piece) => !tried.has(piece));
      if (fresh.length === 0) continue;
      for (const piece of fresh) tried.add(piece);
      for (const change of changesOf(at(value, path), fresh, resolve)) yield put(value, path, change);
    }
  }
}
