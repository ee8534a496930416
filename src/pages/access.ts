import { html } from 'hono/html';
import { MAX_CLIENT_NAME_CHARACTERS } from '../limits.ts';
import { allowsChanges } from '../oauth/access.ts';
import type { Html } from './layout.ts';

/** How much the scopes let an app do, in words, and each by its name. */
export function access(scopes: readonly string[]): Html {
  return html`
    ${
      allowsChanges(scopes)
        ? html`<strong class="danger">Read and change</strong> data in your account, which can include refunds, cancellations and
            deletions.`
        : html`<strong>Only read</strong> data in your account.`
    }
    ${permissions(scopes)}`;
}

/** The scopes by their names, folded up. */
export function permissions(scopes: readonly string[]): Html {
  return html`
    <details>
      <summary>${scopes.length === 1 ? '1 permission by name' : `All ${scopes.length} permissions by name`}</summary>
      <ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
    </details>`;
}

/** An app chose its own name. In a title, no markup keeps what turns the direction of writing from the words around it. */
export function shorten(name: string): string {
  const characters = [...(name.replace(/\p{Bidi_Control}/gu, '').trim() || 'An app without a name')];
  if (characters.length <= MAX_CLIENT_NAME_CHARACTERS) return characters.join('');
  return `${characters.slice(0, MAX_CLIENT_NAME_CHARACTERS).join('')}…`;
}
