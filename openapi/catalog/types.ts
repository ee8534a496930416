import type { ChangeId, OperationId, ReadId } from '../operation-ids.ts';
import type { ChangeRisk, Read, Risk, ToolPolicy, View } from './policy.ts';

/** The words of one tool, whether it reads or changes something. */
interface ToolWords extends ToolPolicy {
  /** Verb, then noun: `list_products`. At most 32 characters, unique among all tools. */
  name: string;
  /** A person sees it in a menu: `List products`. */
  title: string;
  /**
   * A model reads it. At most three sentences in the merchant's language: what the tool is for, what it needs first,
   * units, what it changes and what can't be undone.
   */
  description: string;
  /** Words of merchants for the search of tools that are neither in the name nor in the title, with commas between them. */
  keywords?: readonly string[];
  /**
   * Keywords by which a question asks for a call that can't be undone, with commas between them: all words of one must be
   * there, in any order. The search puts such a tool first only for them, or for the verb and the noun of its name.
   */
  askedBy?: readonly string[];
  /** A second call with the same arguments changes nothing more. Omitted: true for reads, PUT, PATCH and DELETE. */
  idempotent?: boolean;
  /** A hint for each argument that isn't plain from its name, by its dot path: `prices.price_amount`. */
  hints?: Record<string, string>;
  /**
   * Path parameters that get another argument name, because the body has a field of that name, or because a model would
   * take the plain name for the id of something else.
   */
  rename?: Record<string, string>;
  /**
   * The dot paths of an update's fields that Polar empties, or whose limit it takes off: a list by an empty list, a map by an
   * empty map, other fields by null. `name=""` is a field that Polar empties by an empty text, because null is the same as
   * leaving it out. Omitted: all fields that may be null.
   */
  clear?: readonly string[];
  /**
   * Optional ids that this server accepts beside Polar's arguments and doesn't send. They name the list to read if
   * Polar has no read for the thing alone.
   */
  serverArguments?: readonly string[];
  /**
   * Fields of the body that say in an outdated way what another field says. They are accepted, and no list shows them or a case
   * of the body that needs one.
   */
  outdated?: readonly string[];
  /** Its customer may also be named by the argument `email`, which this server looks up, and a list shows. */
  byEmail?: true;
  /**
   * Names that clients write → the argument that they can only mean. Beside these, the generator finds those of the ids: `id`
   * and `product_id` name the same product.
   */
  aliases?: Readonly<Record<string, string>>;
  /**
   * The dot paths of the body's fields that this server works out from others where a call leaves them out. No list shows them, and none
   * is required; an object is shown if another of its fields is.
   */
  computed?: readonly string[];
  /**
   * The read that shows whether a change was made if its answer was lost. Omitted: the read of the thing that the path
   * names, or else of the list.
   */
  settledBy?: Read;
  /** Arguments of a typical call. Models see the first, behind the description; docs/tools.md has them all. */
  examples?: readonly Record<string, unknown>[];
  /** Takes the tool out of every list, and says why. Its name stays locked. */
  hidden?: string;
}

/** A tool that only reads. */
interface ReadEntry extends ToolWords {
  risk?: 'read';
  risks?: never;
  whyNotExposing?: never;
}

/** A tool that exposes something by each argument that `risks` doesn't name. */
interface ExposingEntry extends ToolWords {
  risk: 'exposes';
  whyNotExposing?: never;
}

/** A tool that changes something, and exposes something only by the arguments that `risks` names. */
interface ChangeEntry extends ToolWords {
  /** Omitted: `irreversible` for DELETE, `write` for the rest. */
  risk?: Exclude<ChangeRisk, 'exposes'>;
  /** A sentence that says why nobody else gets access, data or goods by such a call, but for those arguments. */
  whyNotExposing: string;
}

/** Our words and our policy for one tool: one operation of Polar, or several that people see as one thing. */
export type ToolEntry = ReadEntry | ExposingEntry | ChangeEntry;

/** A further operation of a tool, which finds the same thing by other ids. A call gives one of the two ways. */
export interface SameTool {
  /** The operation whose entry has the name and the words. */
  sameToolAs: OperationId;
  /** See above. */
  rename?: Record<string, string>;
}

/** The view of a resource, and the fields that this server adds to Polar's answer. */
interface Resource extends View {
  /** Dot paths of fields that Polar doesn't send, such as the name of the thing with an id. */
  adds?: readonly string[];
}

/** Tools that a merchant thinks of together. */
export interface Toolset {
  /** Lower case, as it stands in a URL or a configuration: `products`. */
  name: string;
  title: string;
  /** One sentence: what a merchant does with it. */
  description: string;
  tools: { [id in ReadId]?: ReadEntry | SameTool } & { [id in ChangeId]?: ExposingEntry | ChangeEntry | SameTool };
  /** By the name of Polar's schema, such as `Product`: each schema that the tools answer with has one view. */
  resources: Readonly<Record<string, Resource>>;
}

/** An object in the body of an update that Polar replaces whole. */
export interface ReplacedObjectEntry {
  field: string;
  /**
   * `merged`: the server reads the object and adds the fields that a call leaves out. `refused`: it refuses a call that
   * would lose a field. `told`: no read shows the object, so a hint must ask for all fields.
   */
  partial: 'merged' | 'refused' | 'told';
  /** The effect that a part was seen to have at Polar. */
  seen: string;
}

/** The id of an update → the objects that it replaces whole. */
export type ReplacedObjects = { readonly [id in OperationId]?: readonly ReplacedObjectEntry[] };

/** Polar's schema → its fields that are secrets. */
export type Secrets = Readonly<Record<string, readonly string[]>>;

/** A tool that answers here, without an operation of Polar's. */
export interface OwnTool {
  name: string;
  title: string;
  description: string;
  /** See above. A tool without keywords isn't found by search. */
  keywords?: readonly string[];
  /** The toolset that lists it: one of the above, or `discovery`. */
  toolset: string;
  risk: Risk;
  /** See above. */
  aliases?: Readonly<Record<string, string>>;
  /** The schemas of its arguments, of the few keywords that every client takes. */
  properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  required?: readonly string[];
}

/** A tool that clients see unless they ask for others. */
export interface DefaultTool {
  tool: string;
  /** The merchant's question that no other default tool answers. */
  reason: string;
}

/** A word of the catalog's → single words by which merchants mean the same in every tool. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;
