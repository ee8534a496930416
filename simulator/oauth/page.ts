import type { Client, User } from './state.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function html(title: string, body: string, status = 200): Response {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body><main><h1>${escapeHtml(title)}</h1>
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
  const people = view.users.map((user) => option(user.id, `${user.name} (${user.email})`)).join('');
  const legend = view.isForOrganization ? 'Organization' : 'Organizations (none chosen: all)';
  const choices = view.organizations.map((entry) => organizationChoice(entry, view.isForOrganization)).join('\n');
  return html(
    'Polar simulator',
    `<p><strong>${escapeHtml(view.client.name)}</strong> wants to access your Polar account.</p>
<ul>${view.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="post" action="/oauth2/authorize?${escapeHtml(view.query)}">
<p><label>Signed in as <select name="user_id">${people}</select></label></p>
<fieldset><legend>${legend}</legend>
${choices}
</fieldset>
<button type="submit" name="action" value="allow">Allow</button>
<button type="submit" name="action" value="deny">Deny</button>
</form>`,
  );
}

/** `data-people` tells a script whose organization it is. */
function organizationChoice(
  { id, name, people }: ConsentView['organizations'][number],
  isForOrganization: boolean,
): string {
  const kind = isForOrganization ? 'radio' : 'checkbox';
  const field = `type="${kind}" name="organizations" value="${escapeHtml(id)}" data-people="${people.join(' ')}"`;
  return `<label><input ${field}> ${escapeHtml(name)}</label>`;
}

/** Shown instead of a redirect, when there is no address that could be trusted with the error. */
export function errorPage(error: string, description: string): Response {
  return html('Polar simulator', `<p>${escapeHtml(description)}</p><p><code>${escapeHtml(error)}</code></p>`, 400);
}

function option(value: string, label: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`;
}
