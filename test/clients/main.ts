import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmScript, runScript } from '../../scripts/run-script.ts';
import { installClients } from './install.ts';
import type { LabClient } from './lab/client.ts';
import { type LabHouse, openLabHouse } from './lab/house.ts';
import { brokenSteps, clientsPage, type Driven } from './lab/page.ts';
import { driveClient, STEPS, type Step } from './lab/steps.ts';
import { validateManifests } from './manifests.ts';

const PAGE = 'docs/clients.md';

const command = npmScript(
  'clients',
  'Drives real MCP clients through a login, lists, calls, a refresh, more permission and a refund, and writes docs/clients.md. ' +
    'It first installs them: 1.7 GB from npm and, where Python is there, from PyPI. Takes about twenty minutes.',
)
  .option('--only <parts>', 'only clients whose names hold one of these, with commas between; writes no page')
  .option('--trace', 'prints what each client sent to the server, and what the programs printed');

await runScript(command.action(main));
// Programs of clients may still hold something open.
process.exit();

async function main({ only, trace }: { only?: string; trace?: true }): Promise<void> {
  const { hasPython } = await installClients();
  if (!hasPython) console.log('There is no Python with venv here, so its clients are left out.');
  if (trace) process.env.LAB_TRACE = '1';
  // What they import was installed above.
  const { clients } = await import('./clients.ts');
  const parts = only?.split(',') ?? [''];
  const chosen = clients.filter(({ name }) => parts.some((part) => name.toLowerCase().includes(part.toLowerCase())));
  if (chosen.length === 0) throw new Error(`No client has one of these in its name: ${only}`);
  const house = await openLabHouse();
  const homes = await mkdtemp(join(tmpdir(), 'polar-mcp-homes-'));
  const driven: Driven[] = [];
  try {
    await validateManifests(homes);
    for (const client of chosen) driven.push(await drive(client, house, homes));
  } finally {
    await house.close();
    await rm(homes, { recursive: true, force: true });
  }
  if (only === undefined && hasPython) {
    await writeFile(PAGE, clientsPage(driven, new Date().toISOString().slice(0, 10)));
    console.log(`\nWrote ${PAGE}`);
  }
  const broken = driven.flatMap((one) => brokenSteps(one).map((step) => `${one.client.name}: ${STEPS[step]}`));
  if (broken.length > 0)
    throw new Error(`These don't work, and should:\n${broken.map((line) => `  ${line}`).join('\n')}`);
}

async function drive(client: LabClient, house: LabHouse, homes: string): Promise<Driven> {
  console.log(`\n${client.name} ${client.version}`);
  house.front.seen.length = 0;
  const row = await driveClient(client, house, homes);
  for (const [step, { mark, note }] of Object.entries(row) as [Step, (typeof row)[Step]][])
    console.log(`  ${mark.padEnd(6)} ${STEPS[step]}${note ? `: ${note}` : ''}`);
  if (process.env.LAB_TRACE)
    for (const { method, path, authentication, status, challenge } of house.front.seen)
      console.log(`  ${status} ${method} ${path.slice(0, 80)} ${authentication} ${challenge}`);
  const revision =
    house.front.seen
      .map((seen) => seen.revision)
      .sort()
      .at(-1) ?? '';
  return { client, row, revision };
}
