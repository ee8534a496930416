import { html } from 'hono/html';
import type { PolarEnvironment } from '../polar/environment.ts';
import type { Organization } from '../polar/organizations.ts';
import { environmentBadge, page } from './layout.ts';

interface Choice {
  environment: PolarEnvironment;
  organizations: readonly Organization[];
  /** Goes back with the form; works once, in this browser. */
  state: string;
}

/** Asks which of a person's organizations a connection is for. `headers` bind the form to the browser. */
export function organizationPage({ environment, organizations, state }: Choice, headers: Headers): Promise<Response> {
  const body = html`
    ${environmentBadge(environment)}
    <h1>Which organization is this for?</h1>
    <p>You are logged in at Polar. The app sees and changes nothing outside of what you choose.</p>
    <form class="stacked" method="post" action="/oauth/organization">
      <input type="hidden" name="state" value="${state}">
      <fieldset>
        <legend>Organization</legend>
        ${organizations.map(
          ({ id, slug, name }) => html`
            <label class="choice">
              <input type="radio" name="organization" value="${id}" required>
              <span><strong><bdi>${name}</bdi></strong><br><span class="quiet">${slug}</span></span>
            </label>`,
        )}
        <label class="choice">
          <input type="radio" name="organization" value="all" required>
          <span><strong>All ${organizations.length} organizations</strong><br><span class="quiet">The app says each time which one it means.</span></span>
        </label>
      </fieldset>
      <div class="buttons">
        <button class="main">Connect</button>
        <button name="organization" value="none" formnovalidate>Cancel</button>
      </div>
    </form>`;
  return page(200, 'Which organization is this for?', body, headers, { frame: 'asking' });
}
