import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownTools } from '../../../generated/own-tools.gen.ts';
import { defaultTools, toolList } from '../../../generated/tool-list.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import openapi from '../../../openapi/polar.json' with { type: 'json' };
import { repository } from '../../../package.json';
import { surfacesOf } from '../../../scripts/budget/limits.ts';
import { measure } from '../../../scripts/budget/measure.ts';
import { formatCount } from '../../../scripts/budget/table.ts';

const README = readFileSync('README.md', 'utf8');
const WHICH_SERVER = readFileSync('docs/which-server.md', 'utf8');
const CHOOSE_TOOLS = readFileSync('docs/choose-tools.md', 'utf8');

const MAX_WORDS = 900;
const MAX_BYTES_OF_PICTURES = 150_000;

const surfaces = surfacesOf(toolList, Object.values(ownTools), defaultTools);
const [byDefault, all, discovery] = [surfaces.default, surfaces.all, surfaces.discovery].map(measure);

/** To the nearest hundred, so that not each new word in a tool changes three documents. */
const about = (tokens = 0) => formatCount(Math.round(tokens / 100) * 100);

/** The text below a heading, up to the next one of its level. */
const section = (title: string) => README.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';

test(`is read in a few minutes: at most ${MAX_WORDS} words`, () => {
  expect(README.trim().split(/\s+/).length).toBeLessThanOrEqual(MAX_WORDS);
});

test('has the headings that people look for', () => {
  const headings = [...README.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(
    expect.arrayContaining(['Try it', 'Install', 'Deploy', 'Connect', 'Tools', 'Security', 'Contributing', 'License']),
  );
  expect(headings).toContain('Configuration and operations');
});

test('clones the repository that package.json names', () => {
  expect(`git+${/git clone (\S+)/.exec(README)?.[1]}`).toBe(repository.url);
});

test('deploys the repository that package.json names', () => {
  expect(`git+${/deploy\.workers\.cloudflare\.com\/\?url=([^)]+)/.exec(README)?.[1]}.git`).toBe(repository.url);
});

test('counts the tools of every toolset', () => {
  const counted = [...section('Tools').matchAll(/`(\w+)` (\d+)/g)].map(([, name = '', tools]) => [name, Number(tools)]);
  const there = new Map<string, number>(toolsets.map(({ name, tools }) => [name, tools.length]));
  for (const { toolset } of Object.values(ownTools)) there.set(toolset, (there.get(toolset) ?? 0) + 1);
  expect(counted.toSorted()).toEqual([...there].toSorted());
});

test('says how many tools an app sees first, and what they cost it', () => {
  const [, tools, tokens = ''] = /sees (\d+) tools, in about ([\d,]+) tokens/.exec(section('Tools')) ?? [];
  expect(Number(tools)).toBe(byDefault?.tools);
  expect(tokens).toBe(about(byDefault?.tokens));
});

test.each([
  ['README.md', README],
  ['docs/which-server.md', WHICH_SERVER],
])('%s counts the operations and their tools', (_, text) => {
  const operations = Object.values(openapi.paths).flatMap((path) =>
    Object.keys(path).filter((method) => ['get', 'post', 'patch', 'put', 'delete'].includes(method)),
  );
  const [, ofOperations, tools] = /\b(\d+), (?:in|as) (\d+) tools/.exec(text) ?? [];
  expect([Number(ofOperations), Number(tools)]).toEqual([operations.length, toolList.length]);
});

test('docs/choose-tools.md and docs/which-server.md say what the lists cost', () => {
  for (const [name, list] of Object.entries({ '`discovery`': discovery, default: byDefault, all })) {
    const row = `| ${name} | ${list?.tools} | ${about(list?.tokens)} |`;
    expect(CHOOSE_TOOLS).toContain(row);
    if (name !== '`discovery`') expect(WHICH_SERVER).toContain(row.replace('| ', '| this one, '));
  }
});

test('shows each picture in light and dark, and few bytes of them', () => {
  const [dark, light] = ['srcset', 'img src'].map((attribute) =>
    [...README.matchAll(new RegExp(`${attribute}="([^"]+)"`, 'g'))].map(([, path = '']) => path),
  );
  expect(light?.length).toBeGreaterThan(0);
  expect(dark).toEqual(light?.map((path) => path.replace('-light.', '-dark.')));
  const bytes = [...(light ?? []), ...(dark ?? [])].reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES_OF_PICTURES);
});
