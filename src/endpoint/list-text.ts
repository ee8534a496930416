import QuickLRU from 'quick-lru';
import { MAX_KEPT_LISTS } from '../limits.ts';
import { asShown } from '../mcp/index.ts';
import type { Caller } from '../operations/index.ts';

type Shown = Pick<Caller, 'policy' | 'organization' | 'confirm'>;

/** By what distinguishes one from another. QuickLRU keeps up to twice its `maxSize`. */
const kept = new QuickLRU<string, Uint8Array>({ maxSize: MAX_KEPT_LISTS / 2 });

const encoder = new TextEncoder();

/** The tools that somebody is shown, as JSON in UTF-8. For each surface it is made once in the life of an isolate, or seldom. */
function toolsAsJson(caller: Shown): Uint8Array {
  const { policy, organization, confirm } = caller;
  const key = `${organization !== undefined} ${[...confirm].join()} ${policy.key}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const json = encoder.encode(JSON.stringify(policy.listed.map((tool) => asShown(tool, caller))));
  kept.set(key, json);
  return json;
}

/** The SDK's answer for a list that has none yet. No text in JSON has unescaped quotes: it stands nowhere else. */
const NO_TOOLS = '"tools":[]';
/** The SDK's answer to a request that it refuses. */
const REFUSED = '"error":{';

/**
 * Puts the tools into an answer of the SDK's to tools/list, whatever it is framed in. As objects they would be checked and
 * written anew for each request, which costs several times as much as all else of it.
 *
 * @returns undefined where there is no place for them, because the SDK wrote its list otherwise
 */
export async function withTools(answer: Response, caller: Shown): Promise<Response | undefined> {
  const text = await answer.text();
  const at = text.indexOf(NO_TOOLS);
  if (at < 0) return text.includes(REFUSED) || !answer.ok ? new Response(text, answer) : undefined;
  const before = encoder.encode(`${text.slice(0, at)}"tools":`);
  const after = encoder.encode(text.slice(at + NO_TOOLS.length));
  return new Response(joined([before, toolsAsJson(caller), after]), answer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
