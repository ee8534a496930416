import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultTools, toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { createPolicy, isPolarTool, TOOL_NAMES } from '../../../src/policy/policy.ts';
import {
  AddressError,
  type Restriction,
  readToolNames,
  readToolsets,
  restrictionOfAddress,
  restrictionOfHeaders,
} from '../../../src/policy/restriction.ts';

const DISCOVERY = ['search_tools', 'describe_tools', 'call_read_tool', 'call_write_tool'];
const ALL_SCOPES = [...new Set(Object.values(tools).flatMap(({ scopes }) => scopes.flat()))];
const READ_SCOPES = toolsets.flatMap(({ read }) => read);

const ofAddress = (address: string) => restrictionOfAddress(new URL(`https://example.com/mcp${address}`));
const policyOf = (address: string, headers: Record<string, string> = {}, granted?: string[]) =>
  createPolicy([ofAddress(address), restrictionOfHeaders(new Headers(headers))], granted);
const listed = (address: string, headers = {}, granted?: string[]) =>
  policyOf(address, headers, granted).listed.map(({ name }) => name);
const callable = (address: string, headers = {}, granted?: string[]) => {
  const { refusal } = policyOf(address, headers, granted);
  return TOOL_NAMES.filter((name) => !refusal(name));
};
const membersOf = (...names: string[]) =>
  TOOL_NAMES.filter((name) => isPolarTool(name) && names.includes(tools[name].toolset));
const reading = TOOL_NAMES.filter((name) =>
  isPolarTool(name) ? tools[name].risk === 'read' : name !== 'call_write_tool',
);
const own = TOOL_NAMES.filter((name) => !isPolarTool(name));

