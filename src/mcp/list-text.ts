import QuickLRU from 'quick-lru';
import { MAX_KEPT_LISTS } from '../limits.ts';
import type { Caller } from './caller.ts';
import { asShown } from './shown.ts';

type Shown = Pick<Caller, 'policy' | 'organization' | 'confirm'>;

/** By what distinguishes one from another. */
const kept = new QuickLRU<string, string>({ maxSize: MAX_KEPT_LISTS });

/** The tools that somebody is shown, as JSON. For each surface it is made once in the life of an isolate, or seldom. */
function toolsAsText(caller: Shown): string {
  const { policy, organization, confirm } = caller;
  const key = `${organization !== undefined} ${[...confirm].join()} ${policy.key}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(policy.listed.map((tool) => asShown(tool, caller)));
  kept.set(key, text);
  return text;
}

/** What the SDK answers for a list that has none yet. No text in JSON has unescaped quotes: it stands nowhere else. */
const NO_TOOLS = '"tools":[]';

/**
 * Puts the tools into an answer of the SDK's to tools/list, whatever it is framed in. As objects they would be checked and
 * written anew for each request, which costs several times as much as all else of it.
 */
export async function withTools(answer: Response, caller: Shown): Promise<Response> {
  const [before = '', ...after] = (await answer.text()).split(NO_TOOLS);
  const text = after.length === 0 ? before : `${before}"tools":${toolsAsText(caller)}${after.join(NO_TOOLS)}`;
  return new Response(text, answer);
}
