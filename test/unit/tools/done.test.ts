import type { CallToolResult } from '@modelcontextprotocol/server';
import { beforeEach, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { apiDocument } from '../../../simulator/document.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';
import { argumentsFor } from './arguments-for.ts';

const shop = openShop();
beforeEach(() => shop.control.reset());

/** The structure of a result, which its text repeats. */
async function call(name: ToolName, given: Record<string, unknown>) {
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token);
  const result = (await callTool(name, given, caller, quietly())) as CallToolResult;
  const [first] = result.content;
  expect(first?.type === 'text' && JSON.parse(first.text)).toEqual(result.structuredContent);
  return result.structuredContent as Record<string, unknown>;
}

const withoutBody = new Set(
  apiDocument().operations.flatMap(({ id, success }) => (success.schema || success.csv ? [] : [id])),
);
const empty = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.operations
    .filter(({ id, answer }) => withoutBody.has(id) || answer.kind === 'empty')
    .map((operation): [string, Tool, Operation] => [name, tool, operation]),
);

test.each(empty)('%s says what it did, and to what', async (name, tool, operation) => {
  const [given = {}] = argumentsFor(operation);
  const { params } = readArguments(tool, given);
  const told = await call(name as ToolName, given);
  expect(told).toEqual({ done: tool.done, ...params });
  expect(told.done).toMatch(/^[A-Z].*\.$/);
});

test('get_receipt says to ask again, and then has the link', async () => {
  const order = { order_id: SEED.order };
  await shop.control.change('orders', SEED.order, { receipt_number: 'R-1' });
  expect(await call('get_receipt', order)).toEqual({ done: tools.get_receipt.done, ...order });
  await shop.control.advance(60);
  expect(await call('get_receipt', order)).toMatchObject({ url: expect.stringContaining('?signature=') });
});
