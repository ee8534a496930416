import type { Operation, Tool } from '../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { type Caller, reachesSeveralOrganizations } from '../operations/index.ts';
import { isPolarTool, LISTED_TOOLS, type Policy } from '../policy/index.ts';
import { chooseFields, fieldsOfList } from '../results/index.ts';
import type { ReadingCall, ThingMeta } from './view-meta.ts';

/** The tool that reads a thing by its id, and the argument that takes the id. */
interface Reader {
  tool: ToolName;
  argument: string;
  /** Further arguments, which each thing of a list has as a field. */
  others: readonly string[];
}

/** A customer's state has the customer too. */
const FULLER: { [tool in ToolName]?: ToolName } = { get_customer: 'get_customer_state' };

const READER_PREFIX = 'get_';
const LIST_PREFIX = 'list_';

/** The readers of all things that have an id, by the word for the thing in the names of Polar's fields: `customer` of `customer_id`. */
const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Tool>(tools).flatMap(
    ([
      name,
      {
        operations: [{ by = [] }],
        aliases = {},
      },
    ]) => {
      if (!name.startsWith(READER_PREFIX)) return [];
      const word = name.slice(READER_PREFIX.length);
      const id = `${word}_id`;
      const argument = by.includes(id) || aliases.id === id ? id : aliases[id] === 'id' ? 'id' : undefined;
      if (argument === undefined) return [];
      const reader = { tool: name as ToolName, argument, others: by.filter((one) => one !== argument) };
      return [[word, reader] as const];
    },
  ),
);

/** The word for a kind of thing, by the name of Polar's schema. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Array.from(READERS, ([word, { tool }]) => [tool, FULLER[tool]].map((one) => [one && resourceOf(tools[one]), word]))
    .flat()
    .filter((entry): entry is [string, string] => entry[0] !== undefined),
);

function resourceOf({ operations: [{ answer }] }: Tool): string | undefined {
  return 'resource' in answer ? answer.resource : undefined;
}

/** The word for the things that a tool answers with, where a tool reads one of them by its id. */
function wordOf(name: ToolName): string | undefined {
  const word = WORDS.get(resourceOf(tools[name]) ?? '');
  if (word !== undefined) return word;
  const listed = name.startsWith(LIST_PREFIX) ? name.slice(LIST_PREFIX.length, -1) : undefined;
  return listed !== undefined && READERS.has(listed) ? listed : undefined;
}

/** The reader of a kind of thing that this connection may call. */
function readerOf(word: string, policy: Policy): Reader | undefined {
  const reader = READERS.get(word);
  if (!reader) return undefined;
  const fuller = FULLER[reader.tool];
  if (fuller && !policy.refusal(fuller)) return { ...reader, tool: fuller };
  return policy.refusal(reader.tool) ? undefined : reader;
}

/**
 * What a view needs to show a thing or a list of them: the order of the fields, how to sort, and what leads to what.
 *
 * @param fields the argument `fields` of the call, which succeeded
 * @returns undefined where the answer is no thing
 */
export function thingMetaOf(name: ToolName, fields: unknown, caller: Caller): ThingMeta | undefined {
  const tool: Tool = tools[name];
  const [operation] = tool.operations;
  const { answer } = operation;
  if (!('resource' in answer) || tool.series) return undefined;
  const { kind, resource } = answer;
  const { paths, named } = chooseFields(fields, kind, resource, reachesSeveralOrganizations(caller));
  // Beside the default view, and in all fields, the order of the catalog stays.
  const isOrdered = named?.some((path) => path === 'default' || path === '*') ?? true;
  const shown = isOrdered ? paths : (named ?? []);
  const word = wordOf(name);
  const known = READERS.get(word ?? '');
  const reader = word === undefined ? undefined : readerOf(word, caller.policy);
  const sorting = kind === 'list' ? sortingOf(operation) : [];
  const related = kind === 'one' && word !== undefined ? relatedTo(word, caller.policy) : [];
  return {
    kind,
    noun: nounOf(kind === 'one' && known ? tools[known.tool].title : tool.title),
    fields: shown,
    first: isOrdered ? fieldsOfList(resource).length : shown.length,
    ...(tool.risk !== 'read' && { isDone: true }),
    ...(sorting.length > 0 && { sorting }),
    ...(kind === 'list' && reader && { opens: opensWith(reader) }),
    reads: readsIn(paths, caller.policy),
    ...(related.length > 0 && { related }),
  };
}

/** The thing in words for a person, without the verb of a title: "Orders", "Checkout link". */
function nounOf(title: string): string {
  const noun = title.slice(title.indexOf(' ') + 1);
  return noun.slice(0, 1).toUpperCase() + noun.slice(1);
}

const opensWith = ({ tool, argument, others }: Reader): ReadingCall => ({
  tool,
  with: { [argument]: 'id', ...Object.fromEntries(others.map((other) => [other, other])) },
});

/** The readers of the things that the shown fields can name. */
function readsIn(paths: readonly string[], policy: Policy): ThingMeta['reads'] {
  const all = paths.includes('*');
  const named = [...READERS.keys()].filter((word) => all || paths.some((path) => path.includes(word)));
  return Object.fromEntries(
    named.flatMap((word) => {
      const reader = readerOf(word, policy);
      return reader && reader.others.length === 0 ? [[word, { tool: reader.tool, argument: reader.argument }]] : [];
    }),
  );
}

/** Lists of counts: nothing in them belongs to a thing. */
const COUNTS: ReadonlySet<string> = new Set<ToolName>(['list_event_names', 'list_event_types']);

/** The lists that can be asked for what belongs to a thing. An organization has all lists. */
function relatedTo(word: string, policy: Policy): NonNullable<ThingMeta['related']> {
  if (word === 'organization') return [];
  const argument = `${word}_id`;
  return LISTED_TOOLS.flatMap(({ name, title, inputSchema }) => {
    const { properties = {}, required = [] } = inputSchema as { properties?: object; required?: readonly string[] };
    if (!isPolarTool(name) || tools[name].operations[0].answer.kind !== 'list' || COUNTS.has(name)) return [];
    const isEnough = Object.hasOwn(properties, argument) && required.every((one) => one === argument);
    if (!isEnough || policy.refusal(name)) return [];
    return [{ tool: name, argument, title: nounOf(title) }];
  });
}

/** The part of a zod schema that leads to the values of an enum in it. */
interface SchemaParts {
  innerType?: { _zod: { def: SchemaParts } };
  element?: { _zod: { def: SchemaParts } };
  entries?: Readonly<Record<string, string>>;
}

/** The orders in which a tool lists things, as its argument `sorting` takes them. */
function sortingOf({ params }: Operation): string[] {
  let def = params().shape.sorting?._zod.def as SchemaParts | undefined;
  while (def && !def.entries) def = (def.innerType ?? def.element)?._zod.def;
  return Object.values(def?.entries ?? {});
}
