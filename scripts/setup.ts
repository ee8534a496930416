import { readFileSync } from 'node:fs';
import { Option } from '@commander-js/extra-typings';
import { assertHasNoClient, assertItsVariables, deploy } from './deployment.ts';
import { portFrom } from './port-from.ts';
import { EXIT_STOPPED, npmScript, runScript } from './run-script.ts';
import type { Environment } from './secrets-file.ts';
import { type AllowedFlags, ANYONE, chooseAllowed, ownOrganizations } from './setup/allowed.ts';
import {
  type AddressFlags,
  chooseBaseUrl,
  chooseEnvironment,
  chooseName,
  chooseWhere,
  readApiUrl,
} from './setup/answers.ts';
import { type ClientChoice, type ClientFlags, chooseClient } from './setup/client-choice.ts';
import { assertPageIsKnown, findLoginPage } from './setup/login-page.ts';
import { nextSteps } from './setup/next-steps.ts';
import { deployment, describeFound, type Place, thisMachine } from './setup/places.ts';
import { type Questions, Stopped, terminalQuestions } from './setup/questions.ts';
import { settleClient } from './setup/settle-client.ts';
import { isRouted, WRANGLER_TOML, withVariable, withWorkerName, workerName } from './setup/wrangler-toml.ts';
import { assertIgnoredByGit, type FileChange, isUncommitted, keepToOwner, writeAll } from './setup/write.ts';

interface Flags extends AddressFlags, AllowedFlags, ClientFlags {
  yes?: true;
}

const command = npmScript(
  'setup',
  'Sets this server up for your account at Polar, on this machine, on Cloudflare or both: registers an OAuth client there, and writes .dev.vars for `npm start` and .secrets.<environment>.json for `npm run deploy`. Asks for what no flag says. Run again, it changes only what is asked.',
)
  .option('--environment <name>', "Polar's sandbox (test data) or production (real customers, real money)")
  .option('--local', 'this machine; with --base-url, both')
  .option('--base-url <origin>', 'Cloudflare: where the Worker will answer, as https://<name>.<subdomain>.workers.dev')
  .option('--name <name>', "Cloudflare: the Worker's name, for wrangler.toml")
  .option('--deploy', 'Cloudflare: deploys it right after, by the name in wrangler.toml, as `npm run deploy` does')
  .option(
    '--allowed-organizations <names>',
    `the only organizations at Polar that may connect, by slug or id, as acme,globex; or ${ANYONE}. On Cloudflare it is asked for; --deploy with --yes needs it where wrangler.toml has none`,
  )
  .addOption(new Option('--register', 'a new OAuth client, also where there is one').conflicts('clientId'))
  .option('--client-id <id>', 'an OAuth client that you made in the settings at Polar')
  .option(
    '--polar-api-url <origin>',
    'another Polar than the real one, as the simulator; else POLAR_API_URL. It says itself where people log in',
  )
  .option('--yes', 'asks nothing, as in CI: what is missing is an error')
  .addHelpText(
    'after',
    `
The secret of --client-id is asked for, or comes as the variable POLAR_CLIENT_SECRET. There is no flag for it: it would
stay in your shell's history, and all who use this machine could read it while this runs.`,
  );

await runScript(command.action(main));

async function main(flags: Flags): Promise<void> {
  try {
    await setUp(flags, flags.yes ? undefined : terminalQuestions());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    console.error('Stopped. Nothing was changed.');
    process.exitCode = EXIT_STOPPED;
  }
}

