import { html } from 'hono/html';
import { allowsChanges } from '../policy/index.ts';
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
