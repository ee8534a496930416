/**
 * The part of a result that a view gets and no model reads, under `_meta`. The view program imports these types, so this file
 * imports nothing.
 */

/** The key of a view's data in a result's `_meta`. */
export const VIEW_META_KEY = 'polar-mcp/view';

export interface ViewMeta {
  /** The call of Polar's tool whose result this is. A view repeats a reading call to refresh, to sort and to turn pages. */
  call: { tool: string; arguments: Readonly<Record<string, unknown>> };
  /** The title of that tool. */
  title: string;
  /** The tool of this server through which the call came, if it did. */
  via?: 'call_read_tool' | 'call_write_tool';
  /** The listed tool by which a view reads with any tool of Polar's: some hosts pass on only calls of listed tools. */
  reader?: 'call_read_tool';
  environment: 'sandbox' | 'production';
  /** Set where the result is a change that waits for the person: the view asks, and calls `confirm_change` with the first two. */
  change?: {
    id: string;
    /** Approves or declines this change. No model has it. */
    code: string;
    /** Who gets how much, as the first line of a question. */
    headline: string;
    /** In milliseconds since 1970. */
    until: number;
  };
  /** Where the result is a thing of Polar's, or a list of them. */
  thing?: ThingMeta;
  /** Where the result is an export: the file that has all its rows. */
  file?: {
    /** A link of this server, or over stdio a file of this machine. */
    address: string;
    name: string;
    /** In milliseconds since 1970. */
    until: number;
  };
}

/** A call of a reading tool about a thing, with the fields of the thing that its arguments take. */
export interface ReadingCall {
  tool: string;
  /** Argument → field. */
  with: Readonly<Record<string, string>>;
}

/** What a view needs to show a thing of Polar's, or a list of them. */
export interface ThingMeta {
  kind: 'one' | 'list';
  /** The thing in words: "Orders", "Checkout link". */
  noun: string;
  /** The dot paths of the shown fields, in the catalog's order. The first ones are those that lists show. */
  fields: readonly string[];
  first: number;
  /** Whether the result is that of a change, which no view repeats. */
  isDone?: true;
  /** The values of the argument `sorting`. */
  sorting?: readonly string[];
  /** Reads one thing of the list. */
  opens?: ReadingCall;
  /** The tools that read a thing by its id, by the word for it in the names of fields: `customer` of `customer_id`. */
  reads: Readonly<Record<string, { tool: string; argument: string }>>;
  /** The lists of what belongs to the thing, each with the argument that takes its id. */
  related?: readonly { tool: string; argument: string; title: string }[];
}
