/** `npm run spec:proposal` writes the text with which .github/workflows/spec.yml proposes Polar's changes. */
import { readFile } from 'node:fs/promises';
import { Option } from '@commander-js/extra-typings';
import { readDocument } from './published-document.ts';
import { npmScript, runScript } from './run-script.ts';
import { OUTCOMES, type Proposal, proposalText } from './spec-diff/proposal.ts';

const command = npmScript(
  'spec:proposal',
  'Prints the text of the pull request, or of the issue, with which the weekly workflow proposes what Polar changed.',
)
  .argument('<list>', 'the file with what `npm run spec:diff` printed')
  .argument('<run>', 'the address where all that was printed can be read')
  .addOption(
    new Option('--update <outcome>', 'how `npm run spec:update` went').choices(OUTCOMES).default('skipped' as const),
  )
  .addOption(
    new Option('--generate <outcome>', 'how `npm run generate` went').choices(OUTCOMES).default('skipped' as const),
  )
  .addOption(new Option('--ci <outcome>', 'how `.ci/run` went').choices(OUTCOMES).default('skipped' as const))
  .option('--said <file>', 'what the last of them, or the one that failed, wrote to stderr');

type Flags = Pick<Proposal, 'update' | 'generate' | 'ci'> & { said?: string };

await runScript(command.action(main));

async function main(file: string, run: string, flags: Flags): Promise<void> {
  const { said: saidIn, ...outcomes } = flags;
  const list = await readDocument(file);
  const said = saidIn === undefined ? '' : await readFile(saidIn, 'utf8').catch(() => '');
  process.stdout.write(proposalText({ ...outcomes, list, said, run }));
}