async function setUp(flags: Flags, ask: Questions | undefined): Promise<void> {
  if (ask) console.log('Nothing is written before the last question. Ctrl+C stops it.');
  for (const line of describeFound()) console.log(`found ${line}`);
  const polarApiUrl = readApiUrl(flags);
  const where = await chooseWhere(flags, ask);
  const environment = await chooseEnvironment(flags, ask);
  const toml = readFileSync(WRANGLER_TOML, 'utf8');
  const local = where.local && thisMachine(environment, portFrom('PORT'), polarApiUrl);
  const name = where.deployed && (await chooseName(flags, workerName(toml, environment), ask));
  const deployed = name && deployment(environment, await chooseBaseUrl(flags, environment, name, ask), polarApiUrl);
  const places = [local, deployed].filter((place): place is Place => !!place);
  for (const { file } of places) assertIgnoredByGit(file);
  if (flags.deploy) assertItsVariables(environment);

  // All questions are asked before anything is sent to Polar, and Polar answers before anything is written.
  const choices: { place: Place; choice: ClientChoice }[] = [];
  for (const place of places)
    choices.push({
      place,
      choice: await chooseClient(place, flags, process.env.POLAR_CLIENT_SECRET || undefined, ask),
    });
  // Nobody else can reach a server on this machine, so there the flag alone is enough.
  const apiUrl = (deployed || places[0])?.apiUrl ?? '';
  const allowed = await chooseAllowed(flags, apiUrl, await proposalFor(places), deployed ? ask : undefined);
  if (flags.deploy && deployed && (allowed ?? deployed.allowed) === undefined)
    throw new Error(`Say who may connect: --allowed-organizations <your slug>, or ${ANYONE}. Nothing was written`);
  const isFirst = choices.some(
    ({ place, choice }) => place === deployed && !place.found.id && choice.kind === 'registered',
  );
  if (flags.deploy && isFirst && !flags.register && name === workerName(toml, environment))
    await assertHasNoClient(environment, !!ask);
  const loginPages = new Map<Place, string | undefined>();
  for (const place of places) loginPages.set(place, await findLoginPage(place));
  if (local) assertPageIsKnown(loginPages.get(local), local);
  const changes: FileChange[] = [];
  // A registration can't be taken back, so everything that may fail comes first: files that can't be changed, and
  // clients that are refused.
  for (const place of places) place.change({ id: 'id', secret: 'secret' }, loginPages.get(place));
  const isNew = ({ choice }: (typeof choices)[number]) => Number(choice.kind === 'registered');
  const inOrder = choices.toSorted((one, other) => isNew(one) - isNew(other));
  for (const { place, choice } of inOrder)
    changes.push(place.change(await settleClient(place, choice), loginPages.get(place), allowed));
  if (deployed && name) {
    const named = withWorkerName(toml, environment, name);
    const isChanged = allowed !== undefined && allowed !== (deployed.allowed ?? '');
    const text = isChanged ? withVariable(named, environment, 'ALLOWED_ORGANIZATIONS', allowed) : named;
    changes.push({ path: WRANGLER_TOML, text, isSecret: false });
  }
  await write(changes);

  if (deployed && (allowed ?? deployed.allowed ?? '') === '')
    console.log(
      `Anyone with an account at Polar may connect to it. For yours alone:\nnpm run setup -- --environment ${environment} --yes --allowed-organizations <your slug>`,
    );
  if (flags.deploy) await deployWritten(environment);
  const next = nextSteps({
    environment,
    ...(local && { local: local.baseUrl }),
    ...(deployed && {
      deployed: {
        baseUrl: deployed.baseUrl,
        lacksRoute: !isRouted(toml, environment, new URL(deployed.baseUrl).hostname),
        apiUrl: deployed.apiUrl,
        loginPage: loginPages.get(deployed),
        isDone: flags.deploy === true,
        isUncommitted: isUncommitted(WRANGLER_TOML),
      },
    }),
  });
  console.log(next);
}

/** @throws Error that says how to try again without another registration */
async function deployWritten(environment: Environment): Promise<void> {
  await deploy(environment).catch((error: Error) => {
    throw new Error(`${error.message}. What was set up stays: \`npm run deploy -- ${environment}\` tries again`);
  });
}

/**
 * The answer that the question proposes: the list that the file has, or the organization of the operator's own token.
 */
async function proposalFor(places: Place[]): Promise<string | undefined> {
  const written = places.find(({ allowed }) => allowed !== undefined)?.allowed;
  const apiUrl = places[0]?.apiUrl;
  return written ?? (apiUrl && (await ownOrganizations(apiUrl, process.env.POLAR_ACCESS_TOKEN || undefined)));
}

async function write(changes: FileChange[]): Promise<void> {
  const changed = changes.filter(({ path, text }) => text !== readIfThere(path));
  await writeAll(changed);
  for (const { path, isSecret } of changes) if (isSecret) await keepToOwner(path);
  for (const { path } of changed) console.log(`wrote ${path}`);
  if (changed.length === 0) console.log('Nothing to change: all is as asked.');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
