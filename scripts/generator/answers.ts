import { componentName, type Operation, type Schema } from './document.ts';

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
export function answerOf({ operationId, responses }: Operation, schemas: Record<string, Schema>): Answer {
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

/** What is in the pages, where a schema is one of pages: `items` beside how many there are. */
function itemsOf(schema: Schema, schemas: Record<string, Schema>): Schema | undefined {
  if (schema.items) return schema.items;
  if (schema.$ref) return itemsOf(schemas[componentName(schema.$ref)] ?? {}, schemas);
  const [first] = schema.anyOf ?? [];
  if (first) return itemsOf(first, schemas);
  const { items, pagination } = schema.properties ?? {};
  return pagination ? items?.items : undefined;
}
