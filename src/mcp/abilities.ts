import { CLIENT_CAPABILITIES_META_KEY, type ClientCapabilities } from '@modelcontextprotocol/server';
import { type ClientAbilities, NO_ABILITIES } from '../operations/index.ts';
import { VIEW_MIME_TYPE } from '../views/index.ts';

/** The extension MCP Apps (SEP-1865), as clients and this server declare it. */
export const UI_EXTENSION = 'io.modelcontextprotocol/ui';

/** Reads what a client declared, at the start or in each request. It may have sent anything. */
export function abilitiesOf(declared: ClientCapabilities | undefined): ClientAbilities {
  if (typeof declared !== 'object' || declared === null) return NO_ABILITIES;
  const { elicitation, extensions } = declared;
  const types = (extensions?.[UI_EXTENSION] as { mimeTypes?: unknown } | null | undefined)?.mimeTypes;
  return {
    // The form is the default mode.
    form: isObject(elicitation) && (elicitation.form !== undefined || elicitation.url === undefined),
    url: isObject(elicitation) && elicitation.url !== undefined,
    views: Array.isArray(types) && types.includes(VIEW_MIME_TYPE),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The capabilities in the envelope of a request of 2026-07-28; undefined in older revisions, which have none. */
export const capabilitiesIn = (envelope: object | undefined): ClientCapabilities | undefined =>
  (envelope as { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
