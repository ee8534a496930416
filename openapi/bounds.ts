import type { Document, Schema } from './document.ts';

/** The keywords that bound a value. */
type Keywords = Pick<Schema, 'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'minProperties' | 'maxProperties'>;

/** Bounds of a field. `nullable: false`: null is refused, though the document takes it. */
type Bound = Keywords & { nullable?: false };

/** Component → field → the bounds that Polar enforces there and its document lacks. */
export type Bounds = Readonly<Record<string, Readonly<Record<string, Bound>>>>;

/**
 * A copy of the document with further bounds. In a field that may be null, they bound the other values.
 *
 * @throws Error with one line when a field is gone, or the document has such a bound itself
 */
export function withBounds(document: Document, bounds: Bounds): Document {
  const copy = structuredClone(document);
  for (const [component, fields] of Object.entries(bounds)) {
    for (const [name, { nullable, ...bound }] of Object.entries(fields)) {
      const field = copy.components.schemas[component]?.properties?.[name];
      const [only, ...others] = (field?.anyOf ?? [field]).filter((schema) => schema && schema.type !== 'null');
      if (!only || others.length > 0)
        throw mistake(component, name, 'the document has no such field, or of several kinds');
      const [known] = Object.entries(bound).filter(([keyword, limit]) =>
        isWithin(only[keyword as keyof Keywords], keyword, limit),
      );
      if (known) throw mistake(component, name, `the document has a ${known[0]} itself; remove it here`);
      Object.assign(only, bound);
      if (nullable === undefined) continue;
      if (!field?.anyOf || field.anyOf.length === 1)
        throw mistake(component, name, 'the document takes no null there; remove it here');
      field.anyOf = [only];
    }
  }
  return copy;
}

/** Whether the document's own bound is at least as narrow. */
function isWithin(own: number | undefined, keyword: string, limit: number): boolean {
  if (own === undefined) return false;
  return keyword.startsWith('min') ? own >= limit : own <= limit;
}

const mistake = (component: string, field: string, problem: string) =>
  new Error(`openapi/catalog/bounds.ts: ${component}.${field}: ${problem}`);
