import { html } from 'hono/html';
import { allowsChanges } from '../policy/index.ts';
import type { Html } from './layout.ts';

/** A client chooses its own name. Longer ones push the facts off the consent page. */
const MAX_CLIENT_NAME_CHARACTERS = 80;

/** No script puts more marks on a letter. More of them would be drawn over the lines around the name. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * A visible character: a letter, a digit, punctuation or a symbol. Marks need another character, and unassigned or private code
 * points have no certain look. The characters that are taken out are drawn empty.
 */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]]/v;

/** Whether the name that an app chose for itself shows anything. */
export const isVisibleName = (chosen: string | undefined) => VISIBLE.test(chosen ?? '');

/**
 * Names an app on a page: by the name that it chose for itself, cut and on one line, or else by its host. Characters that change
 * the direction of writing are taken out, because a page's title has no markup to contain them.
 *
 * @param host the host of the app's metadata document or, without one, of its redirect URI
 */
export function appName(chosen: string | undefined, host: string): string {
  const name = (chosen ?? '')
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...(isVisibleName(name) ? name : host)];
  if (characters.length <= MAX_CLIENT_NAME_CHARACTERS) return characters.join('');
  return `${characters.slice(0, MAX_CLIENT_NAME_CHARACTERS).join('')}…`;
}

/** Says in words how much the scopes allow, and lists them. */
export function accessDescription(scopes: readonly string[]): Html {
  return html`
    ${
      allowsChanges(scopes)
        ? html`<strong class="danger">Read and change</strong> data in your account, which can include refunds, cancellations and
            deletions.`
        : html`<strong>Only read</strong> data in your account.`
    }
    ${permissionList(scopes)}`;
}

/** Lists the scopes, folded up. */
export function permissionList(scopes: readonly string[]): Html {
  return html`
    <details>
      <summary>${scopes.length === 1 ? '1 permission by name' : `All ${scopes.length} permissions by name`}</summary>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
    </details>`;
}
