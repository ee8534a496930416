import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exceeded } from '../../../scripts/budget/limits.ts';
import { bySize, byToolset, isPortable, type ListedTool, measure, pick } from '../../../scripts/budget/measure.ts';
import { askForTools } from '../../../scripts/budget/peers.ts';
import { peersTable } from '../../../scripts/budget/report.ts';
import { table } from '../../../scripts/budget/table.ts';
import { run } from './run.ts';

/** A tool with a description of so many words. */
const tool = (name: string, words = 0) => ({
  name,
  description: 'word '.repeat(words).trim(),
  inputSchema: { type: 'object' },
});
const small = tool('get_small');
const large = tool('list_large', 100);

describe('measure', () => {
  test('a list, its largest tool, its schemas', () => {
    expect(measure([small, large, { name: 'odd', inputSchema: {} }])).toEqual({
      tools: 3,
      tokens: 145,
      largest: { name: 'list_large', tokens: 116 },
      refused: 1,
    });
  });

  test('an empty list', () => {
    expect(measure([])).toEqual({ tools: 0, tokens: 4, largest: undefined, refused: 0 });
  });

  test('the largest come first', () => {
    expect(bySize([small, large]).map(({ name }) => name)).toEqual(['list_large', 'get_small']);
    const toolsets = byToolset([small, large, tool('list_small')], (name) => name.replace(/.*_/, ''));
    expect(toolsets.map(({ toolset, tools }) => [toolset, tools])).toEqual([
      ['large', 1],
      ['small', 2],
    ]);
  });

  test('pick keeps the order of the list, and knows every name', () => {
    expect(pick([small, large], ['list_large', 'get_small'])).toEqual([small, large]);
    expect(() => pick([small], ['get_small', 'gone'])).toThrow('defaultTools names gone, which is in no toolset');
  });
});

describe('exceeded', () => {
  const limits = {
    allTokens: 250,
    reserveTokens: 50,
    toolTokens: 120,
    defaultTokens: 100,
    defaultTools: 2,
    discoveryTokens: 50,
  };
  const cases: [string, { byDefault?: ListedTool[]; all?: ListedTool[]; discovery?: ListedTool[]; want: string[] }][] =
    [
      ['within', { byDefault: [small, small], all: [small, large], want: [] }],
      ['nothing at all', { want: [] }],
      [
        'all together',
        {
          all: [large, large],
          want: [
            "all toolsets: 236 tokens, the limit is 200. The other 50 are for Polar's next change. Shorten the largest: list_large (116), list_large (116)",
          ],
        },
      ],
      [
        'one tool, however few there are',
        {
          all: [small, tool('list_huge', 150)],
          want: [
            'list_huge: 167 tokens, the limit is 120. Shorten its words in openapi/catalog/, or its schema in scripts/generator/advertised.ts',
          ],
        },
      ],
      [
        'the tools that find others',
        {
          discovery: [large],
          want: ['discovery: 120 tokens, the limit is 50. Shorten openapi/catalog/own-tools.ts'],
        },
      ],
      [
        'the default surface',
        {
          byDefault: [large],
          want: [
            'default surface: 120 tokens, the limit is 100. Shorten its largest, or take one out: list_large (116)',
          ],
        },
      ],
      [
        'its number of tools',
        {
          byDefault: [small, small, small],
          want: ['default surface: 3 tools, the limit is 2. Take one out'],
        },
      ],
    ];
  test.each(cases)('%s', (_, { byDefault = [], all = [], discovery = [], want }) => {
    expect(exceeded({ default: byDefault, all, discovery }, limits)).toEqual(want);
  });
});

describe('isPortable', () => {
  const object = (properties: object) => ({ type: 'object', properties });
  const cases: [string, { given: unknown; want: boolean }][] = [
    ['an object', { given: object({ a: { type: 'string' } }), want: true }],
    ['a union further in', { given: object({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } }), want: true }],
    ['properties named like keywords', { given: object({ $ref: {}, $defs: {}, type: {}, oneOf: {} }), want: true }],
    ['data that looks like a schema', { given: object({ a: { enum: [{ $ref: '', type: [] }] } }), want: true }],
    ['none', { given: undefined, want: false }],
    ['no type', { given: {}, want: false }],
    ['a list', { given: { type: 'array' }, want: false }],
    ['a union', { given: { type: 'object', oneOf: [] }, want: false }],
    ['any of', { given: { type: 'object', anyOf: [] }, want: false }],
    ['all of', { given: { type: 'object', allOf: [] }, want: false }],
    ['definitions', { given: { type: 'object', $defs: {} }, want: false }],
    ['a reference in a list', { given: object({ a: { type: 'array', items: { $ref: '#' } } }), want: false }],
    ['a reference in a union', { given: object({ a: { anyOf: [{ $ref: '#' }] } }), want: false }],
    ['a list of types', { given: object({ a: { type: ['string', 'null'] } }), want: false }],
  ];
  test.each(cases)('%s', (_, { given, want }) => {
    expect(isPortable(given)).toBe(want);
  });
});

