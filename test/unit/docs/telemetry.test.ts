import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../../src/observability/index.ts';

const TEXT = readFileSync('docs/telemetry.md', 'utf8');
const SOURCE = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
const QUERIES = [...TEXT.matchAll(/```sql\n([^`]+)```/g)].map(([, query = '']) => query);

test('names each event that is logged, and no other', () => {
  const logged = SOURCE.flatMap((text) => [...text.matchAll(/\blog(?:Error)?\('(\w+)'/g)].map(([, event]) => event));
  const named = [...TEXT.matchAll(/^\| `(\w+)` \| (?:\* )?[A-Z].*\. \| .*\|$/gm)].map(([, event]) => event);
  expect(named.sort()).toEqual([...new Set(logged)].sort());
  expect(SOURCE.join('\n')).not.toMatch(/\blog(?:Error)?\([^')\n]*[`"]/);
});

describe('the columns', () => {
  test.each(['blob', 'double'] as const)('are named in their order: %s', (kind) => {
    const rows = [...TEXT.matchAll(new RegExp(`^\\| \`${kind}(\\d+)\` \\| \`(\\w+)\``, 'gm'))];
    const names = COLUMNS[`${kind}s`].map((name, i) => [String(i + 1), name]);
    expect(rows.map(([, number, name]) => [number, name])).toEqual(names);
  });
});

// The SQL API of Analytics Engine accepts far less than ClickHouse.
describe.each(QUERIES.map((query) => [query.replaceAll(/\s+/g, ' ').slice(0, 60), query]))('%s…', (_, query) => {
  test('asks for columns that there are', () => {
    for (const [, kind, number] of query.matchAll(/\b(blob|double|index)(\d+)/g)) {
      expect(Number(number)).toBeLessThanOrEqual(
        kind === 'index' ? 1 : COLUMNS[`${kind as 'blob' | 'double'}s`].length,
      );
    }
  });

  test('uses functions of that dialect, and counts what was sampled', () => {
    const called = [...query.matchAll(/(\w+)\(/g)].map(([, name = '']) => name);
    const known = ['sum', 'if', 'quantileExactWeighted', 'toStartOfInterval', 'NOW', 'IN'];
    expect(called.filter((name) => !known.includes(name))).toEqual([]);
    if (called.includes('sum')) expect(query).toMatch(/sum\(_sample_interval/);
    for (const [, arms = ''] of query.matchAll(/sum\(([^()]*double\d)/g)) expect(arms).toContain('_sample_interval * ');
  });
});

test('there are queries', () => expect(QUERIES.length).toBeGreaterThan(6));
