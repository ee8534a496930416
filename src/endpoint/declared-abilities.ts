import { abilitiesOf, capabilitiesIn } from '../mcp/index.ts';
import { type ClientAbilities, NO_ABILITIES } from '../operations/index.ts';

/** In the revisions before 2026-07-28, a client returns what this header of the first answer held. */
const SESSION_HEADER = 'Mcp-Session-Id';

/** The abilities that a session id can hold. An answer to a form would reach another isolate than the one that asks. */
const KEPT = ['views', 'url'] as const satisfies readonly (keyof ClientAbilities)[];

/** The first revision with URL elicitation. Codex declares it in an older one, and shows the model an error in place of the page. */
const FIRST_WITH_URLS = '2025-11-25';

interface Message {
  method?: unknown;
  params?: { protocolVersion?: unknown; capabilities?: unknown; _meta?: object } | null;
}

/**
 * Reads what the client of a request can do: from the request itself, or, in the older revisions, from `initialize` and then from
 * its session id. That id is all that there is of a session, so nothing is stored. A made-up id only chooses how the person is
 * asked, and an unknown one says nothing.
 *
 * @param message the request's JSON
 */
export function declaredAbilities({ headers }: Request, message: unknown): ClientAbilities {
  const { method, params } = (message ?? {}) as Message;
  const capabilities = capabilitiesIn(params?._meta);
  if (capabilities !== undefined) return abilitiesOf(capabilities);
  if (method === 'initialize') return { ...abilitiesAtStart(params), form: false };
  const said = new Set(headers.get(SESSION_HEADER)?.split('.'));
  return { ...NO_ABILITIES, views: said.has('views'), url: said.has('url') };
}

/** What `initialize` declares, without what the client's revision does not have. */
function abilitiesAtStart(params: Message['params']): ClientAbilities {
  const abilities = abilitiesOf(params?.capabilities as object | undefined);
  return { ...abilities, url: abilities.url && String(params?.protocolVersion) >= FIRST_WITH_URLS };
}

/**
 * Adds a session id to the answer to `initialize` that says what the client declared, so that its later requests say it too.
 * A client that declared nothing of it gets none.
 */
export function withSessionId(answer: Response, message: unknown): Response {
  const { method, params } = (message ?? {}) as Message;
  if (method !== 'initialize') return answer;
  const abilities = abilitiesAtStart(params);
  const kept = KEPT.filter((name) => abilities[name]);
  if (kept.length === 0) return answer;
  const headers = new Headers(answer.headers);
  headers.set(SESSION_HEADER, [...kept, crypto.randomUUID()].join('.'));
  // A client in a browser reads no other headers.
  headers.append('Access-Control-Expose-Headers', SESSION_HEADER);
  return new Response(answer.body, { status: answer.status, headers });
}