describe('what a request may see and call', () => {
  /** The tools of toolsets, and the tool that is in every list but that of the four. */
  const of = (...names: string[]) => [...membersOf(...names), 'get_connection'];
  type Case = { sees: readonly string[]; calls: readonly string[] };
  const table: [string, Record<string, string>, Case][] = [
    ['', {}, { sees: [...defaultTools, ...DISCOVERY], calls: TOOL_NAMES }],
    ['?other=1', {}, { sees: [...defaultTools, ...DISCOVERY], calls: TOOL_NAMES }],
    [
      '?toolsets=all',
      {},
      {
        sees: [...membersOf(...toolsets.map(({ name }) => name)), 'get_connection', 'list_recent_writes', 'get_change'],
        calls: TOOL_NAMES,
      },
    ],
    ['?toolsets=discovery', {}, { sees: DISCOVERY, calls: TOOL_NAMES }],
    ['?toolsets=default', {}, { sees: defaultTools, calls: [...defaultTools, ...own] }],
    ['?toolsets=default,discovery', {}, { sees: [...defaultTools, ...DISCOVERY], calls: TOOL_NAMES }],
    ['?toolsets=products', {}, { sees: of('products'), calls: [...membersOf('products'), ...own] }],
    [
      '?toolsets=%20Orders%20,products,',
      {},
      { sees: of('products', 'orders'), calls: [...membersOf('products', 'orders'), ...own] },
    ],
    ['?toolsets=products,discovery', {}, { sees: [...of('products'), ...DISCOVERY], calls: TOOL_NAMES }],
    [
      '?read_only=true',
      {},
      { sees: [...defaultTools, ...DISCOVERY].filter((name) => reading.some((n) => n === name)), calls: reading },
    ],
    [
      '?read_only',
      {},
      { sees: [...defaultTools, ...DISCOVERY].filter((name) => reading.some((n) => n === name)), calls: reading },
    ],
    ['?read_only=false', {}, { sees: [...defaultTools, ...DISCOVERY], calls: TOOL_NAMES }],
    ['/readonly?toolsets=all', {}, { sees: reading.filter((name) => !DISCOVERY.includes(name)), calls: reading }],
    ['/readonly?read_only=false&toolsets=discovery', {}, { sees: DISCOVERY.slice(0, 3), calls: reading }],
    [
      '?toolsets=refunds&exclude=create_refund',
      {},
      {
        sees: of('refunds').filter((n) => n !== 'create_refund'),
        calls: [...membersOf('refunds'), ...own].filter((n) => n !== 'create_refund'),
      },
    ],
    [
      '?toolsets=discovery&exclude=call_write_tool&exclude=get_order',
      {},
      { sees: DISCOVERY.slice(0, 3), calls: TOOL_NAMES.filter((n) => n !== 'call_write_tool' && n !== 'get_order') },
    ],
    ['', { 'X-MCP-Toolsets': 'files' }, { sees: of('files'), calls: [...membersOf('files'), ...own] }],
    [
      '',
      { 'X-MCP-Readonly': 'TRUE' },
      { sees: [...defaultTools, ...DISCOVERY].filter((name) => reading.some((n) => n === name)), calls: reading },
    ],
    [
      '?toolsets=products,files',
      { 'X-MCP-Toolsets': 'files,orders' },
      { sees: of('files'), calls: [...membersOf('files'), ...own] },
    ],
    [
      '?toolsets=products',
      { 'X-MCP-Toolsets': 'discovery' },
      { sees: DISCOVERY, calls: [...membersOf('products'), ...own] },
    ],
    [
      '?toolsets=discovery',
      { 'X-MCP-Toolsets': 'products' },
      { sees: of('products'), calls: [...membersOf('products'), ...own] },
    ],
    [
      '?read_only=true',
      { 'X-MCP-Readonly': 'false' },
      { sees: [...defaultTools, ...DISCOVERY].filter((name) => reading.some((n) => n === name)), calls: reading },
    ],
  ];
  test.each(table)('%s %o', (address, headers, { sees, calls }) => {
    const inOrder = (names: readonly string[]) => TOOL_NAMES.filter((name) => names.includes(name));
    expect(listed(address, headers)).toEqual(inOrder(sees));
    expect(callable(address, headers)).toEqual(inOrder(calls));
  });

  test('what the connection was granted', () => {
    expect(callable('', {}, ['products:read'])).toEqual([
      ...['list_products', 'get_product'],
      ...own.filter((name) => name !== 'call_write_tool'),
    ]);
    const { refusal } = policyOf('', {}, READ_SCOPES);
    expect(refusal('create_refund')).toEqual({
      reason: 'this connection lacks the permission refunds:write',
      lacking: ['refunds:write'],
    });
    // A permission can't give a restricted tool back, so nobody is asked for one.
    expect(policyOf('?exclude=create_refund', {}, READ_SCOPES).refusal('create_refund')).toEqual({
      reason: 'this address leaves it out',
      lacking: [],
      by: 'this address',
    });
    expect(refusal('call_write_tool')?.reason).toBe('there is no change that this connection may make');
  });

  test('every toolset has tools, and every tool is in one', () => {
    for (const { name } of toolsets) expect(listed(`?toolsets=${name}`).length, name).toBeGreaterThan(0);
    expect(toolsets.flatMap(({ tools }) => tools)).toEqual(toolList.map(({ name }) => name));
  });
});

