import { html } from 'hono/html';
import { allowsChanges } from '../policy/index.ts';
import type { Html } from './layout.ts';

/** A client chooses its own name. Longer ones push the facts off the consent page. */
const MAX_CLIENT_NAME_CHARACTERS = 80;

/** More marks than any script puts on one letter: beyond them, a name would be drawn over the lines around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * A character that can be seen: a letter, a digit, punctuation or a symbol. A mark needs one to stand on, what Unicode hasn't
 * assigned or leaves to private use looks like nothing or anything, and those that are taken out are drawn empty.
 */
const SEEN = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}]]/v;

/** Whether a name that an app chose for itself shows anything. */
export const isVisibleName = (chosen: string | undefined) => SEEN.test(chosen ?? '');

/**
 * Names an app on a page: by the name that it chose for itself, on one line, cut; or by its host, where that shows nothing.
 * In a title, no markup keeps what turns the direction of writing from the words around it.
 *
 * @param host of the app's metadata document or, without one, of where its access is sent
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

/** How much the scopes let an app do, in words, and each by its name. */
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

/** The scopes by their names, folded up. */
export function permissionList(scopes: readonly string[]): Html {
  return html`
    <details>
      <summary>${scopes.length === 1 ? '1 permission by name' : `All ${scopes.length} permissions by name`}</summary>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
    </details>`;
}
