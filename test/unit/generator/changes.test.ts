import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { ASKED_BY_DEFAULT } from '../../support/caller.ts';

describe('the reads around a change', () => {
  test.each([
    ['update_product', { tool: 'get_product', with: { id: 'id' } }],
    ['finalize_order', { tool: 'get_order', with: { id: 'order_id' } }],
    ['set_product_benefits', { tool: 'get_product', with: { id: 'product_id' } }],
    ['reset_webhook_secret', { tool: 'get_webhook_endpoint', with: { id: 'endpoint_id' } }],
    ['create_product', undefined],
  ] as const)('%s: what the path names', (name, target) => {
    const tool: Tool = tools[name];
    expect(tool.operations[0].target).toEqual(target);
  });

  test.each([
    ['update_product', { tool: 'get_product', with: { id: 'id' } }],
    ['create_refund', { tool: 'list_refunds', with: { order_id: 'order_id' } }],
    [
      'create_product',
      { tool: 'list_products', with: { organization_id: 'organization_id' }, given: { sorting: ['-created_at'] } },
    ],
  ] as const)('%s: what settles it', (name, read) => {
    const tool: Tool = tools[name];
    expect(tool.operations[0].settledBy).toEqual(read);
  });

  test('what no read settles says what to do', () => {
    const changes = Object.values<Tool>(tools).filter(({ risk }) => risk !== 'read');
    for (const { title, operations, whenLost } of changes) {
      const isSettled = operations.every(({ settledBy }) => settledBy !== undefined);
      expect(isSettled, title).toBe(whenLost === undefined);
    }
    expect(tools.start_file_upload.operations[0].settledBy).toBeUndefined();
  });

  test('of the same customer, by whichever id', () => {
    expect(tools.update_customer.operations.map(({ target }) => target?.with)).toEqual([
      { customer_id: 'customer_id' },
      { external_customer_id: 'external_customer_id' },
    ]);
  });

  test('each that may be asked for says what it means, and clients are shown how to say yes', () => {
    for (const [name, tool] of Object.entries<Tool>(tools)) {
      const isAsked = [
        tool.risk,
        ...Object.values(tool.risks ?? {}).flatMap((one) =>
          typeof one === 'string' ? one : Object.values(one).flat(),
        ),
      ].some((risk) => risk !== 'read' && ASKED_BY_DEFAULT.has(risk));
      const listed = toolList.find((other) => other.name === name);
      expect('confirm' in (listed?.inputSchema.properties ?? {}), name).toBe(isAsked);
      if (isAsked) expect(tool.consequence, name).toMatch(/^[A-Z].+\.$/s);
    }
  });
});