describe('mistakes', () => {
  const toolsetNames = [...toolsets.map(({ name }) => name), 'discovery', 'default', 'all'].join(', ');
  test.each<[string, Record<string, string>, string]>([
    [
      '?toolsets=product',
      {},
      `There is no toolset "product". Did you mean products? The toolsets are ${toolsetNames}.`,
    ],
    ['?toolsets=products,nope,constructor', {}, `There is no toolset "nope", "constructor".`],
    [
      '?exclude=create_refunds',
      {},
      'There is no tool "create_refunds". Did you mean create_refund? The tools are list_products, ',
    ],
    ['?read_only=yes', {}, 'read_only is "yes", and must be true or false.'],
    ['?toolset=products', {}, '"toolset" means nothing here. Write ?toolsets=…'],
    ['?Toolsets=products', {}, '"Toolsets" means nothing here. Write ?toolsets=…'],
    ['?toolsets[]=products', {}, '"toolsets[]" means nothing here. Write ?toolsets=…'],
    ['?readonly=true', {}, '"readonly" means nothing here. Write ?read_only=…'],
    ['?readOnly=true', {}, '"readOnly" means nothing here. Write ?read_only=…'],
    ['?read-only', {}, '"read-only" means nothing here. Write ?read_only=…'],
    ['?excludes=create_refund', {}, '"excludes" means nothing here. Write ?exclude=…'],
    ...['organisation', 'organizations', 'organization_id', 'Organization', 'org', 'org_id', 'orgId', 'org-slug'].map(
      (name): [string, Record<string, string>, string] => [
        `?${name}=acme`,
        {},
        `"${name}" means nothing here. Write ?organization=…`,
      ],
    ),
    ['', { 'X-MCP-Org-Id': 'acme' }, '"x-mcp-org-id" means nothing here. Write ?organization=…'],
    ['', { 'X-MCP-Organization': 'acme' }, '"x-mcp-organization" means nothing here. Write ?organization=…'],
    ['?tools=products', {}, '"tools" means nothing here. Write ?toolsets=…'],
    ['?toolsets=products&amp;read_only=true', {}, '"amp;read_only" means nothing here. Write ?read_only=…'],
    ['', { 'X-MCP-Tools': 'products' }, '"x-mcp-tools" means nothing here. Write x-mcp-toolsets'],
    ['?exclude_tools=create_refund', {}, '"exclude_tools" means nothing here. Write ?exclude=…'],
    ['?toolsets=', {}, 'No toolset is named. Name one, or leave the setting out.'],
    ['?toolsets', {}, 'No toolset is named.'],
    ['?toolsets=%20,%20,', {}, 'No toolset is named.'],
    ['?exclude=', {}, 'No tool is named. Name one, or leave the setting out.'],
    ['?exclude=%09', {}, 'No tool is named.'],
    ['?exclude=create_refund&exclude=', {}, 'No tool is named.'],
    ['', { 'X-MCP-Toolsets': '' }, 'No toolset is named.'],
    ['', { 'X-MCP-Toolsets': ', ,' }, 'No toolset is named.'],
    ['?toolsets=&toolsets=products', {}, '"toolsets" stands twice in the address.'],
    ['?read_only=&read_only=false', {}, '"read_only" stands twice in the address.'],
    ['?toolsets=orders&toolsets=products', {}, '"toolsets" stands twice in the address.'],
    ['?read_only=true&read_only=false', {}, '"read_only" stands twice in the address.'],
    ['', { 'X-MCP-Toolsets': 'product' }, 'There is no toolset "product".'],
    ['', { 'X-MCP-Readonly': 'on' }, 'X-MCP-Readonly is "on", and must be true or false.'],
    ['', { 'X-MCP-Read-Only': 'true' }, '"x-mcp-read-only" means nothing here. Write x-mcp-readonly'],
    ['', { 'X-MCP-Toolset': 'products' }, '"x-mcp-toolset" means nothing here. Write x-mcp-toolsets'],
    ['', { 'X-MCP-Exclude-Tools': 'create_refund' }, '"x-mcp-exclude-tools" means nothing here. Write ?exclude=…'],
    [
      '?toolsets=products',
      { 'X-MCP-Toolsets': 'orders' },
      'No tool is left: this address is for the toolsets products; a header of this request is for the toolsets orders.',
    ],
  ])('%s %o', (address, headers, message) => {
    expect(() => policyOf(address, headers)).toThrow(AddressError);
    expect(() => policyOf(address, headers)).toThrow(message);
  });

  test.each(['x'.repeat(100_000), '🙂', '__proto__', 'constructor', "'; drop table tools; --"])(
    'rubbish is named, briefly',
    (text) => {
      expect(() => readToolsets(text)).toThrow(AddressError);
      expect(() => readToolNames(text)).toThrow(/^.{1,200}The tools are list_products, /s);
    },
  );
});

