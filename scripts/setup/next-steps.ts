import { POLAR_HOSTS } from '../../settings/polar.ts';
import { DEFAULT_PORTS } from '../port-from.ts';
import { type Environment, varsTable } from '../secrets-file.ts';
import { isBuiltIn } from './login-page.ts';

export interface NextSteps {
  environment: Environment;
  /** The address of `npm start`, if this machine was set up. */
  local?: string;
  deployed?: {
    baseUrl: string;
    /** Whether wrangler.toml still has to say that the Worker answers there. */
    lacksRoute: boolean;
    /** The origin of Polar's API. */
    apiUrl: string;
    /** The page that people log in on; undefined if it isn't known. */
    loginPage: string | undefined;
    /** Whether it is deployed already, with the files that were written. */
    isDone: boolean;
    /** Whether wrangler.toml is other than in the repository, from which another build would deploy. */
    isUncommitted: boolean;
  };
}

/** Lists the next steps in order, for a person. */
export function nextSteps({ environment, local, deployed }: NextSteps): string {
  const localSteps = local ? list('on this machine', [startAt(local), `connect a client to ${local}/mcp`]) : [];
  const rest = deployed ? list('on Cloudflare', deploymentSteps(environment, deployed)) : [];
  return [...localSteps, ...rest].join('\n');
}

/** The client at Polar is registered for exactly this port. */
function startAt(local: string): string {
  const { port } = new URL(local);
  return port === String(DEFAULT_PORTS.PORT) ? 'npm start' : `PORT=${port} npm start`;
}

function list(where: string, steps: string[]): string[] {
  return ['', `Next, ${where}:`, ...steps.map((step, n) => `  ${n + 1}. ${step.replaceAll('\n', '\n     ')}`)];
}

function deploymentSteps(
  environment: Environment,
  { baseUrl, lacksRoute, apiUrl, loginPage, isDone, isUncommitted }: Required<NextSteps>['deployed'],
) {
  const { hostname } = new URL(baseUrl);
  const vars = anotherPolar(environment, apiUrl, loginPage);
  const edits = [
    ...(lacksRoute
      ? [
          `in wrangler.toml, ${routesPlace(environment)}: routes = [{ pattern = "${hostname}", custom_domain = true }]\nand workers_dev = false`,
        ]
      : []),
    ...(vars.length > 0 ? [`in wrangler.toml, under [${varsTable(environment)}]:\n${vars.join('\n')}`] : []),
  ];
  const again = `npm run deploy -- ${environment}`;
  return [
    ...edits,
    ...(isDone ? [] : ['npx wrangler login, if you have not']),
    ...(isDone && edits.length === 0 ? [] : [again]),
    ...(isDone && isUncommitted
      ? ['commit and push wrangler.toml: a build at Cloudflare or GitHub deploys what the repository has']
      : []),
    `npm run doctor -- ${baseUrl}`,
    `connect a client to ${baseUrl}/mcp`,
  ];
}

/** Production has both lines, with the values that keep the sandbox's from it. */
const routesPlace = (environment: Environment) =>
  environment === 'sandbox' ? 'above main' : `under [env.${environment}], in place of those that it has`;

/** The variables that tell the Worker of a Polar that it doesn't know. */
function anotherPolar(environment: Environment, apiUrl: string, loginPage: string | undefined): string[] {
  const api = apiUrl === POLAR_HOSTS[environment].api ? [] : [`POLAR_API_URL = "${apiUrl}"`];
  if (loginPage === undefined)
    return [...api, `POLAR_AUTHORIZE_URL: the page that people log in on, which ${apiUrl} doesn't say`];
  return isBuiltIn(loginPage, environment) ? api : [...api, `POLAR_AUTHORIZE_URL = "${loginPage}"`];
}
