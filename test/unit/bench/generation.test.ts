import { expect, test } from 'vitest';
import { copies } from '../../../bench/copies.ts';
import { stagesOf } from '../../../bench/stages.ts';
import { generate } from '../../../scripts/generator/index.ts';
import { smallCatalog, smallDocument } from '../generator/small-document.ts';

test('copies pass the generator’s own checks, each with everything, and leave the first as it is', async () => {
  const catalog = {
    toolsets: smallCatalog(),
    commonHints: { selecting: {}, stored: {}, updated: {} },
    defaultSurface: [],
    ownTools: [],
    synonyms: {},
    secrets: { Thing: ['key'] },
    names: { list_things: 'things:list' },
  };
  const linesOf = async (times: number, file: string) => {
    const input = copies({ document: smallDocument(), catalog }, times);
    const { files } = await generate(input.document, input.catalog);
    return (files.get(file) ?? '').split('\n').filter((line) => line.endsWith(','));
  };
  for (const file of ['tool-list.gen.ts', 'resources.gen.ts', 'tools/index.gen.ts', 'search.gen.ts']) {
    const [once, thrice] = [await linesOf(1, file), await linesOf(3, file)];
    expect([thrice.length, once.every((line) => thrice.includes(line))], file).toEqual([3 * once.length, true]);
  }
});

test('what Polar replaces whole is so in each copy', () => {
  const wholeObjects = { 'benefits:update': [] };
  const catalog = { toolsets: [], commonHints: { selecting: {}, stored: {}, updated: {} }, defaultSurface: [] };
  const rest = { ownTools: [], synonyms: {}, secrets: {}, names: {} };
  const given = { document: smallDocument(), catalog: { ...catalog, ...rest, wholeObjects } };
  expect(Object.keys(copies(given, 3).catalog.wholeObjects ?? {})).toEqual([
    'benefits:update',
    'benefits:update:b',
    'benefits:update:c',
  ]);
});

test('a stage is what the root calls, through callbacks without a name; the rest is the library’s', () => {
  const node = (id: number, functionName: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, scriptId: '', url: '', lineNumber: 0, columnNumber: 0 },
    children,
  });
  const nodes = [
    node(1, '(root)', [2, 7, 8]),
    node(2, 'generate', [3, 5]),
    node(3, '', [4]),
    node(4, 'listTool', [9]),
    node(5, 'emitDocs', [6]),
    node(6, '(garbage collector)'),
    node(7, 'walkNode'),
    node(8, '(idle)'),
    node(9, 'merge'),
  ];
  const samples = [2, 4, 9, 5, 6, 7, 8];
  const timeDeltas = [1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 7e6];
  expect(stagesOf({ nodes, startTime: 0, endTime: 28e6, samples, timeDeltas }, 'generate', 'library')).toEqual(
    new Map([
      ['generate', 1],
      ['listTool', 5],
      ['emitDocs', 4],
      ['(garbage collector)', 5],
      ['library', 6],
    ]),
  );
});
