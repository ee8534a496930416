import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const OPERATING = readFileSync('docs/operating.md', 'utf8');

/** The cells of a table's row, by the row's name. */
const rowOf = (name: string) => {
  const cells = new RegExp(`^\\| ${name} \\|(.*)\\|$`, 'm').exec(OPERATING)?.[1]?.split('|') ?? [];
  return cells.map((cell) => cell.trim());
};
const numberIn = (text = '') => Number(text.replace(/[^\d.]/g, ''));

/** How many people a day's quota of the free plan carries, by what it counts. */
const carried = ['requests to the Worker', 'KV reads', 'KV writes', 'requests to Durable Objects'].map((name) => {
  const [, , of10000, freeQuota] = rowOf(name);
  return numberIn(freeQuota) / (numberIn(of10000) / 10_000);
});

test('docs/operating.md reckons how many people the free plan carries', () => {
  const [, people] = /The free plan carries some \*\*(\d+) such people\*\*/.exec(OPERATING) ?? [];
  const fewest = Math.min(...carried);
  expect(Number(people)).toBe(Math.floor(fewest / 50) * 50);
});

test('its sum for 10,000 people is that of its parts', () => {
  const [, parts = ''] = /On the paid plan, 10,000 people come to (.+?) for Durable Objects\./s.exec(OPERATING) ?? [];
  const sum = [...parts.matchAll(/\$(\d+\.\d\d)/g)].reduce((total, [, dollars]) => total + Number(dollars), 0);
  expect(rowOf('\\*\\*costs a month\\*\\*')[2]).toBe(`$${Math.round(sum)}`);
});

test.each(['README.md', 'docs/performance.md'])('%s says the same cost', (path) => {
  const text = readFileSync(path, 'utf8').replaceAll(/\s+/g, ' ');
  const [, people, dollars] =
    /free plan carries about (\d+) people who use it each day; 10,000 come to some \$(\d+) a month/.exec(text) ?? [];
  expect(OPERATING).toContain(`some **${people} such people**`);
  expect(rowOf('\\*\\*costs a month\\*\\*')[2]).toBe(`$${dollars}`);
});
