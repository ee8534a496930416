import type { ReadResourceResult, Resource } from '@modelcontextprotocol/server';

/** The type of a view. A client that shows views names it among its types. */
export const VIEW_MIME_TYPE = 'text/html;profile=mcp-app';

/**
 * The one view program (MCP Apps). It shows lists, things, figures and changes that ask, by what the result is: so a row of a list
 * opens the thing in the same view. It reaches no address: what it shows comes through the host. It writes to the clipboard when
 * the person copies.
 */
export const VIEW = {
  uri: 'ui://polar/view.html',
  name: 'view',
  title: 'Polar',
  description: 'Shows results to the person: lists, things, figures, and changes that ask.',
  mimeType: VIEW_MIME_TYPE,
  _meta: {
    ui: {
      csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
      permissions: { clipboardWrite: {} },
      prefersBorder: true,
    },
  },
} as const satisfies Resource;

/** @param text the program, as one page */
export const viewContents = (text: string): ReadResourceResult => {
  const { uri, mimeType, _meta } = VIEW;
  return { contents: [{ uri, mimeType, text, _meta }] };
};
