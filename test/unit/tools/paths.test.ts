import { afterEach, describe, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { createPolarClient } from '../../../src/polar/client.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { document } from '../../support/oracle.ts';
import { openShop } from '../../support/shop.ts';

const shop = openShop();
afterEach(() => shop.control.reset({ keepLogins: true }));

const { token } = DEFAULT_ORGANIZATION_TOKEN;
const ID = '0b0d7c5e-3a53-4a71-9a0e-7c1f3f1f0a01';

/** Texts that would ask Polar for another path, or for none. */
const ASTRAY = [
  '',
  '.',
  '..',
  '/',
  'a/members/b',
  '../b',
  'a/',
  '\\',
  '..\\b',
  'a\nb',
  'a\r\nb',
  '\t',
  '\0',
  '\u0085',
  'a\ud800',
  '\udc00a',
];
/** Texts that look like it, and are somebody's id. */
const HARMLESS = [
  '%2F',
  '%2e%2e',
  'a%2Fmembers%2Fb',
  '...',
  '.a',
  'a?b=c',
  'a#b',
  'a;b',
  'a b',
  ' ',
  'a+b@c.example',
  'é',
  '😀',
  '*',
  '{id}',
  'state',
  'members',
];

interface Parameter {
  operation: Operation;
  /** Polar's name for it, and the tool's. */
  name: string;
  argument: string;
}

/** Every parameter of a path, of all operations. */
const parameters: Parameter[] = Object.values<Tool>(tools).flatMap(({ operations }) =>
  operations.flatMap((operation) =>
    pathParametersOf(operation.id).map((name) => ({ operation, name, argument: operation.renamed?.[name] ?? name })),
  ),
);

function pathParametersOf(operationId: string): string[] {
  const path = document.operations.find(({ id }) => id === operationId)?.path ?? '';
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

const isFree = ({ operation, argument }: Parameter) => operation.params().shape[argument]?.safeParse('a').success;

const call = (operation: Operation, params: object) => {
  const deadline = Date.now() + 3000;
  const tokens = { current: async () => token, afterRefusal: async () => token };
  const polar = createPolarClient({ apiUrl: shop.simulator.url, tokens, deadline, signal: AbortSignal.timeout(3000) });
  return operation.call(polar, params as never, {} as never);
};
/** Parameters of a path that are right, but for one. */
const withOne = ({ operation, argument }: Parameter, text: string) => ({
  ...Object.fromEntries(pathParametersOf(operation.id).map((name) => [operation.renamed?.[name] ?? name, ID])),
  [argument]: text,
});

test('there are 80, and a dozen of them take any text', () => {
  expect(parameters).toHaveLength(80);
  expect(
    parameters
      .filter(isFree)
      .map(({ operation, argument }) => `${operation.id} ${argument}`)
      .sort(),
  ).toEqual([
    'customers:delete_external external_customer_id',
    'customers:get_external external_customer_id',
    'customers:get_state_external external_customer_id',
    'customers:list_payment_methods_external external_customer_id',
    'customers:members:create_external external_customer_id',
    'customers:members:delete_external external_customer_id',
    'customers:members:delete_external external_member_id',
    'customers:members:get_external external_customer_id',
    'customers:members:get_external external_member_id',
    'customers:members:update_external external_customer_id',
    'customers:members:update_external external_member_id',
    'customers:update_external external_customer_id',
  ]);
});

test('Polar reads an escaped slash before it looks for a route', async () => {
  const headers = { Authorization: `Bearer ${token}` };
  await fetch(`${shop.simulator.url}/v1/customers/external/A%2Fmembers%2FB`, { method: 'DELETE', headers });
  expect(await shop.control.requests()).toMatchObject([{ operationId: 'customers:members:delete_external' }]);
});

describe('no argument leads to another path', () => {
  test('by any schema', () => {
    for (const { operation, argument } of parameters) {
      const schema = operation.params().shape[argument];
      // Half a pair is refused in all arguments, before the schemas.
      for (const text of ASTRAY.filter((one) => one.isWellFormed())) {
        expect(schema?.safeParse(text).success, `${operation.id} ${argument} ${JSON.stringify(text)}`).toBe(false);
      }
    }
  });

  test('nor past the schemas', async () => {
    for (const parameter of parameters) {
      for (const text of ASTRAY) {
        await expect(call(parameter.operation, withOne(parameter, text)), JSON.stringify(text)).rejects.toMatchObject({
          code: 'invalid_arguments',
        });
      }
    }
    expect(await shop.control.requests()).toEqual([]);
  });
});

test.each(HARMLESS)('an id that only looks like it reaches its own operation: %j', async (text) => {
  for (const parameter of parameters.filter(isFree)) {
    await shop.control.clearRequests();
    await call(parameter.operation, withOne(parameter, text));
    const [asked, ...more] = await shop.control.requests();
    expect(asked?.operationId).toBe(parameter.operation.id);
    expect(more).toEqual([]);
  }
});

test.each(['a\ud800', 'a/members/b', '..', 'a\\b', 'a\nb'])(
  'a change by %j is refused, and not called unknown',
  async (text) => {
    const caller = callerAt(shop.simulator.url, token);
    const { structuredContent } = (await callTool(
      'delete_customer',
      { external_customer_id: text },
      caller,
      quietly(),
    )) as { structuredContent: { error: object } };
    expect(structuredContent.error).toMatchObject({
      code: 'invalid_arguments',
      message: 'These arguments are wrong; nothing was sent to Polar.',
      fields: [{ path: 'external_customer_id' }],
    });
    expect(await shop.control.requests()).toEqual([]);
  },
);
