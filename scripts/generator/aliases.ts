import { objectsOf, type Schema, type Schemas } from '../../openapi/document.ts';
import { catalogError } from './catalog.ts';
import type { ToolOperation } from './operation.ts';
import type { Tool } from './tools.ts';

/**
 * The names by which clients also call an argument of a tool, where they can mean no other: `id` for the id of the thing that the
 * path names, `product_id` for a plain `id` of a product, and `customer_external_id` for `external_customer_id`.
 *
 * @throws Error with one line when an alias of the catalog is an argument itself, or leads to none
 */
export function aliasesOf(tool: Tool, schemas: Schemas): Record<string, string> {
  const names = new Set(tool.operations.flatMap((operation) => argumentsOf(operation, schemas)));
  const own = Object.entries(tool.aliases ?? {});
  const wrong = own.find(([alias, name]) => names.has(alias) || !names.has(name));
  if (wrong) {
    const [alias, name] = wrong;
    throw catalogError(
      tool.toolset,
      `${tool.name}: the alias "${alias}" of "${name}" is an argument, or leads to none`,
    );
  }
  const found = new Map<string, Set<string>>();
  const add = (alias: string, name: string) => found.set(alias, (found.get(alias) ?? new Set()).add(name));
  for (const operation of tool.operations) for (const [alias, name] of idAliases(operation, schemas)) add(alias, name);
  for (const name of names) {
    const [, noun] = /^external_(.+)_id$/.exec(name) ?? [];
    if (noun !== undefined) add(`${noun}_external_id`, name);
  }
  const only = [...found].flatMap(([alias, [name = '', ...others]]) =>
    others.length === 0 && !names.has(alias) ? [[alias, name] as const] : [],
  );
  // For a filter, too, the email can only be the customer's.
  const ofEmail = byEmailOf(tool, schemas) ? [['customer_email', 'email'] as const] : [];
  return Object.fromEntries([...only, ...ofEmail, ...own]);
}

/**
 * How this server looks up the customers of an email for a tool: for the customer that it is about, as the catalog says, or for
 * its filter by customers.
 */
export function byEmailOf(tool: Tool, schemas: Schemas): 'one' | 'any' | undefined {
  if (tool.byEmail) return 'one';
  const isFilter = tool.operations.some(({ method, parameters }) =>
    parameters.some((one) => method === 'get' && one.in === 'query' && one.argument === 'customer_id'),
  );
  // An email of the things themselves may be that of a member, or of a visitor who is no customer yet.
  const names = tool.operations.flatMap((operation) => [
    ...argumentsOf(operation, schemas),
    ...('resource' in operation.answer ? Object.keys(schemas[operation.answer.resource]?.properties ?? {}) : []),
  ]);
  return isFilter && !names.some((name) => /(^|_)email$/.test(name)) ? 'any' : undefined;
}

function argumentsOf({ parameters, body }: ToolOperation, schemas: Schemas): string[] {
  const fields = body ? objectsOf(body, schemas).flatMap(({ properties = {} }) => Object.keys(properties)) : [];
  return [...parameters.map(({ argument }) => argument), ...fields];
}

type Alias = readonly [alias: string, name: string];

function idAliases(operation: ToolOperation, schemas: Schemas): Alias[] {
  const { path, method, parameters, body } = operation;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'v1');
  const last = segments.findLastIndex((segment) => segment.startsWith('{'));
  const subject = parameters.find((one) => one.in === 'path' && segments[last] === `{${one.name}}`);
  const isCreation = method === 'post' && !subject;
  const ofLists = body ? objectsOf(body, schemas).flatMap((one) => listAliases(one, isCreation)) : [];
  if (subject) return [...subjectAliases(subject.argument, nounsOf(segments.slice(0, last))), ...ofLists];
  // A list's filter by the ids of its own things.
  const filter = parameters.find(({ argument, in: place }) => place === 'query' && /^ids?$/.test(argument));
  return [...(filter ? subjectAliases(filter.argument, nounsOf(segments)) : []), ...ofLists];
}

function subjectAliases(name: string, nouns: readonly string[]): Alias[] {
  if (nouns.includes('external')) return [['external_id', name]];
  return ['id', ...nouns.map((noun) => `${noun}_id`)].filter((alias) => alias !== name).map((alias) => [alias, name]);
}

/** `['webhooks', 'endpoints']` → `endpoint`, `webhook_endpoint`. Segments behind a parameter are about the things of another. */
function nounsOf(segments: readonly string[]): string[] {
  const own = segments.slice(segments.findLastIndex((segment) => segment.startsWith('{')) + 1);
  const words = own.map((segment) => segment.replaceAll('-', '_').replace(/s$/, ''));
  return [...new Set([words.at(-1) ?? '', words.join('_')])];
}

/**
 * A list of ids in a body, which is called as the things are. In an update, a single id is no name for it: it might add one to
 * the list, which is replaced.
 */
function listAliases({ properties = {} }: Schema, isCreation: boolean): Alias[] {
  return Object.entries(properties).flatMap(([name, { anyOf = [], ...schema }]): Alias[] => {
    const isIds = [schema, ...anyOf].some(({ items }) => items?.format === 'uuid4');
    const noun = name.replace(/s$/, '');
    if (!isIds || noun === name) return [];
    return [[`${noun}_ids`, name], ...(isCreation ? [[`${noun}_id`, name] as const] : [])];
  });
}
