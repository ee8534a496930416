import { existsSync, readFileSync } from 'node:fs';
import { POLAR_HOSTS } from '../../settings/polar.ts';
import { withoutSlash } from '../../settings/urls.ts';
import { variables } from '../../settings/variables.ts';
import { DEV_VARS, readDevVars } from '../dev-vars.ts';
import { ENVIRONMENTS, type Environment, readSomeSecrets, secretsFile } from '../secrets-file.ts';
import { assertRight, originProblem } from './checks.ts';
import { withVariables } from './dev-vars-text.ts';
import { isBuiltIn } from './login-page.ts';
import type { Client } from './register.ts';
import { variable, WRANGLER_TOML } from './wrangler-toml.ts';
import type { FileChange } from './write.ts';

/**
 * A place where this server can run: this machine, or a Worker at Cloudflare. Each has its own client at Polar. Any
 * program on a machine can receive a login that is sent to its localhost. So the client of a deployment, which Polar
 * asks people to trust, has no such redirect URI.
 */
export interface Place {
  /** Its name in messages to a person. */
  title: string;
  file: string;
  environment: Environment;
  /** The origin of the Polar API that has its client. */
  apiUrl: string;
  /** The Worker's address. */
  baseUrl: string;
  found: FoundClient;
  /** The page that people log in on, if its file has one for this API. */
  authorizeUrl: string | undefined;
  /** The organizations that may connect, as its file has them; undefined for anyone. */
  allowed: string | undefined;
  /**
   * Makes the new text of its file.
   *
   * @param allowed the organizations, if they are to be changed. A deployment's stand in wrangler.toml
   */
  change(client: Client, loginPage: string | undefined, allowed?: string): FileChange;
}

/** The client that its file has already. */
interface FoundClient {
  id: string | undefined;
  secret: string | undefined;
  /** Whether the file has it for the same environment of Polar. */
  isOfEnvironment: boolean;
  /** Undefined if the file doesn't have it. */
  baseUrl: string | undefined;
}

export function redirectUriOf(baseUrl: string): string {
  return `${baseUrl}/oauth/callback`;
}

/**
 * Reads what is set up on this machine.
 *
 * @param polarApiUrl another Polar than the environment's own, if one is asked for
 * @throws Error with one line when an address in .dev.vars is invalid
 */
export function thisMachine(environment: Environment, port: number, polarApiUrl: string | undefined): Place {
  const values = readDevVars();
  const { POLAR_CLIENT_ID: id, POLAR_CLIENT_SECRET: secret } = values;
  const foundBaseUrl = originIn(values, 'BASE_URL');
  const text = existsSync(DEV_VARS) ? readFileSync(DEV_VARS, 'utf8') : undefined;
  const foundApiUrl = originIn(values, 'POLAR_API_URL') ?? POLAR_HOSTS[environment].api;
  const apiUrl = polarApiUrl ?? foundApiUrl;
  const foundPage = values.POLAR_AUTHORIZE_URL || undefined;
  const needsPage = (page: string) => (foundPage === undefined ? !isBuiltIn(page, environment) : foundPage !== page);
  return {
    title: 'this machine',
    file: DEV_VARS,
    environment,
    apiUrl,
    // `npm start` takes the first, too.
    baseUrl: foundBaseUrl ?? `http://localhost:${port}`,
    found: {
      id,
      secret,
      isOfEnvironment: environmentOf(values) === environment && apiUrl === foundApiUrl,
      baseUrl: foundBaseUrl,
    },
    authorizeUrl: apiUrl === foundApiUrl ? foundPage : undefined,
    allowed: values.ALLOWED_ORGANIZATIONS || undefined,
    change: (client, loginPage, allowed) => ({
      path: DEV_VARS,
      isSecret: true,
      text: withVariables(text, {
        POLAR_ENVIRONMENT: environment,
        POLAR_CLIENT_ID: client.id,
        POLAR_CLIENT_SECRET: client.secret,
        ...(polarApiUrl && { POLAR_API_URL: polarApiUrl }),
        ...(loginPage && needsPage(loginPage) && { POLAR_AUTHORIZE_URL: loginPage }),
        ...(allowed !== undefined &&
          allowed !== (values.ALLOWED_ORGANIZATIONS ?? '') && { ALLOWED_ORGANIZATIONS: allowed }),
      }),
    }),
  };
}

/** @throws Error that says what is wrong with it */
function originIn(devVars: Record<string, string | undefined>, name: string): string | undefined {
  const text = devVars[name];
  if (!text) return undefined;
  assertRight(`${name} in ${DEV_VARS}`, text, originProblem);
  return withoutSlash(text);
}

/** The environment that .dev.vars names. If it is empty, it is the sandbox, as for the Worker. */
function environmentOf(devVars: Record<string, string | undefined>): string {
  return devVars.POLAR_ENVIRONMENT || variables.POLAR_ENVIRONMENT.default;
}

/** @throws Error when its file is there and can't be read */
export function deployment(environment: Environment, baseUrl: string, polarApiUrl: string | undefined): Place {
  const file = secretsFile(environment);
  const before = readSomeSecrets(environment);
  const { POLAR_CLIENT_ID: id, POLAR_CLIENT_SECRET: secret, BASE_URL } = before ?? {};
  return {
    title: `Cloudflare (${environment})`,
    file,
    environment,
    apiUrl: polarApiUrl ?? POLAR_HOSTS[environment].api,
    baseUrl,
    found: { id, secret, isOfEnvironment: true, baseUrl: BASE_URL },
    authorizeUrl: undefined,
    allowed: variable(readFileSync(WRANGLER_TOML, 'utf8'), environment, 'ALLOWED_ORGANIZATIONS') || undefined,
    change: (client) => {
      const wanted = { POLAR_CLIENT_ID: client.id, POLAR_CLIENT_SECRET: client.secret, BASE_URL: baseUrl };
      const after = { ...before, ...wanted };
      const isSame = JSON.stringify(after) === JSON.stringify(before);
      const text = isSame ? readFileSync(file, 'utf8') : `${JSON.stringify(after, null, 2)}\n`;
      return { path: file, isSecret: true, text };
    },
  };
}

/** Describes what is set up already, one line each, without secrets. */
export function describeFound(): string[] {
  const values = readDevVars();
  const { POLAR_CLIENT_ID: id } = values;
  const local = id ? [`${DEV_VARS}: ${environmentOf(values)}, client ${shortId(id)}`] : [];
  return [...local, ...ENVIRONMENTS.flatMap((environment) => describeSecrets(environment))];
}

function describeSecrets(environment: Environment): string[] {
  try {
    const values = readSomeSecrets(environment);
    if (!values) return [];
    const { BASE_URL = 'no address', POLAR_CLIENT_ID: id } = values;
    return [`${secretsFile(environment)}: ${BASE_URL}, ${id ? `client ${shortId(id)}` : 'no client'}`];
  } catch (error) {
    return [(error as Error).message];
  }
}

const SHORT_CHARACTERS = 14;

/** The beginning of an id is enough to recognize it. */
export function shortId(id: string): string {
  return id.length > SHORT_CHARACTERS ? `${id.slice(0, SHORT_CHARACTERS)}…` : id;
}
