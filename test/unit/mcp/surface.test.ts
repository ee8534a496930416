import { describe, expect, test } from 'vitest';
import { defaultTools, toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { AddressError } from '../../../src/mcp/address.ts';
import { surfaceOf } from '../../../src/mcp/surface.ts';

const surface = (query: string) => surfaceOf(new URL(`https://example.com/mcp${query}`));
const listed = (query: string) => surface(query).listed.map(({ name }) => name);
const membersOf = (...names: string[]) =>
  Object.entries(tools).flatMap(([name, { toolset }]) => (names.includes(toolset) ? [name] : []));

describe('what an address asks for', () => {
  test.each(['', '?', '?toolsets=', '?toolsets=,', '?other=1'])(
    'nothing (%j): the default tools, and all can be called',
    (query) => {
      expect(listed(query)).toEqual([...defaultTools]);
      for (const name of Object.keys(tools)) expect(surface(query).isCallable(name), name).toBe(true);
      expect(surface(query).isCallable('list_unicorns')).toBe(false);
      expect(surface(query).isCallable('constructor')).toBe(false);
    },
  );

  const table: [string, string[]][] = [
    ['?toolsets=all', toolList.map(({ name }) => name)],
    ['?toolsets=webhooks,all', toolList.map(({ name }) => name)],
    ['?toolsets=products', membersOf('products')],
    ['?toolsets=orders,products', membersOf('products', 'orders')],
    ['?toolsets=orders&toolsets=products', membersOf('products', 'orders')],
    ['?toolsets=%20Products%20,', membersOf('products')],
    ['?toolsets=default', [...defaultTools]],
    ['?toolsets=default,webhooks', [...defaultTools, ...membersOf('webhooks')]],
  ];
  test.each(table)('%s', (query, want) => {
    expect(listed(query).sort()).toEqual([...want].sort());
    const order = toolList.map(({ name }) => name).filter((name) => want.includes(name));
    expect(listed(query)).toEqual(order);
    for (const name of Object.keys(tools)) expect(surface(query).isCallable(name), name).toBe(want.includes(name));
  });

  test('every toolset has tools', () => {
    for (const { name } of toolsets) expect(listed(`?toolsets=${name}`).length, name).toBeGreaterThan(0);
  });

  test.each(['?toolsets=product', '?toolsets=products,nope', '?toolsets=constructor'])('%s is a mistake', (query) => {
    expect(() => surface(query)).toThrow(AddressError);
    expect(() => surface(query)).toThrow(/There is no toolset ".*"\. The toolsets are products, .*, default, all\.$/);
  });

  test.each(['?toolset=products', '?Toolsets=products', '?toolsets[]=products'])(
    '%s is no silent "everything"',
    (query) => {
      expect(() => surface(query)).toThrow(AddressError);
      expect(() => surface(query)).toThrow(/means nothing here\. Write \?toolsets=…$/);
    },
  );
});
