import { objectsOf, type Schema, type Schemas } from './document.ts';

/**
 * The fields of a body that every call must give with one and the same text, such as `payment_processor`: the call fills
 * them in, and no list shows them. What tells the cases of a union apart isn't among them.
 */
export function constantsOf(body: Schema, schemas: Schemas): Record<string, string> {
  const cases = objectsOf(body, schemas);
  const [first = {}] = cases;
  const found: Record<string, string> = {};
  for (const [name, { const: value }] of Object.entries(first.properties ?? {})) {
    const isSame = ({ required, properties }: Schema) =>
      required?.includes(name) === true && properties?.[name]?.const === value;
    if (typeof value === 'string' && cases.every(isSame)) found[name] = value;
  }
  return found;
}
