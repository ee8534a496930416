import { describe, expect, test } from 'vitest';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { didYouMeanTool } from '../../../src/mcp/tool-names.ts';

describe('a name that no tool has', () => {
  test.each([
    ['list_order', 'list_orders'],
    ['get_orders', 'list_orders'],
    ['search_customers', 'list_customers'],
    ['fetch_customer', 'get_customer'],
    ['getCustomerState', 'get_customer_state'],
    ['customer_state_get', 'get_customer_state'],
    ['polar-get-order', undefined],
    ['add_discount', 'create_discount'],
    ['edit_product', 'update_product'],
    ['create_prodcut', 'create_product'],
    ['refund', undefined],
    ['cancel_subscription', undefined],
    ['delete_customers', undefined],
    ['remove_customer', undefined],
    ['create_refunds', undefined],
    ['accept_disputes', undefined],
    ['constructor', undefined],
  ])('%s means %s', (name, want) => {
    expect(didYouMeanTool(name)).toBe(want === undefined ? '' : ` Did you mean ${want}?`);
  });

  test('never leads to a tool that moves money or can’t be undone', () => {
    const verbs = [
      'get',
      'list',
      'create',
      'update',
      'remove',
      'delete',
      'cancel',
      'revoke',
      'add',
      'edit',
      'set',
      'reset',
    ];
    let suggestions = 0;
    for (const tool of Object.keys(tools)) {
      const [, ...noun] = tool.split('_');
      const camel = tool.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const slips = Array.from(tool, (_, i) => tool.slice(0, i) + tool.slice(i + 1));
      const otherVerbs = verbs.map((verb) => [verb, ...noun].join('_'));
      for (const name of [camel, `${tool}s`, tool.toUpperCase(), noun.join('_'), ...slips, ...otherVerbs]) {
        const [, meant] = / Did you mean (.*)\?$/.exec(didYouMeanTool(name)) ?? [];
        if (meant === undefined) continue;
        suggestions += 1;
        expect(['read', 'write', 'exposes'], `${name} → ${meant}`).toContain(tools[meant as ToolName].risk);
      }
    }
    expect(suggestions).toBeGreaterThan(1000);
  });
});
