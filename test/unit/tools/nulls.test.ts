import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { argumentsFor } from './arguments-for.ts';

type Arguments = Record<string, unknown>;

/** An advertised schema, as far as clients fill it in. */
interface Listed {
  type?: string;
  properties?: Record<string, Listed>;
  items?: Listed;
}

/** Some clients send null for each argument of the list that isn't given, at every level. */
function withNulls(schema: Listed, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withNulls(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null || !schema.properties) return value;
  const given = value as Arguments;
  const filledIn = Object.entries(schema.properties).map(([name, inner]): [string, unknown] => [
    name,
    Object.hasOwn(given, name) ? withNulls(inner, given[name]) : null,
  ]);
  return { ...given, ...Object.fromEntries(filledIn) };
}

/** What a call asks of Polar, and what it answers, at a Polar that has nothing. */
async function made(name: string, given: Arguments): Promise<unknown> {
  const sent: unknown[] = [];
  const nothing: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({ method: request.method, url: request.url, body: await request.text() });
    return Response.json({ error: 'ResourceNotFound', detail: 'Not found' }, { status: 404 });
  };
  const caller = callerAt('https://polar.test', 'token', { fetch: nothing });
  const { structuredContent } = (await callTool(name, given, caller, quietly())) as { structuredContent: unknown };
  return { sent, structuredContent };
}

/** A call with no argument that can be left out. */
function least(tool: Tool, given: Arguments): Arguments {
  const { id } = readArguments(tool, given).operation;
  const isEnough = (less: Arguments) => {
    try {
      return readArguments(tool, less).operation.id === id;
    } catch {
      return false;
    }
  };
  return Object.keys(given).reduce((left, name) => {
    const { [name]: _, ...less } = left;
    return isEnough(less) ? less : left;
  }, given);
}

const cases = toolList.flatMap(({ name, inputSchema }) =>
  ((tools as Record<string, Tool>)[name]?.operations ?? []).map((operation) => {
    const calls = argumentsFor(operation);
    const tool = (tools as Record<string, Tool>)[name] as Tool;
    const all = [...calls, ...calls.map((given) => least(tool, given))];
    return [name, operation.id, inputSchema as Listed, all] as const;
  }),
);

describe('null for every argument that is not given', () => {
  test('every operation is tried', () => {
    const operations = Object.values<Tool>(tools).flatMap((tool) => tool.operations);
    expect(cases).toHaveLength(operations.length);
  });

  test.each(cases)('%s, %s: the call does what it does without', async (name, _, schema, calls) => {
    expect(calls.length).toBeGreaterThan(0);
    for (const given of calls) {
      const filledIn = withNulls(schema, given) as Arguments;
      expect(await made(name, filledIn), JSON.stringify(filledIn)).toEqual(await made(name, given));
    }
  });

  test.each<[string, Arguments]>([
    ['list_recent_writes', { limit: null }],
    ['search_tools', { words: 'refund', toolset: null }],
    ['describe_tools', { names: 'create_refund' }],
    ['call_read_tool', { name: 'list_organizations', arguments: null }],
    ['call_read_tool', { name: 'list_orders', arguments: '{"limit":"5","page":null}' }],
  ])('%s %o, a tool of this server itself', async (name, given) => {
    const answer = (await made(name, given)) as { structuredContent: { error?: { code: string } } };
    expect(answer.structuredContent.error?.code).not.toBe('invalid_arguments');
  });
});