describe('tables', () => {
  test('numbers stand at the right', () => {
    expect(
      table(
        ['name', 'tokens', 'note'],
        [
          ['a', 1234, 'x'],
          ['longer', 5, ''],
        ],
      ),
    ).toBe(['name    tokens  note', 'a        1,234  x', 'longer       5'].join('\n'));
  });

  test('peers stand beside both of our surfaces', () => {
    const peers = [{ name: 'other', tools: [large, { name: 'odd', inputSchema: {} }] }];
    expect(peersTable({ default: [small], all: [small, large], discovery: [] }, peers)).toMatchInlineSnapshot(`
      "server              tools  tokens  largest tool  tokens  × all  × default  schemas that clients refuse
      polar-mcp, default      1      19  get_small         15    0.1        1.0                            0
      polar-mcp, all          2     135  list_large       116    1.0        7.1                            0
      other                   2     130  list_large       116    1.0        6.8                            1"
    `);
  });
});

describe('askForTools', () => {
  /** A server that initializes and answers tools/list with this. */
  const server = (list: object) => `
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method, params } = JSON.parse(line);
      const { protocolVersion } = params ?? {};
      const hello = { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'it', version: '1' } };
      const result = method === 'initialize' ? hello : ${JSON.stringify(list)};
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
    });`;
  const ask = (code: string) => askForTools({ name: 'it', args: ['-e', code], cwd: '.' });

  test('gives the tools as they were sent, also what a client refuses', async () => {
    const tools = [{ title: 'Before its name', name: 'odd', inputSchema: {} }];
    expect(JSON.stringify(await ask(server({ tools })))).toBe(JSON.stringify(tools));
  });

  const bad: [string, string][] = [
    ['that ends', 'process.exit()'],
    ['without tools', server({ tools: [] })],
    ['with tools on more pages', server({ tools: [small], nextCursor: 'more' })],
  ];
  test.each(bad)('a server %s gets one line', async (_, code) => {
    await expect(ask(code)).rejects.toThrow(/^it gave no list of tools\. DEBUG=1 shows what it says$/);
  });
});

describe('npm run budget', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polar-mcp-'));
    for (const path of ['scripts', 'openapi', 'package.json']) {
      await cp(path, join(folder, path), { recursive: true });
    }
    await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    await mkdir(join(folder, 'generated/tools'), { recursive: true });
    await writeFile(join(folder, 'generated/tools/index.gen.ts'), 'export const tools = {};');
    const own = { toolset: 'discovery', listed: small };
    await writeFile(
      join(folder, 'generated/own-tools.gen.ts'),
      `export const ownTools = { own: ${JSON.stringify(own)} };`,
    );
    await writeFile(join(folder, 'generated/scopes.gen.ts'), "export const polarVersion = '2026-10';");
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function budget(tools: ListedTool[], ...args: string[]) {
    const lists = `export const toolList = ${JSON.stringify(tools)};\nexport const defaultTools = ['get_small'];\n`;
    await writeFile(join(folder, 'generated/tool-list.gen.ts'), lists);
    return run('scripts/budget.ts', args, folder);
  }

  test('--check prints the short table alone', async () => {
    const { code, lines } = await budget([small, large], '--check');
    expect(code).toBe(0);
    expect(lines).toEqual([
      'surface    tools  budget  tokens  budget  largest tool  tokens  budget',
      'default        2      25      34   8,000  get_small         15     900',
      'discovery      1              19   1,000  get_small         15     900',
      'all            2             135  25,000  list_large       116     900',
    ]);
  });

  test('--check fails with one line for each budget that is exceeded', async () => {
    const { code, lines } = await budget([small, tool('a', 1000), tool('b', 2000)], '--check');
    expect(code).toBe(1);
    expect(lines.slice(5)).toEqual([
      expect.stringMatching(/^over budget: b: 2,015 tokens, the limit is 900\. Shorten/),
      expect.stringMatching(/^over budget: a: 1,015 tokens, the limit is 900\. Shorten/),
    ]);
  });

  test('a list with a tool that is none gets one line', async () => {
    const { code, lines } = await budget([small]);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^error: get_small is listed, but is no tool$/);
    expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });
});
