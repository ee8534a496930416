import type { Client, User } from './state.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The colours and sizes of the server's own pages. */
const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#14171f, #e9ecf2);
  --quiet: light-dark(#535b6b, #a3adbd);
  --page: light-dark(#f3f5f8, #0e1116);
  --card: light-dark(#fff, #171b22);
  --line: light-dark(#dbe0e8, #2d343f);
  --accent: light-dark(#0b4fd0, #8ab4ff);
  --on-accent: light-dark(#fff, #0b1730);
  --sandbox: light-dark(#0b5163, #a5dfee);
  --sandbox-page: light-dark(#e3f3f7, #0f2d36);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, sans-serif }
header, main { width: min(36rem, 100% - 1.5rem); margin-inline: auto }
header { padding: clamp(0.75rem, 4vh, 2.5rem) 0.25rem 0.75rem; font-size: 0.875rem; font-weight: 600 }
main { margin-bottom: 1.5rem; padding: clamp(1.25rem, 5vw, 2.25rem); border: 1px solid var(--line); border-radius: 1rem;
  background: var(--card); overflow-wrap: anywhere }
.badge { margin: 0 0 1.25rem; padding: 0.5rem 0.9rem; border: 2px dashed; border-radius: 0.625rem;
  background: var(--sandbox-page); color: var(--sandbox) }
h1 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.2; text-wrap: balance }
fieldset { margin: 1rem 0 0; padding: 0; border: none }
legend { padding: 0; font-weight: 600 }
label { display: flex; gap: 0.75rem; align-items: baseline; margin: 0.5rem 0; padding: 0.6rem 0.9rem;
  border: 1px solid var(--line); border-radius: 0.625rem; cursor: pointer }
label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
input { flex: none; accent-color: var(--accent) }
small, summary { color: var(--quiet); font-size: 0.875rem }
summary { padding: 0.35rem 0; cursor: pointer }
details ul { margin: 0.5rem 0; padding-left: 1.25rem; columns: 12rem; font-size: 0.875rem }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem }
button { flex: 1 1 12rem; padding: 0.7rem 1rem; border: 1px solid var(--quiet); border-radius: 0.625rem; background: none;
  color: inherit; font: inherit; font-weight: 500; cursor: pointer }
.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
code { font-family: ui-monospace, Menlo, Consolas, monospace }
`;

const NOTHING_IS_REAL = `<p class="badge"><strong>Simulator:</strong> this isn’t Polar. Nothing here is real: no account, no customer, no money.</p>`;

/** @param style after the page's own */
function html(title: string, body: string, { status = 200, style = '' } = {}): Response {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>${STYLE}${style}</style></head>
<body><header>Polar simulator</header>
<main>${NOTHING_IS_REAL}<h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  };
  return new Response(page, { status, headers });
}

interface ConsentView {
  client: Client;
  scopes: string[];
  users: User[];
  /** The organizations of all people, because the same form chooses the person. */
  organizations: { id: string; name: string; people: string[] }[];
  /** Whether exactly one organization has to be chosen. Otherwise any number will do, and none is all. */
  isForOrganization: boolean;
  /** The query of the request, handed on to the form's POST. */
  query: string;
}

/** The page on which the person allows or refuses. */
export function consentPage(view: ConsentView): Response {
  const { client, scopes, users, organizations, isForOrganization, query } = view;
  const people = users.map((user, index) => personChoice(user, organizations, index === 0)).join('\n');
  const choices = users.map((user) => organizationsChoice(user, organizations, isForOrganization)).join('\n');
  const count = scopes.length === 1 ? '1 permission' : `${scopes.length} permissions`;
  return html(
    `Let ${client.name} use this account?`,
    `<details><summary>It asks for ${count}</summary>
<ul>${scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul></details>
<form method="post" action="/oauth2/authorize?${escapeHtml(query)}">
<fieldset><legend>Who are you?</legend>
${people}
</fieldset>
${choices}
<p class="buttons"><button class="main" name="action" value="allow">Allow</button>
<button name="action" value="deny">Deny</button></p>
</form>`,
    { style: users.map(hideUnlessChosen).join('') },
  );
}

type Organizations = ConsentView['organizations'];

const isOf = ({ id }: User, { people }: Organizations[number]) => people.includes(id);

/** People differ in their organizations, so each is shown with them. */
function personChoice(user: User, organizations: Organizations, isFirst: boolean): string {
  const own = organizations.filter((entry) => isOf(user, entry)).map(({ name }) => name);
  const id = escapeHtml(user.id);
  const field = `type="radio" name="user_id" value="${id}" aria-labelledby="name-${id}" aria-describedby="of-${id}"`;
  return `<label><input ${field}${isFirst ? ' checked' : ''}>
<span><strong id="name-${id}">${escapeHtml(user.name)}</strong><br>
<small id="of-${id}">${escapeHtml(user.email)}, in ${escapeHtml(own.join(' and ') || 'no organization')}</small></span></label>`;
}

/**
 * The field of a person's choice among their organizations. Each person has one, so that what was chosen before somebody else
 * was isn't sent as theirs.
 */
export const organizationsField = (userId: string) => `organizations.${userId}`;

/** Where one organization has to be chosen, the first is, because without scripts the page can't ask for it. */
function organizationsChoice(user: User, organizations: Organizations, isForOrganization: boolean): string {
  const kind = isForOrganization ? 'radio' : 'checkbox';
  const name = organizationsField(user.id);
  const own = organizations.filter((entry) => isOf(user, entry));
  if (own.length === 0) return '';
  const choices = own.map((entry, index) => {
    const checked = isForOrganization && index === 0 ? ' checked' : '';
    const field = `type="${kind}" name="${name}" value="${escapeHtml(entry.id)}"${checked}`;
    return `<label><input ${field}> ${escapeHtml(entry.name)}</label>`;
  });
  const legend = isForOrganization ? 'Which organization?' : 'Which organizations? Without a choice, all.';
  return `<fieldset data-person="${user.id}"><legend>${legend}</legend>
${choices.join('\n')}
</fieldset>`;
}

const hideUnlessChosen = ({ id }: User) =>
  `form:not(:has([name="user_id"][value="${id}"]:checked)) [data-person="${id}"] { display: none }\n`;

/** Shown instead of a redirect, when there is no address that could be trusted with the error. */
export function errorPage(error: string, description: string): Response {
  const body = `<p>${escapeHtml(description)}</p><p>Go back to the app, and try again.</p><p><code>${escapeHtml(error)}</code></p>`;
  return html('This login can’t go on', body, { status: 400 });
}
