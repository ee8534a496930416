import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { REQUIRED_SECRETS, variables } from '../settings/variables.ts';
import { assertVariables } from './assert-variables.ts';
import { ensureTexts } from './bundled-texts.ts';
import { type Environment, readSecrets, secretsFile, varsTable, wranglerEnv } from './secrets-file.ts';
import { assertRight, baseUrlProblem } from './setup/checks.ts';
import { variablesIn, WRANGLER_TOML, workerName } from './setup/wrangler-toml.ts';
import { liveVersion, runWrangler, storedSecrets } from './wrangler.ts';

/** Cloudflare's own builds set it, as after the deploy button and after each push to the repository that the button made. */
export const isCloudflareBuild = () => process.env.WORKERS_CI === '1';

/**
 * Deploys an environment's Worker with the secrets of its file or, without one, those that Cloudflare has. In a build of Cloudflare's
 * they may be missing: the Worker then shows the command that stores them.
 *
 * @param record a file for the id of the version that answered before; it is empty when this is the first
 * @returns the address that its secrets file names
 * @throws Error that says what is missing or wrong, before anything is sent, or that wrangler failed
 */
export async function deploy(environment: Environment, record?: string): Promise<string | undefined> {
  assertItsVariables(environment);
  const secrets = readSecrets(environment);
  if (secrets) assertItsAddress(environment, secrets.BASE_URL);
  else if (!isCloudflareBuild()) await assertItsSecrets(environment);
  const before = await liveVersion(environment);
  if (record !== undefined) await writeFile(record, before ?? '');
  await wranglerDeploy(environment, secrets ? ['--secrets-file', secretsFile(environment)] : []);
  if (before) console.log(`\nTo go back: npm run rollback -- ${environment} ${before}`);
  return secrets?.BASE_URL;
}

/** @throws Error when it fails; what wrangler said stands above it */
export async function wranglerDeploy(environment: Environment, flags: string[]): Promise<void> {
  await ensureTexts();
  if (!(await runWrangler('deploy', '--env', wranglerEnv(environment), ...flags)))
    throw new Error('It was not deployed; wrangler says above why');
}

/** @throws Error when wrangler.toml has a variable that the Worker doesn't read, or the other environment of Polar */
export function assertItsVariables(environment: Environment): void {
  const vars = variablesIn(readFileSync(WRANGLER_TOML, 'utf8'), environment);
  const where = `[${varsTable(environment)}] in wrangler.toml`;
  assertVariables(Object.keys(vars), where);
  const polar = String(vars.POLAR_ENVIRONMENT ?? '') || variables.POLAR_ENVIRONMENT.default;
  if (polar !== environment)
    throw new Error(
      `${where} has POLAR_ENVIRONMENT = "${polar}", and this is the ${environment}'s: set it there to ${environment}. [env.production] is for real customers and real money`,
    );
}

/** @throws Error when the Worker would be at another address than it answers at */
function assertItsAddress(environment: Environment, baseUrl: string): void {
  const name = workerName(readFileSync(WRANGLER_TOML, 'utf8'), environment);
  assertRight(`BASE_URL in ${secretsFile(environment)}`, baseUrl, baseUrlProblem(name));
}

/** @throws Error that names the secrets that Cloudflare lacks, and what stores them */
async function assertItsSecrets(environment: Environment): Promise<void> {
  const stored = await storedSecrets(environment);
  const missing = REQUIRED_SECRETS.filter((name) => !stored.includes(name));
  if (missing.length > 0)
    throw new Error(
      `The Worker lacks ${missing.join(', ')}, so nothing was deployed. There is no ${secretsFile(environment)}: \`npm run setup -- --environment ${environment}\` writes it`,
    );
}

/**
 * Checks that Cloudflare has no client at Polar for an environment's Worker, before a new one takes its place: Polar renews tokens only
 * for the client that got them, so every connection would end.
 *
 * @param isAttended a person is there, whom wrangler logs in, or asks for an account, when it deploys: so it needn't know them yet
 * @throws Error that says how to keep the client, or to replace it
 */
export async function assertHasNoClient(environment: Environment, isAttended: boolean): Promise<void> {
  const stored = await storedSecrets(environment).catch((error): string[] => {
    if (!isAttended) throw error;
    return [];
  });
  if (stored.includes('POLAR_CLIENT_ID'))
    throw new Error(
      `The Worker has a client at Polar already, and there is no ${secretsFile(environment)} here. A new client would end all its connections: copy that file from where it was set up or, to replace the client, say --register. Nothing was written`,
    );
}
