import { deploy, isCloudflareBuild, wranglerDeploy } from './deployment.ts';
import { npmScript, runScript } from './run-script.ts';
import { ENVIRONMENTS, type Environment, environmentNamed, readSecrets } from './secrets-file.ts';

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
    `
Cloudflare knows you by \`npx wrangler login\`, or in CI by CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID. In a build of
Cloudflare's own (WORKERS_CI=1) it deploys the sandbox unless told otherwise, and a missing secret stops nothing.`,
  );

await runScript(command.action(main));

async function main(
  environment: string | undefined,
  { dryRun, record }: { dryRun?: true; record?: string },
): Promise<void> {
  if (dryRun) {
    const all = environment === undefined ? ENVIRONMENTS : [environmentNamed(environment)];
    for (const one of all) await wranglerDeploy(one, ['--dry-run']);
    return;
  }
  const chosen = choose(environment);
  const [only] = chosen;
  if (!only || chosen.length > 1)
    throw new Error(`Say which: ${ENVIRONMENTS.map((one) => `\`npm run deploy -- ${one}\``).join(' or ')}`);
  const address = await deploy(only, record);
  if (address !== undefined) console.log(`\nCheck it: npm run doctor -- ${address}`);
  else console.log('\nOpen its address: as long as it lacks secrets, its page has the command that stores them.');
}

/** @throws Error when no environment has this name */
function choose(environment: string | undefined): Environment[] {
  if (environment !== undefined) return [environmentNamed(environment)];
  return isCloudflareBuild() ? ['sandbox'] : ENVIRONMENTS.filter((one) => readSecrets(one));
}
