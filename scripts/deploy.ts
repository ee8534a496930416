import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { assertVariables } from './assert-variables.ts';
import { npmScript, runScript } from './run-script.ts';
import { ENVIRONMENTS, type Environment, environmentNamed, readSecrets, secretsFile } from './secrets-file.ts';
import { assertRight, baseUrlProblem } from './setup/checks.ts';
import { workerName } from './setup/wrangler-toml.ts';
import { ensureView } from './view-bundle.ts';
import { liveVersion, runWrangler } from './wrangler.ts';

const command = npmScript(
  'deploy',
  'Deploys the Worker to Cloudflare, with the secrets that `npm run setup` wrote. Without such a file, those that the deployed Worker already has must do. A missing one stops it.',
)
  .argument('[environment]', 'sandbox or production; may be left out where only one has a secrets file')
  .option('--dry-run', 'makes the Worker and sends nothing; needs no secrets, and without an environment makes both')
  .option(
    '--record <file>',
    'writes the id of the version that answered before into a file: nothing, if it is the first',
  )
  .addHelpText(
    'after',
    '\nCloudflare knows you by `npx wrangler login`, or in CI by CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.',
  );

await runScript(command.action(main));

async function main(
  environment: string | undefined,
  { dryRun, record }: { dryRun?: true; record?: string },
): Promise<void> {
  if (dryRun) {
    const all = environment === undefined ? ENVIRONMENTS : [environmentNamed(environment)];
    for (const one of all) await wrangler(['--env', one, '--dry-run']);
    return;
  }
  const chosen = choose(environment);
  const [only] = chosen;
  if (!only || chosen.length > 1)
    throw new Error(`Say which: ${ENVIRONMENTS.map((one) => `\`npm run deploy -- ${one}\``).join(' or ')}`);
  await assertItsVariables(only);
  const secrets = readSecrets(only);
  if (secrets) assertItsAddress(only, secrets.BASE_URL);
  const file = secretsFile(only);
  const before = await liveVersion(only);
  if (record !== undefined) await writeFile(record, before ?? '');
  await wrangler(['--env', only, ...(secrets ? ['--secrets-file', file] : [])]).catch((error: Error) => {
    if (secrets) throw error;
    throw new Error(`${error.message}. There is no ${file}: \`npm run setup -- --environment ${only}\` writes it`);
  });
  if (before) console.log(`\nTo go back: npm run rollback -- ${only} ${before}`);
  console.log(`\nCheck it: npm run doctor -- ${secrets?.BASE_URL ?? 'https://<its address>'}`);
}

/** @throws Error when no environment has this name */
function choose(environment: string | undefined): Environment[] {
  if (environment === undefined) return ENVIRONMENTS.filter((one) => readSecrets(one));
  return [environmentNamed(environment)];
}

/** @throws Error when wrangler.toml has one that the Worker doesn't read */
async function assertItsVariables(environment: Environment): Promise<void> {
  // It is imported here because it is large, and neither --help nor a dry run needs it.
  const { unstable_readConfig } = await import('wrangler');
  const { vars } = unstable_readConfig({ config: 'wrangler.toml', env: environment });
  assertVariables(Object.keys(vars), `[env.${environment}.vars] in wrangler.toml`);
}

/** @throws Error when the Worker would be at another address than it answers at */
function assertItsAddress(environment: Environment, baseUrl: string): void {
  const name = workerName(readFileSync('wrangler.toml', 'utf8'), environment);
  assertRight(`BASE_URL in ${secretsFile(environment)}`, baseUrl, baseUrlProblem(name));
}

/** @throws Error when it fails; what wrangler said stands above it */
async function wrangler(flags: string[]): Promise<void> {
  await ensureView();
  if (!(await runWrangler('deploy', ...flags))) throw new Error('It was not deployed; wrangler says above why');
}
