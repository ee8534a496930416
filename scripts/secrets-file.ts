import { existsSync, readFileSync } from 'node:fs';
import { REQUIRED_SECRETS } from '../settings/variables.ts';

/** The environments of wrangler.toml. The sandbox is its root. */
export const ENVIRONMENTS = ['sandbox', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** @throws Error when no environment has this name */
export function environmentNamed(name: string): Environment {
  const known = ENVIRONMENTS.find((one) => one === name);
  if (!known) throw new Error(`There is no environment ${name}: ${ENVIRONMENTS.join(' and ')} are all`);
  return known;
}

/** The name that wrangler gives an environment. The root, which is the sandbox, has an empty name. */
export const wranglerEnv = (environment: Environment) => (environment === 'sandbox' ? '' : environment);

/** The same as a flag in a command that a person types. PowerShell would drop an empty text that stands alone. */
export const wranglerFlag = (environment: Environment) =>
  environment === 'sandbox' ? '--env=""' : `--env ${environment}`;

/** The table of wrangler.toml that has an environment's variables. */
export const varsTable = (environment: Environment) =>
  environment === 'sandbox' ? 'vars' : (`env.${environment}.vars` as const);

export type Secrets = Record<(typeof REQUIRED_SECRETS)[number], string>;

/** It is JSON, because in other files wrangler replaces `$NAME` by variables of the environment. */
export const secretsFile = (environment: Environment) => `.secrets.${environment}.json`;

/**
 * The secrets of a deployment; undefined when there is no such file.
 *
 * @throws Error that names the file and what it lacks, and no value
 */
export function readSecrets(environment: Environment): Secrets | undefined {
  const values = readSomeSecrets(environment);
  if (!values) return undefined;
  const missing = REQUIRED_SECRETS.filter((name) => !values[name]);
  if (missing.length > 0) {
    const again = `Run \`npm run setup -- --environment ${environment}\``;
    throw new Error(`${secretsFile(environment)} lacks ${missing.join(', ')}. ${again}`);
  }
  return values as Secrets;
}

/**
 * The same, but some may be missing.
 *
 * @throws Error that names the file, and no value
 */
export function readSomeSecrets(environment: Environment): Record<string, string> | undefined {
  const file = secretsFile(environment);
  if (!existsSync(file)) return undefined;
  const again = `Mend it, or delete it and run \`npm run setup -- --environment ${environment}\``;
  const values = parse(readFileSync(file, 'utf8'));
  if (!values) throw new Error(`${file} is no JSON object. ${again}`);
  const wrong = Object.keys(values).filter((name) => typeof values[name] !== 'string');
  if (wrong.length > 0) throw new Error(`${file} has something else than a text as ${wrong.join(', ')}. ${again}`);
  return values as Record<string, string>;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values && !Array.isArray(values) ? { ...values } : undefined;
  } catch {
    return undefined;
  }
}
