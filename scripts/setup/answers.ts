import { withoutSlash } from '../../settings/urls.ts';
import { type Environment, environmentNamed, readSomeSecrets } from '../secrets-file.ts';
import { assertRight, baseUrlProblem, type Check, nameProblem, originProblem, withName } from './checks.ts';
import type { Questions } from './questions.ts';

export interface AddressFlags {
  environment?: string;
  local?: true;
  name?: string;
  baseUrl?: string;
  deploy?: true;
  polarApiUrl?: string;
}

/**
 * Reads the address of another Polar from the flag or the variable.
 *
 * @throws Error with one line
 */
export function readApiUrl({ polarApiUrl }: AddressFlags): string | undefined {
  const url = polarApiUrl ?? (process.env.POLAR_API_URL || undefined);
  if (url === undefined) return undefined;
  return checked(polarApiUrl === undefined ? 'POLAR_API_URL' : '--polar-api-url', url, originProblem);
}

/**
 * Finds out whether to set up this machine, Cloudflare or both. Without a flag or a person it is Cloudflare, because
 * that is what CI sets up.
 */
export async function chooseWhere({ local, baseUrl, name, deploy }: AddressFlags, ask: Questions | undefined) {
  const isDeploymentSaid = baseUrl !== undefined || name !== undefined || deploy === true;
  if (local || isDeploymentSaid || !ask) return { local, deployed: isDeploymentSaid || !local };
  const answer = await ask.choose('Where shall it run?', [
    { value: 'local', label: 'On this machine', hint: 'npm start' },
    { value: 'deployed', label: 'On Cloudflare', hint: 'npm run deploy' },
    { value: 'both', label: 'Both' },
  ]);
  return { local: answer !== 'deployed', deployed: answer !== 'local' };
}

/** @throws Error that names the flag; Stopped */
export async function chooseEnvironment(
  { environment }: AddressFlags,
  ask: Questions | undefined,
): Promise<Environment> {
  if (environment !== undefined) return environmentNamed(environment);
  if (!ask) throw new Error('Say which Polar: --environment sandbox or --environment production');
  return ask.choose('Which Polar?', [
    { value: 'sandbox', label: 'Sandbox', hint: 'test data' },
    { value: 'production', label: 'Production', hint: 'real customers, real money' },
  ]);
}

/**
 * Finds out the Worker's name. It isn't asked for where the set-up deploys at once: the Worker may be at Cloudflare already, by the name
 * that wrangler.toml has.
 *
 * @throws Error that says what is wrong with it; Stopped
 */
export async function chooseName(
  { name, deploy }: AddressFlags,
  before: string,
  ask: Questions | undefined,
): Promise<string> {
  if (name !== undefined) {
    assertRight('--name', name, nameProblem);
    return name;
  }
  return ask && !deploy
    ? ask.text("The Worker's name at Cloudflare", withName('The name', nameProblem), { initial: before })
    : before;
}

/**
 * Finds out the Worker's address, without a slash at the end: from the flag, from the person, or as it was.
 *
 * @throws Error that names the flag; Stopped
 */
export async function chooseBaseUrl(
  { baseUrl }: AddressFlags,
  environment: Environment,
  name: string,
  ask: Questions | undefined,
): Promise<string> {
  const check = baseUrlProblem(name);
  if (baseUrl !== undefined) return checked('--base-url', baseUrl, check);
  const before = readSomeSecrets(environment)?.BASE_URL || undefined;
  const example = `https://${name}.<your subdomain>.workers.dev`;
  if (ask) {
    const initial = before && moved(before, name);
    const note = `At workers.dev it answers at\n  ${example}\nCloudflare's dashboard shows your subdomain under Workers & Pages.\nA domain of yours at Cloudflare goes too, as https://mcp.example.com`;
    return withoutSlash(await ask.text('Its address', withName('The address', check), { initial, note }));
  }
  if (before === undefined) throw new Error(`Say where it will answer: --base-url ${example}, or a domain of yours`);
  return checked('BASE_URL, which --base-url changes,', before, check);
}

/** The address at workers.dev that belongs to the name. Any other address stays as it is. */
function moved(baseUrl: string, name: string): string {
  return baseUrl.replace(/^https:\/\/[^.]+(?=\.[^.]+\.workers\.dev$)/, `https://${name}`);
}

/** @throws Error with one line */
function checked(what: string, url: string, check: Check): string {
  assertRight(what, url, check);
  return withoutSlash(url);
}
