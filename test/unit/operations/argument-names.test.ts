import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { CallError } from '../../../src/errors.ts';
import { withOwnNames } from '../../../src/operations/argument-names.ts';

const id = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const other = '00000000-0000-4000-8000-000000000000';

const named = (tool: ToolName, given: Record<string, unknown>) => withOwnNames((tools[tool] as Tool).aliases, given);

describe('a name that can mean one argument alone', () => {
  test.each<[ToolName, Record<string, unknown>, Record<string, unknown>]>([
    ['get_meter', { meter_id: id }, { id }],
    ['get_meter_quantities', { id, interval: 'day' }, { meter_id: id, interval: 'day' }],
    ['get_organization', { id }, { organization_id: id }],
    ['get_customer', { id }, { customer_id: id }],
    ['get_customer', { external_id: 'c-1' }, { external_customer_id: 'c-1' }],
    ['get_customer', { customer_external_id: 'c-1' }, { external_customer_id: 'c-1' }],
    ['get_order', { order_id: id }, { id }],
    ['get_invoice', { id }, { order_id: id }],
    ['update_product', { product_id: id, name: 'Pro' }, { id, name: 'Pro' }],
    ['set_product_benefits', { id, benefit_ids: [id] }, { product_id: id, benefits: [id] }],
    ['get_webhook_endpoint', { webhook_endpoint_id: id }, { id }],
    ['reset_webhook_secret', { id }, { endpoint_id: id }],
    ['redeliver_webhook_event', { event_id: id }, { id }],
    ['get_license_key_activation', { license_key_id: id, id: other }, { license_key_id: id, activation_id: other }],
    ['list_benefits', { benefit_id: [id] }, { id: [id] }],
    ['list_files', { file_id: [id] }, { ids: [id] }],
    ['create_checkout', { product_id: id }, { products: id }],
    ['update_checkout_link', { checkout_link_id: id, product_ids: [id] }, { id, products: [id] }],
    ['list_orders', { customer_external_id: 'c-1' }, { external_customer_id: 'c-1' }],
    ['get_product', { id, product_id: id }, { id }],
    ['get_product', { id: null, product_id: id }, { id }],
    ['get_product', { id, product_id: null }, { id }],
  ])('%s %j', (tool, given, want) => {
    expect(named(tool, given)).toEqual(want);
  });

  test.each<[ToolName, Record<string, unknown>]>([
    // The id of the customer, which changes, is another than the one that it gets.
    ['update_customer', { external_id: 'c-2', customer_id: id }],
    // A list of ids that is replaced: one more, or only this one?
    ['update_checkout_link', { id, product_id: id }],
    // Of the customer, or of the member?
    ['get_member', { id }],
    // Two different ids.
    ['complete_file_upload', { file_id: id, id: 'upload' }],
    ['list_orders', { id }],
    ['get_order', JSON.parse(`{"id":"${id}","__proto__":{"a":1},"constructor":1}`)],
  ])('%s %j stays as it is', (tool, given) => {
    expect(named(tool, given)).toBe(given);
  });

  test('is refused beside another value', () => {
    expect(() => named('get_product', { product_id: other, id })).toThrow(CallError);
    try {
      named('get_product', { product_id: other, id });
    } catch (error) {
      expect((error as CallError).fields).toEqual([
        { path: 'product_id', message: 'It means id, which came with another value: give id alone' },
      ]);
    }
  });

  test('is no argument of the tool, and leads to one', () => {
    let count = 0;
    for (const [name, { aliases = {}, byEmail }] of Object.entries<Tool>(tools)) {
      const properties = toolList.find((listed) => listed.name === name)?.inputSchema.properties ?? {};
      for (const [alias, argument] of Object.entries(aliases)) {
        expect(Object.hasOwn(properties, alias), `${name}.${alias}`).toBe(false);
        const isTaken = Object.hasOwn(properties, argument) || (argument === 'email' && byEmail === 'any');
        expect(isTaken, `${name}.${argument}`).toBe(true);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(90);
  });
});
