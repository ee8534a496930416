import { createHash, randomBytes } from 'node:crypto';
import { type HTMLElement, parse } from 'node-html-parser';
import { type Answer, describeAnswer } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { deployAgain, howToSet, letThrough, sentence, whereLogsAre } from '../remedies.ts';
import { FOREIGN_ORIGIN, type Served } from '../visit.ts';
import { faultsOf } from './headers.ts';
import { CLIENT_NAME, REDIRECT_URI, type Registered } from './registration.ts';

const { wrongOr, failure } = findingsOf('consent');

/** The words by which the page says which of Polar's environments it is for. */
const WORDS = { production: /\blive\b|real money|production/i, sandbox: /sandbox/i };

/** The page's form, and the cookies that bind it to a browser. */
export type ConsentForm = Served & { form: HTMLElement; cookie: string };

/** Opens the page that an app sends a person to, and tries the same as an app with a false redirect URI. */
export async function checkConsent(visit: Registered): Promise<Outcome<ConsentForm>> {
  const { target, environment } = visit;
  const open = (redirectUri: string) => visit.ask(request(visit, redirectUri), { headers: { Accept: 'text/html' } });
  const [page, stranger] = [await open(REDIRECT_URI), await open(`${FOREIGN_ORIGIN}/callback`)];
  const findings: Finding[] = [];
  if (stranger.headers.has('Location') || stranger.headers.has('Refresh') || stranger.status < 400)
    findings.push(
      failure(
        `A redirect URI that isn't registered got ${describeAnswer(stranger)}, and no error page`,
        `Don't use this server until that is mended: ${deployAgain(visit)}.`,
      ),
    );
  const refused = refusalOf(page);
  if (refused) {
    const fix =
      refused.error === 'invalid_scope'
        ? `READ_ONLY, TOOLSETS and EXCLUDE_TOOLS leave nothing to allow: ${howToSet('TOOLSETS', visit)}`
        : whereLogsAre(visit);
    return { findings: [...findings, failure(`The page that asks a person ${refused.what}`, sentence(fix))] };
  }
  const document = parse(page.text);
  const text = document.querySelector('body')?.structuredText ?? '';
  const again = letThrough('change its pages', visit);
  if (!text.includes(CLIENT_NAME)) findings.push(failure("The page doesn't name the app that asks", again));
  if (!WORDS[environment].test(text))
    findings.push(failure(`The page doesn't say that it is for ${environment}`, again));
  for (const fault of faultsOf(page.headers, target)) findings.push(failure(`The page: ${fault}`, again));
  const form = document.querySelectorAll('form').find((one) => approves(one));
  if (!form) return { findings: [...findings, failure('The page has no button to go on with', again)] };
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const good = 'names the app and the environment; a stranger gets no redirect';
  return { findings: wrongOr(findings, good), learnt: { ...visit, form, cookie } };
}

/**
 * The authorization request of RFC 6749 section 4.1.1, with PKCE (RFC 7636) and the resource (RFC 8707), as MCP wants
 * it.
 */
function request({ authorize, target, clientId }: Registered, redirectUri: string): URL {
  const url = new URL(authorize);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${target.base}/mcp`,
    state: randomBytes(16).toString('base64url'),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

function refusalOf(page: Answer): { what: string; error?: string } | undefined {
  const location = page.headers.get('Location');
  const error = location && URL.parse(location)?.searchParams.get('error');
  if (error) return { what: `refuses the app with ${error}`, error };
  const isPage = page.status === 200 && page.headers.get('Content-Type')?.startsWith('text/html');
  return isPage ? undefined : { what: `answered ${describeAnswer(page)}` };
}

const approves = (form: HTMLElement) => form.querySelector('button[name="decision"][value="approve"]') !== null;

/** Fills in the form as a browser would send it, with the preselected choices, or the first. */
export function approval(form: HTMLElement): URLSearchParams {
  const fields = new URLSearchParams({ decision: 'approve' });
  for (const input of form.querySelectorAll('input[type="hidden"]'))
    fields.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
  // The choices are how much the app may do, and in which organizations.
  for (const name of ['access', 'organization']) {
    const choices = form.querySelectorAll(`input[type="radio"][name="${name}"]`);
    const chosen = choices.find((one) => one.hasAttribute('checked')) ?? choices[0];
    if (chosen) fields.set(name, chosen.getAttribute('value') ?? '');
  }
  return fields;
}
