import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { npmScript, runScript } from './run-script.ts';
import { ENVIRONMENTS, type Environment, readSecrets, secretsFile } from './secrets-file.ts';

const command = npmScript(
  'deploy',
  'Deploys the Worker to Cloudflare, with the secrets that `npm run setup` wrote. Without such a file, those that the deployed Worker already has must do. A missing one stops it.',
)
  .argument('[environment]', 'sandbox or production; may be left out where only one has a secrets file')
  .option('--dry-run', 'makes the Worker and sends nothing; needs no secrets, and without an environment makes both')
  .addHelpText(
    'after',
    '\nCloudflare knows you by `npx wrangler login`, or in CI by CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.',
  );

await runScript(command.action(main));

async function main(environment: string | undefined, { dryRun }: { dryRun?: true }): Promise<void> {
  const chosen = choose(environment);
  if (dryRun) {
    for (const one of chosen.length > 0 ? chosen : ENVIRONMENTS) await wrangler(['--env', one, '--dry-run']);
    return;
  }
  const [only] = chosen;
  if (!only || chosen.length > 1)
    throw new Error(`Say which: ${ENVIRONMENTS.map((one) => `\`npm run deploy -- ${one}\``).join(' or ')}`);
  const secrets = readSecrets(only);
  await wrangler(['--env', only, ...(secrets ? ['--secrets-file', secretsFile(only)] : [])]);
  console.log(`\nCheck it: npm run doctor -- ${secrets?.BASE_URL ?? 'https://<its address>'}`);
}

/** @throws Error when it is the name of none */
function choose(environment: string | undefined): Environment[] {
  if (environment === undefined) return ENVIRONMENTS.filter((one) => readSecrets(one));
  const known = ENVIRONMENTS.find((one) => one === environment);
  if (!known) throw new Error(`There is no environment ${environment}: sandbox and production are all`);
  return [known];
}

/** @throws Error when it fails; what wrangler said stands above it */
async function wrangler(flags: string[]): Promise<void> {
  const child = spawn('wrangler', ['deploy', ...flags], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('It was not deployed; wrangler says above why');
}
