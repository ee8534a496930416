import { casesOf, componentName, type Operation, type Schema, type Schemas } from './document.ts';

/** What an operation answers when all went well. */
export type Answer =
  /** One thing, or a page of them: of which kind, by the name of its schema. */
  | { kind: 'one' | 'list'; resource: string }
  /** A table. */
  | { kind: 'csv' }
  /** Nothing that is worth showing. */
  | { kind: 'empty' };

/**
 * @throws Error when the answer has a form that is new here
 */
export function answerOf({ operationId, responses }: Operation, schemas: Schemas): Answer {
  const contents = Object.entries(responses).flatMap(([status, { content }]) =>
    status < '3' && content ? [content] : [],
  );
  if (contents.some((content) => content['text/csv'])) return { kind: 'csv' };
  const schema = contents
    .map((content) => content['application/json']?.schema)
    .find((s) => s && Object.keys(s).length > 0);
  if (!schema) return { kind: 'empty' };
  const listed = itemsOf(schema, schemas);
  const resource = (listed ?? schema).$ref;
  if (!resource) throw new Error(`${operationId}: an answer without a schema of its own is new here`);
  return { kind: listed ? 'list' : 'one', resource: componentName(resource) };
}

/** The items of a list, or of a page: `items` beside `pagination`. */
function itemsOf(schema: Schema, schemas: Schemas): Schema | undefined {
  const [first] = casesOf(schema, schemas);
  if (!first) return undefined;
  const { items, properties = {} } = first.schema;
  return items ?? (properties.pagination && properties.items?.items);
}
