import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../src/errors.ts';

const TEXT = readFileSync('docs/errors.md', 'utf8');

test('names every code that exists, and no other, with who acts', () => {
  const rows = [...TEXT.matchAll(/^\| `(\w+)` \| (model|person|operator|polar|us) \| .+\. \|$/gm)];
  const named = rows.map(([, code, who]) => [code, who]);
  expect(named).toEqual(Object.entries(ERROR_CODES).map(([code, { who }]) => [code, who]));
});
