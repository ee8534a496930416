import { createRequire } from 'node:module';
import type * as Sdk from '@modelcontextprotocol/server';
import { specTypeSchemas } from '@modelcontextprotocol/server';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as late from '../../../src/mcp/late-zod.ts';

// What is imported here is the SDK with our zod, as in the Worker; what is required, with its own.
vi.mock('zod/v4', () => import('../../../src/mcp/late-zod.ts'));
const ours = specTypeSchemas as unknown as Record<string, z.ZodType>;
const its = (createRequire(import.meta.url)('@modelcontextprotocol/server') as typeof Sdk)
  .specTypeSchemas as unknown as typeof ours;

const NAMES = Object.keys(its);
const META = { progressToken: 1, 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
const TEXT = { type: 'text', text: 'a', annotations: { audience: ['user'], priority: 2 } };
/** Right for some of the schemas, and wrong for most. */
const VALUES = [
  undefined,
  null,
  0,
  'https://example.com/a',
  [TEXT],
  {},
  TEXT,
  { content: [TEXT, { type: 'image', data: 'AA==' }], structuredContent: [], _meta: META },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'a', arguments: { b: 1 }, _meta: META } },
  { jsonrpc: '2.0', id: 1.5, method: 'initialize', params: {}, more: true },
  { jsonrpc: '2.0', id: 'a', result: { tools: [], ttlMs: -1 } },
  {
    method: 'initialize',
    params: { protocolVersion: '1', capabilities: { elicitation: {} }, clientInfo: { name: 'a' } },
  },
  {
    name: 'a',
    version: '1',
    uri: 'no',
    url: 'javascript:alert(1)',
    mimeType: 'text/plain',
    inputSchema: { type: 'object' },
  },
  { redirect_uris: ['javascript:alert(1)'], issuer: 'https://example.com', token_endpoint: 'x', access_token: 'a' },
];

test('there are all of them', () => {
  expect(NAMES.length).toBeGreaterThan(100);
  expect(Object.keys(ours)).toEqual(NAMES);
});

test.each(NAMES)('%s is the same schema', (name) => {
  const [our, their] = [ours[name], its[name]] as [z.ZodType, z.ZodType];
  expect(our).not.toBe(their);
  for (const io of ['input', 'output'] as const) {
    const options = { io, unrepresentable: 'any' } as const;
    // A copy, as one that names itself is named otherwise when it is the outermost.
    expect(z.toJSONSchema(our.clone(), options)).toEqual(z.toJSONSchema(their.clone(), options));
  }
  for (const value of VALUES) expect(outcome(our, value)).toEqual(outcome(their, value));
});

test('a schema is built when it is used', () => {
  const read = vi.fn(() => 'not so');
  const params = Object.defineProperty({}, 'error', { get: read, enumerable: true });
  z.string(params);
  expect(read).toHaveBeenCalled();
  read.mockClear();
  const schema = late.object({ a: late.string(params).optional() }).extend({ b: late.number() });
  expect(Object.keys(schema.shape)).toEqual(['a', 'b']);
  expect(read).not.toHaveBeenCalled();
  expect(schema.safeParse({ a: 1, b: 1 }).error?.issues).toMatchObject([{ path: ['a'], message: 'not so' }]);
});

function outcome(schema: z.ZodType, value: unknown) {
  const { success, data, error } = schema.safeParse(value);
  return success ? { data } : { issues: error.issues };
}

test('the fields of an object are known, however it was made', () => {
  const one = late.object({ a: late.string(), b: late.number() });
  const other = late.looseObject({ c: late.iso.date() });
  const shapes = [one.extend({ c: late.any() }), one.pick({ a: true }), one.merge(other), one.describe('text').loose()];
  expect(shapes.map(({ shape }) => Object.keys(shape))).toEqual([['a', 'b', 'c'], ['a'], ['a', 'b', 'c'], ['a', 'b']]);
});

test('what takes nothing is made once', () => {
  expect(late.string()).toBe(late.string());
  expect(late.string().optional()).toBe(late.string().optional());
  expect(late.string().min(1)).not.toBe(late.string().min(2));
  expect([late.string().min(1), late.string()].map((schema) => schema.safeParse('').success)).toEqual([false, true]);
});
