import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import type { WriteRisk } from '../../../src/config/variables.ts';
import { instructions } from '../../../src/mcp/instructions.ts';
import { toolView } from '../../../src/mcp/tool-view.ts';
import { NO_ABILITIES } from '../../../src/operations/tool-request.ts';
import { LISTED_TOOLS } from '../../../src/policy/policy.ts';
import { ASKED_BY_DEFAULT, callerAt } from '../../support/caller.ts';

// The instructions, the tools' arguments and the questions must agree: if a model expects that a
// change waits for a yes, the first call must not make it.
test.each<[WriteRisk[], { asked: string | undefined; left: string | undefined; takes: Record<string, boolean> }]>([
  [
    ['money', 'irreversible', 'exposes'],
    {
      asked: 'moves money, cannot be undone or gives others access, data or goods',
      left: undefined,
      takes: { create_refund: true, delete_discount: true, update_discount: true, update_order: false },
    },
  ],
  [
    ['money', 'irreversible'],
    {
      asked: 'moves money or cannot be undone',
      left: 'gives others access, data or goods',
      takes: { create_refund: true, delete_discount: true, update_discount: false, update_product: true },
    },
  ],
  [
    ['money'],
    {
      asked: 'moves money',
      left: 'cannot be undone or gives others access, data or goods',
      takes: { create_refund: true, delete_discount: false, update_discount: false, update_product: false },
    },
  ],
  [
    ['irreversible'],
    {
      asked: 'cannot be undone',
      left: 'moves money or gives others access, data or goods',
      takes: { create_refund: false, delete_discount: true, update_subscription: true, update_product: true },
    },
  ],
  [
    ['write'],
    {
      asked: 'changes anything else',
      left: 'moves money, cannot be undone or gives others access, data or goods',
      takes: { create_refund: false, delete_discount: false, update_discount: true, update_subscription: true },
    },
  ],
  [
    ['money', 'irreversible', 'exposes', 'write'],
    {
      asked: 'moves money, cannot be undone, gives others access, data or goods or changes anything else',
      left: undefined,
      takes: { create_refund: true, delete_discount: true, update_order: true, list_products: false },
    },
  ],
  [
    [],
    {
      asked: undefined,
      left: 'moves money, cannot be undone or gives others access, data or goods',
      takes: { create_refund: false, delete_discount: false, update_discount: false, get_connection: false },
    },
  ],
])('where %j is asked for', (risks, { asked, left, takes }) => {
  const caller = callerAt('http://polar.invalid', '', { confirm: new Set(risks) });
  const text = instructions(caller);
  expect(/What (.+) waits for the person's yes/.exec(text)?.[1]).toBe(asked);
  expect(/Before anything that (.+) \(as/.exec(text)?.[1]).toBe(left);
  expect(countTokens(text)).toBeLessThan(400);
  const shown = LISTED_TOOLS.map((tool) => toolView(tool, caller));
  const given = Object.keys(takes).map((name) => {
    const schema = shown.find((tool) => tool.name === name)?.inputSchema as { properties: object };
    return [name, 'confirm' in schema.properties];
  });
  expect(Object.fromEntries(given)).toEqual(takes);
});

test.each([
  ['app', NO_ABILITIES, 'If the result holds a `confirm`, show'],
  ['app', { ...NO_ABILITIES, form: true }, 'If the result holds a `confirm`, show'],
  ['app', { ...NO_ABILITIES, views: true }, 'They alone approve it'],
  ['person', NO_ABILITIES, 'They alone approve it'],
  ['person', { ...NO_ABILITIES, views: true }, 'They alone approve it'],
] as const)('with CONFIRM_BY=%s, a client that can do %j hears how the yes comes', (confirmBy, abilities, words) => {
  const caller = callerAt('http://polar.invalid', '', { confirm: new Set(['money']), confirmBy });
  const text = instructions(caller, abilities);
  expect(text).toContain(words);
  expect(countTokens(text)).toBeLessThan(400);
});

test('with CONFIRM_BY=person, no tool lists the argument `confirm`', () => {
  const caller = callerAt('http://polar.invalid', '', { confirm: ASKED_BY_DEFAULT, confirmBy: 'person' });
  const shown = LISTED_TOOLS.map((tool) => toolView(tool, caller).inputSchema as { properties: object });
  expect(shown.filter(({ properties }) => 'confirm' in properties)).toEqual([]);
});
