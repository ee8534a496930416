import type { OperationId } from '../operation-ids.ts';

/**
 * What a call can do to the merchant's account:
 * - `read`: nothing.
 * - `write`: a change that another call can take back, or a message that is sent. Where a single field is final, its
 *   hint says so.
 * - `irreversible`: a change that no call can take back, or an access that is lost at once.
 * - `money`: a charge, a refund, or money given up.
 */
export type Risk = 'read' | 'write' | 'irreversible' | 'money';

/** One tool: our words and our policy for one operation of Polar. */
interface ToolEntry {
  /** Verb, then noun: `list_products`. At most 32 characters, unique among all tools. */
  name: string;
  /** What a person sees in a menu: `List products`. */
  title: string;
  /** What a model reads: what the tool is for, in the merchant's language. */
  description: string;
  /** Omitted: `read` for GET, `irreversible` for DELETE, `write` for the rest. */
  risk?: Risk;
  /** Omitted: true for reads, PUT, PATCH and DELETE; calling it again with the same arguments changes nothing more. */
  idempotent?: boolean;
  /** A hint for each argument that isn't plain from its name. */
  hints?: Record<string, string>;
  /**
   * Path parameters that get another argument name, because the body has a field of that name, or because the plain
   * name would be taken for the id of something else.
   */
  rename?: Record<string, string>;
}

/** Tools that a merchant thinks of together. */
export interface Toolset {
  /** Lower case, as it stands in a configuration: `products`. */
  name: string;
  title: string;
  /** One sentence: what a merchant does with it. */
  description: string;
  tools: { [id in OperationId]?: ToolEntry };
}
