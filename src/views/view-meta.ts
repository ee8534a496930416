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
}
