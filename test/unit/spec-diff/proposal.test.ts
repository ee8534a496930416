import { describe, expect, test } from 'vitest';
import { type Proposal, proposalText } from '../../../scripts/spec-diff/proposal.ts';

const text = (given: Partial<Proposal>) =>
  proposalText({
    list: 'Tools: 1 changed.\n',
    update: 'success',
    generate: 'success',
    ci: 'success',
    said: '',
    run: 'https://github.com/o/r/actions/runs/1',
    ...given,
  });

describe('the text of a proposal', () => {
  test('has the list, how everything went, and how to review', () => {
    const all = text({});
    expect(all).toContain('\nTools: 1 changed.\n');
    expect(all).toContain('| `.ci/run` | passed |');
    expect(all).toContain('(https://github.com/o/r/actions/runs/1)');
    expect(all).toMatch(/\n1\. Read each line that is \*\*Breaking\*\*/);
    expect(all).not.toContain('failed');
  });

  test('of a step that failed it has our own lines, and what to do', () => {
    const said = 'error: The operation "a:b" has no tool yet: add it to `x`\n<b>Something of Polar</b>\n';
    const all = text({ generate: 'failure', ci: 'skipped', said });
    expect(all).toContain('```text\nerror: The operation "a:b" has no tool yet: add it to \'x\'\n```');
    expect(all).not.toContain('of Polar</b>');
    expect(all).toMatch(/`npm run generate` \| \*\*failed\*\* \|\n\| `.ci\/run` \| not run/);
    expect(all).toContain('\n1. Check this branch out and mend what `npm run generate` says');
  });

  test('where nothing could be taken in, it says what to take out', () => {
    const all = text({
      update: 'failure',
      generate: 'skipped',
      ci: 'skipped',
      said: 'error: The document has lost a:b.',
    });
    expect(all).toContain('error: The document has lost a:b.');
    expect(all).toMatch(/\n1\. Nothing was taken in\./);
    expect(all).not.toContain('this branch');
  });

  test('a budget that is exceeded stops nothing, and says what to shorten', () => {
    const said = 'warning: over budget: create_product: 944 tokens, the limit is 900. Shorten its words';
    const all = text({ ci: 'failure', said });
    expect(all).toContain(`\`\`\`text\n${said}\n\`\`\``);
    expect(all).toContain('\n1. Shorten the tools that are over budget in `openapi/catalog/`');
  });

  test('tests that failed are told of', () => {
    expect(text({ ci: 'failure' })).toContain('\n1. Check this branch out and mend what `.ci/run` says.');
  });
});
