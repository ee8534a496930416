import { html } from 'hono/html';
import { allowsChanges, scopeOffers } from '../policy/index.ts';
import { permissionList } from './consent-page.ts';
import type { Html } from './layout.ts';

/** What a connection may do, what it lacks, and how it gets that. */
export interface ConnectionAccess {
  scope: readonly string[];
  /** The scopes that a login could add. */
  lacking: readonly string[];
  /** How the person connects the app again, as `connectAgain` of policy/ says it. */
  connectAgain: string;
}

/** The terms of a connection's list. */
export const accessTerms = ({ scope, lacking }: ConnectionAccess): Html => html`
  <dt>It may</dt>
  <dd>${accessDescription(scope)}</dd>
  ${lacking.length > 0 ? html`<dt>It may not</dt><dd>${lackDescription(lacking, allowsChanges(scope))}</dd>` : ''}`;

/** Says in words how much the scopes allow, and lists them. */
function accessDescription(scopes: readonly string[]): Html {
  return html`
    ${
      allowsChanges(scopes)
        ? html`<strong class="danger">Read and change</strong> data in your account, which can include refunds, cancellations and
            deletions.`
        : html`<strong>Only read</strong> data in your account.`
    }
    ${permissionList(scopes)}`;
}

/**
 * Names the areas in which something is missing, as the consent page does.
 *
 * @param mayChange whether the connection allows any change
 */
function lackDescription(lacking: readonly string[], mayChange: boolean): Html {
  const { toolsets } = scopeOffers(lacking);
  const titles = (level: 'read' | 'write') =>
    toolsets
      .filter((toolset) => toolset[level].length > 0)
      .map(({ title }) => title)
      .join(', ');
  const [read, write] = [titles('read'), titles('write')];
  return html`
    ${read === '' ? '' : html`<strong>Read:</strong> ${read}.`}
    ${write === '' ? '' : mayChange ? html`<strong>Change:</strong> ${write}.` : html`<strong>Change anything.</strong>`}
    ${permissionList(lacking)}`;
}

/**
 * Explains how the app gets more. This server can't widen a connection: its secrets are sealed under the app's own token.
 *
 * @param endForm the id of the form that ends the connection
 * @param names the ids of the texts that say which connection it is
 */
export function connectAgainOffer(
  { lacking, connectAgain }: ConnectionAccess,
  endForm: string,
  names: string,
): Html | '' {
  if (lacking.length === 0) return '';
  return html`
    <details>
      <summary>Connect again with more</summary>
      <p>To connect again, ${withCode(connectAgain)}. There you choose how much it may do.</p>
      <p>
        If the app has nothing like that, end this connection: at its next request, most apps open the login or ask you to.
      </p>
      <button form="${endForm}" id="${endForm}-again" aria-labelledby="${endForm}-again ${names}">End it, to log in again</button>
    </details>`;
}

/** Renders the parts in backticks as code. */
const withCode = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
