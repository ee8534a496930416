import * as z from 'zod';
import { POLAR_HOSTS } from '../../../settings/polar-hosts.ts';
import { isLoopback } from '../../../settings/urls.ts';
import { type Answer, inShort, jsonOf } from '../ask.ts';
import { type Finding, type Outcome, sayer } from '../finding.ts';
import { deployAgain, howToSet, sentence, whereLogsAre } from '../remedies.ts';
import type { Target } from '../target.ts';
import type { Served } from '../visit.ts';
import { approval, type ConsentForm } from './consent.ts';

const { ok, warning, failure } = sayer('Polar client');

/** Where the API is of the Polar that people are sent to. */
export type PolarSide = Served & { api: string };

/** Presses the consent page's button, as a person would, and asks Polar what it thinks of the login that begins. */
export async function checkPolarClient(visit: ConsentForm): Promise<Outcome<PolarSide>> {
  const { target, ask, form, cookie } = visit;
  const { base } = target;
  const action = new URL(form.getAttribute('action') ?? '', `${base}/oauth/authorize`);
  if (action.origin !== base) {
    const fix = `Don't use this server until that is mended: ${deployAgain(visit)}.`;
    return { findings: [failure(`The consent page's form goes to ${action.origin}`, fix)] };
  }
  const pressed = await ask(action, {
    method: 'POST',
    body: approval(form),
    headers: { Origin: base, Cookie: cookie },
  });
  const login = URL.parse(pressed.headers.get('Location') ?? '', base);
  if (!login || login.origin === base) {
    const found = `After a yes, the server answered ${inShort(pressed)} instead of going on to Polar`;
    return { findings: [failure(found, sentence(whereLogsAre(visit)))] };
  }
  const api = apiBehind(login, target);
  if (api === undefined) {
    const found = `People log in at ${login.origin}, which isn't Polar, so nothing was asked there`;
    return {
      findings: [
        warning(
          found,
          `Unless you mean that, leave POLAR_AUTHORIZE_URL out: ${howToSet('POLAR_AUTHORIZE_URL', visit)}.`,
        ),
      ],
    };
  }
  const redirectUri = `${base}/oauth/callback`;
  const wrong = wrongAddress(login, redirectUri, visit);
  if (wrong) return { findings: [wrong], learnt: { ...visit, api } };
  const answer = await ask(question(api, login));
  return { findings: [judge(answer, redirectUri, visit)], learnt: { ...visit, api } };
}

/** A stand-in for Polar on this machine has both at one origin, and so has nothing else that would be asked. */
function apiBehind(login: URL, { isLocal }: Target): string | undefined {
  const known = Object.values(POLAR_HOSTS).find(({ authorize }) => new URL(authorize).origin === login.origin);
  return known?.api ?? (isLocal && isLoopback(login.hostname) ? login.origin : undefined);
}

function wrongAddress(login: URL, redirectUri: string, visit: Served): Finding | undefined {
  const { environment } = visit;
  if (login.searchParams.get('redirect_uri') !== redirectUri)
    return failure(
      `Polar would send people back to ${login.searchParams.get('redirect_uri')}, and not to ${redirectUri}`,
      sentence(howToSet('BASE_URL', visit)),
    );
  const other = environment === 'production' ? 'sandbox' : 'production';
  if (login.origin !== new URL(POLAR_HOSTS[other].authorize).origin) return undefined;
  return failure(
    `This server is for ${environment}, and people log in at ${login.origin}, which is ${other}`,
    `Leave POLAR_AUTHORIZE_URL out: ${howToSet('POLAR_AUTHORIZE_URL', visit)}.`,
  );
}

/**
 * The login's request without a login: `prompt=none` makes Polar check the client and the redirect URI, and then answer
 * `login_required` (OpenID Connect Core section 3.1.2.6). The state stays here: it belongs to the login.
 */
function question(api: string, login: URL): URL {
  const url = new URL('/v1/oauth2/authorize', api);
  for (const [name, value] of login.searchParams) if (name !== 'state') url.searchParams.set(name, value);
  url.searchParams.set('prompt', 'none');
  return url;
}

const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Only Polar's own yes, a redirect to the very redirect URI, is one; what isn't clear is a warning. */
function judge(answer: Answer, redirectUri: string, visit: Served): Finding {
  const { environment } = visit;
  const location = answer.headers.get('Location') ?? '';
  const back = location.startsWith(`${redirectUri}?`) ? URL.parse(location)?.searchParams.get('error') : undefined;
  if (back === 'login_required' || back === 'consent_required' || back === 'interaction_required')
    return ok(`Polar knows the client, and ${redirectUri}`);
  const said = refusal.safeParse(jsonOf(answer)).data;
  const error = back ?? (answer.status === 400 || answer.status === 401 ? said?.error : undefined);
  const where = `the settings of your OAuth client at Polar (${environment})`;
  if (error === 'invalid_client')
    return failure(
      `Polar (${environment}) doesn't know the client of POLAR_CLIENT_ID`,
      `Production and the sandbox have separate clients. ${sentence(howToSet('POLAR_CLIENT_ID', visit))}`,
    );
  if (error === 'invalid_request' && /redirect.?uri/i.test(said?.error_description ?? ''))
    return failure(
      `Polar doesn't know the redirect URI ${redirectUri}`,
      `Add it in ${where}, to the letter: ${redirectUri}. A client that \`npm run setup\` registered is in nobody's settings: run that again with --register.`,
    );
  if (error === 'invalid_scope')
    return failure(
      'Polar refuses the scopes that the server asks for',
      `Add them in ${where}, openid and organizations:read among them.`,
    );
  if (error !== undefined) return failure(`Polar refuses the login: ${error}`, `Look at ${where}.`);
  return warning(
    `Polar answered ${inShort(answer)}, which says nothing about the client`,
    `Try again later. To be sure, connect an app once; the redirect URI at Polar must be ${redirectUri}`,
  );
}