describe('restrictions only add up', () => {
  /** Each run tries other cases. */
  const RUNS = 2000;
  const toolset = fc.constantFrom(...toolsets.map(({ name }) => name), 'discovery', 'default', 'all');
  const some = { maxLength: 4 };
  const restriction: fc.Arbitrary<Restriction> = fc.record({
    by: fc.constantFrom<Restriction['by']>('this server', 'this address', 'a header of this request'),
    readOnly: fc.boolean(),
    toolsets: fc.array(toolset, some),
    exclude: fc.array(fc.constantFrom(...TOOL_NAMES), some),
  });
  const granted = fc.option(fc.subarray(ALL_SCOPES), { nil: undefined });

  /** The tools that can be called; none if nothing is left. */
  function reach(restrictions: readonly Restriction[], scopes: readonly string[] | undefined): Set<string> {
    try {
      const { refusal, listed } = createPolicy(restrictions, scopes);
      const names = new Set<string>(TOOL_NAMES.filter((name) => !refusal(name)));
      // Every listed tool can be called.
      expect(listed.filter(({ name }) => !names.has(name))).toEqual([]);
      return names;
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      return new Set();
    }
  }

  const isWithin = (small: Set<string>, large: Set<string>) => [...small].every((name) => large.has(name));

  test(`one more, by whomever, never lets more be called (${RUNS} cases)`, () => {
    fc.assert(
      fc.property(fc.array(restriction, some), restriction, fc.nat(4), granted, (before, more, at, scopes) => {
        const after = reach(before.toSpliced(at, 0, more), scopes);
        fc.pre(after.size > 0);
        expect(isWithin(after, reach(before, scopes))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test(`a tool more to leave out, or reading alone, in any of them (${RUNS} cases)`, () => {
    const tool = fc.constantFrom(...TOOL_NAMES);
    fc.assert(
      fc.property(
        fc.array(restriction, { ...some, minLength: 1 }),
        fc.nat(3),
        tool,
        granted,
        (before, i, name, scopes) => {
          const change = (with_: Partial<Restriction>) =>
            before.map((one, at) => (at === i % before.length ? { ...one, ...with_ } : one));
          const { exclude } = before[i % before.length] as Restriction;
          const without = reach(change({ exclude: [...exclude, name] }), scopes);
          expect(without.has(name)).toBe(false);
          expect(isWithin(without, reach(before, scopes))).toBe(true);
          expect(isWithin(reach(change({ readOnly: true }), scopes), reach(before, scopes))).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test(`a permission less (${RUNS} cases)`, () => {
    fc.assert(
      fc.property(fc.array(restriction, some), fc.subarray(ALL_SCOPES), fc.nat(), (restrictions, scopes, i) => {
        const fewer = scopes.toSpliced(scopes.length === 0 ? 0 : i % scopes.length, 1);
        expect(isWithin(reach(restrictions, fewer), reach(restrictions, scopes))).toBe(true);
        expect(isWithin(reach(restrictions, scopes), reach(restrictions, undefined))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test(`as text: whatever is appended to an address, or sent as a header (${RUNS} cases)`, () => {
    const part = fc.oneof(
      fc.array(toolset, { ...some, minLength: 1 }).map((names) => `toolsets=${names.join(',')}`),
      fc.constantFrom('read_only=true', 'read_only=false', 'read_only'),
      fc.array(fc.constantFrom(...TOOL_NAMES), some).map((names) => `exclude=${names.join(',')}`),
    );
    const reachOf = (path: string, parts: string[], headers: Record<string, string>) => {
      try {
        return reach([ofAddress(`${path}?${parts.join('&')}`), restrictionOfHeaders(new Headers(headers))], undefined);
      } catch (error) {
        if (!(error instanceof AddressError)) throw error;
        return new Set<string>();
      }
    };
    fc.assert(
      fc.property(fc.array(part, some), part, toolset, fc.boolean(), (before, more, name, flag) => {
        const alone = reachOf('', before, {});
        const after = reachOf('', [...before, more], {});
        fc.pre(after.size > 0);
        expect(isWithin(after, alone), more).toBe(true);
        expect(isWithin(reachOf('/readonly', before, {}), alone)).toBe(true);
        const headers = { 'X-MCP-Toolsets': name, 'X-MCP-Readonly': String(flag) };
        expect(isWithin(reachOf('', before, headers), alone)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('with permissions to read alone nothing can be changed, whatever else is said', () => {
    fc.assert(
      fc.property(fc.array(restriction, some), fc.subarray(READ_SCOPES), (restrictions, scopes) => {
        const changes = [...reach(restrictions, scopes)].filter((name) => !reading.some((other) => other === name));
        expect(changes).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
