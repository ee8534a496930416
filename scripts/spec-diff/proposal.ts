/** The outcomes of a step of GitHub Actions. */
export const OUTCOMES = ['success', 'failure', 'skipped', 'cancelled'] as const;
type Outcome = (typeof OUTCOMES)[number];

export interface Proposal {
  /** The output of `npm run spec:diff`. */
  list: string;
  update: Outcome;
  generate: Outcome;
  ci: Outcome;
  /** The stderr of the step that failed, or else of the last one. */
  said: string;
  /** Address of the workflow's run. */
  run: string;
}

const MAX_SAID = 2_000;

/** Writes the pull request that takes in Polar's changes, or the issue that says why that isn't possible. */
export function proposalText(proposal: Proposal): string {
  const { list, update, generate, ci, run } = proposal;
  return `\
Polar has published another document of its API. This is what it means for the tools, from \`npm run spec:diff\`:

${list.trim()}

### What was run

| | |
|---|---|
| \`npm run spec:update\` | ${IN_WORDS[update]} |
| \`npm run generate\` | ${IN_WORDS[generate]} |
| \`.ci/run\` | ${IN_WORDS[ci]} |

${errors(proposal)}[All that was printed](${run})

### What to do

${steps(proposal)
  .map((step, i) => `${i + 1}. ${step}`)
  .join('\n')}
`;
}

const IN_WORDS: Record<Outcome, string> = {
  success: 'passed',
  failure: '**failed**',
  skipped: 'not run',
  cancelled: 'stopped',
};

/** Quotes only this project's own lines of errors and warnings, because other output may hold anything. */
function errors({ said }: Proposal): string {
  const lines = said.split('\n').filter((line) => /^(error|warning): /.test(line));
  const text = lines.join('\n').replaceAll('`', "'").slice(0, MAX_SAID);
  return text ? `\`\`\`text\n${text}\n\`\`\`\n\n` : '';
}

function steps({ update, generate, ci, said }: Proposal): string[] {
  if (update === 'failure') {
    return [
      'Nothing was taken in. What is gone at Polar comes out of `openapi/catalog/` and `openapi/names.lock.json` first; what is new in the form of the document is kept or dropped in `scripts/generator/structure.ts`.',
      '`npm run spec:update`, `npm run generate`, `npm test`, and a pull request with all that they wrote. `openapi/README.md` says more.',
    ];
  }
  return [
    ...(generate === 'failure'
      ? [
          'Check this branch out and mend what `npm run generate` says above: a new operation needs an entry in `openapi/catalog/` (`openapi/README.md`). Then `npm run generate`, and commit what it wrote.',
        ]
      : []),
    ...(said.includes('warning: over budget: ')
      ? ['Shorten the tools that are over budget in `openapi/catalog/`, or `.ci/run` fails: models pay for each word.']
      : []),
    ...(ci === 'failure' ? ['Check this branch out and mend what `.ci/run` says.'] : []),
    'Read each line that is **Breaking**: does a description, a hint or an example in `openapi/catalog/` speak of it? May people use what is gone?',
    'For what is new: is it shown (`resources`), is it a secret (`catalog/secrets.ts`), does it move money, or give others access, data or goods (`risk`)? A new argument of a tool that is `write` asks nobody.',
    'GitHub starts no checks by itself for a pull request of a workflow: approve them, or close it and open it again.',
  ];
}
