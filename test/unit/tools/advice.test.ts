import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import type { Fault } from '../../../simulator/faults.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { MAX_ANSWER_BYTES } from '../../../src/polar/body.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';
import { argumentsFor } from './arguments-for.ts';

/** Advice is followed by its arguments: each that it names is one of the tool's. */
const shop = openShop();

const reads = Object.entries<Tool>(tools).flatMap(([name, { risk, operations }]) =>
  risk === 'read' ? operations.map((operation) => [name as ToolName, operation.id, operation] as const) : [],
);

/** Polar's answers that lead to advice. */
const large = `${' '.repeat(MAX_ANSWER_BYTES)}1`;
const faults: [why: string, fault: object][] = [
  ['too large to read', { kind: 'status', status: 200, body: large }],
  ['a crash', { kind: 'status', status: 500, body: 'Internal Server Error' }],
  [
    'a table without end',
    {
      kind: 'status',
      status: 200,
      headers: { 'content-type': 'text/csv' },
      body: `a,b\n${'1,22222222\n'.repeat(20_000)}`,
    },
  ],
  [
    'a list without end',
    {
      kind: 'status',
      status: 200,
      body: JSON.stringify({
        items: Array.from({ length: 100 }, () => ({ id: 'x', name: 'y'.repeat(2000), email: 'z'.repeat(2000) })),
        pagination: { total_count: 300, max_page: 3 },
      }),
    },
  ],
  [
    'one thing without end',
    { kind: 'status', status: 200, body: JSON.stringify({ id: 'x', name: 'y', metadata: { a: 'b'.repeat(90_000) } }) },
  ],
];

const textOf = (value: unknown): string => JSON.stringify(value);

/** Sentences in which a name in backticks is no argument: `next` holds some. */
const NO_ARGUMENTS = new Set(['next']);

describe.each(faults)('%s', (_, fault) => {
  // Once for all tools: the simulator takes eight MiB as slowly as it answers with them.
  beforeAll(async () => {
    await shop.control.clearRequests();
    await shop.control.fault({ ...fault, times: Number.MAX_SAFE_INTEGER } as Fault);
  });
  afterAll(() => shop.control.clearFaults());

  test.each(reads)('%s: %s', async (name, _, operation) => {
    const listed = toolList.find((tool) => tool.name === name);
    const known = new Set(Object.keys(listed?.inputSchema.properties ?? {}));
    const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token);
    const [given = {}] = argumentsFor(operation);
    for (const more of [{}, { fields: 'nothing.like.this' }]) {
      const result = (await callTool(name, { ...given, ...more }, caller, quietly())) as {
        structuredContent?: { about?: object; error?: { what_to_do?: string; fields?: { message: string }[] } };
      };
      const { about = {}, error } = result.structuredContent ?? {};
      const { next, ...words } = about as { next?: object };
      const said = textOf([words, error?.what_to_do, error?.fields?.map(({ message }) => message)]);
      const named = [...said.matchAll(/`([a-z_]+)`/g)].map(([, argument = '']) => argument);
      const unknown = named.filter((argument) => !known.has(argument) && !NO_ARGUMENTS.has(argument));
      expect(unknown, said.slice(0, 600)).toEqual([]);
      expect(Object.keys(next ?? {}).filter((argument) => !known.has(argument))).toEqual([]);
    }
  });

  test('and each operation had it as its answer', async () => {
    const asked = new Set((await shop.control.requests()).map(({ operationId }) => operationId));
    expect([...asked].sort()).toEqual(reads.map(([, id]) => id).sort());
  });
});

const tooLarge = async (name: ToolName, given: object) => {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token);
  await shop.control.fault({ kind: 'status', status: 200, body: large });
  const { structuredContent } = (await callTool(name, { ...given }, caller, quietly())) as {
    structuredContent: { error: { what_to_do: string } };
  };
  await shop.control.clearFaults();
  return structuredContent.error.what_to_do;
};

test('of an answer that was too large', async () => {
  expect(await tooLarge('list_orders', {})).toMatch(
    /^Ask for a smaller `limit`, a shorter time \(`created_after`, `created_before`\) or some only, by `product_id`, /,
  );
  expect(await tooLarge('get_customer', { customer_id: SEED.customer })).toContain('no way to ask for less');
  expect(await tooLarge('export_customers', {})).toContain('no way to ask for less');
  expect(await tooLarge('export_orders', {})).toMatch(/`created_after`, `created_before`/);
});
