import { npmScript, runScript } from './run-script.ts';
import { environmentNamed, wranglerEnv } from './secrets-file.ts';
import { runWrangler } from './wrangler.ts';

const command = npmScript(
  'rollback',
  'Has an earlier version of the deployed Worker answer all requests again, at once. `npm run deploy` says which one answered before it.',
)
  .argument('<environment>', 'sandbox or production')
  .argument('[version]', 'its id; without it, the last one before this that answered alone')
  .option('-m, --message <text>', 'the reason, for the list of deployments', 'npm run rollback')
  .addHelpText(
    'after',
    `
It takes back the code, its variables and its settings; a Durable Object at work may keep the newer code for 5 minutes.
What was written to KV and to Durable Objects since stays as it is. Cloudflare refuses to go back over a migration of
Durable Objects ([[migrations]] in wrangler.toml), and over more than 100 versions: deploy the older code then (git revert,
npm run deploy).`,
  );

await runScript(command.action(main));

async function main(name: string, version: string | undefined, { message }: { message: string }): Promise<void> {
  const environment = environmentNamed(name);
  const args = ['--env', wranglerEnv(environment), '--message', message, '--yes'];
  if (await runWrangler('rollback', ...(version ? [version] : []), ...args)) return;
  throw new Error(
    'It was not rolled back; wrangler says above why. After a first deployment there is no version before it',
  );
}
