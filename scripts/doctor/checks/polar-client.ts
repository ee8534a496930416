import * as z from 'zod';
import { POLAR_HOSTS } from '../../../settings/polar.ts';
import { type Answer, describeAnswer, jsonOf } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { findPolar, isPage, type PolarSide } from '../polar-side.ts';
import { deployAgain, howToSet, sentence, whereLogsAre } from '../remedies.ts';
import type { Served } from '../visit.ts';
import { approval, type ConsentForm } from './consent.ts';

const { ok, warning, failure } = findingsOf('Polar client');

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
    const found = `After a yes, the server answered ${describeAnswer(pressed)} instead of going on to Polar`;
    return { findings: [failure(found, sentence(whereLogsAre(visit)))] };
  }
  const found = await findPolar(login, visit);
  const side = { ...visit, ...found };
  if (found.api === undefined) return { findings: [unknownApi(login, visit)], learnt: side };
  const redirectUri = `${base}/oauth/callback`;
  const wrong = wrongAddress(login, redirectUri, side);
  if (wrong) return { findings: [wrong], learnt: side };
  const answer = await ask(question(found.api, login));
  return { findings: [judge(answer, redirectUri, visit)], learnt: side };
}

function unknownApi(login: URL, visit: Served): Finding {
  return warning(
    `People log in at ${login.origin}; which API belongs to it isn't known, so nothing was asked there`,
    `Say it: \`npm run doctor -- ${visit.target.base} --polar-api-url <origin>\`. Or, if it should be Polar's own, leave POLAR_AUTHORIZE_URL out: ${howToSet('POLAR_AUTHORIZE_URL', visit)}.`,
  );
}

function wrongAddress(login: URL, redirectUri: string, side: PolarSide): Finding | undefined {
  const { environment, api, discovery } = side;
  if (login.searchParams.get('redirect_uri') !== redirectUri)
    return failure(
      `Polar would send people back to ${login.searchParams.get('redirect_uri')}, and not to ${redirectUri}`,
      sentence(howToSet('BASE_URL', side)),
    );
  const other = environment === 'production' ? 'sandbox' : 'production';
  if (login.origin === new URL(POLAR_HOSTS[other].authorize).origin)
    return failure(
      `This server is for ${environment}, and people log in at ${login.origin}, which is ${other}`,
      `Leave POLAR_AUTHORIZE_URL out: ${howToSet('POLAR_AUTHORIZE_URL', side)}.`,
    );
  if (!discovery || isPage(discovery, login)) return undefined;
  const isOwn = discovery.authorizeUrl === POLAR_HOSTS[environment].authorize;
  const set = howToSet('POLAR_AUTHORIZE_URL', side);
  return failure(
    `People log in at ${login.origin}${login.pathname}, and ${api} says that its page is ${discovery.authorizeUrl}`,
    isOwn ? `Leave POLAR_AUTHORIZE_URL out: ${set}.` : `It should be ${discovery.authorizeUrl}: ${set}.`,
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

/** Polar accepts the client only if it redirects to exactly this redirect URI. Anything unclear is a warning. */
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
    `Polar answered ${describeAnswer(answer)}, which says nothing about the client`,
    `Try again later. To be sure, connect an app once; the redirect URI at Polar must be ${redirectUri}`,
  );
}
