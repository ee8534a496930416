import type { WholeObject } from '../../openapi/catalog/types.ts';
import { isNullable, objectsOf, type Schema, type Schemas } from './document.ts';

/** An object that Polar replaces whole, as the running code gets it. */
export interface Whole {
  field: string;
  /** A part of it is completed with what is there, or refused while it would lose something. */
  partial: 'merged' | 'refused';
  /** Its fields, in whichever case of the body. */
  names: string[];
  /** Dot paths of those that `clear` takes out of what is there, because they can't be null. */
  drops?: string[];
}

/**
 * @throws Error with one line when the body has no such object
 */
export function wholeOf(body: Schema, entries: readonly WholeObject[], schemas: Schemas, operationId: string): Whole[] {
  return entries.flatMap(({ field, partial }) => {
    const objects = objectsOf(body, schemas).flatMap(({ properties }) => objectsOf(properties?.[field] ?? {}, schemas));
    if (objects.length === 0) {
      throw new Error(`${operationId}: "${field}" in openapi/catalog/whole-objects.ts is no object of its body`);
    }
    if (partial === 'told') return [];
    const names = new Set(objects.flatMap(({ properties }) => Object.keys(properties ?? {})));
    const isDropped = (name: string) =>
      objects.every(
        ({ properties, required }) =>
          !properties?.[name] || !(required?.includes(name) || isNullable(properties[name], schemas)),
      );
    const drops = partial === 'merged' ? [...names].filter(isDropped).map((name) => `${field}.${name}`) : [];
    return [{ field, partial, names: [...names], ...(drops.length > 0 && { drops }) }];
  });
}
