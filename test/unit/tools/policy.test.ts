import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';

/** Clients decide by this what they let pass without asking. A change here is a change for every merchant. */
const MONEY = ['accept_dispute', 'create_refund', 'finalize_order', 'update_subscription'];

const named = (risk: string) =>
  Object.entries(tools)
    .filter(([, tool]) => tool.risk === risk)
    .map(([name]) => name)
    .sort();
/** With the protocol's defaults for those that aren't sent. */
const annotations = (name: string) => ({
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
  ...toolList.find((tool) => tool.name === name)?.annotations,
});

describe('risk', () => {
  test('moves money', () => {
    expect(named('money')).toEqual(MONEY);
  });

  test('gives others access, data or goods, by some of its arguments or by all', () => {
    expect(named('exposes')).toMatchInlineSnapshot(`
      [
        "assign_seat",
        "create_checkout",
        "create_checkout_link",
        "create_customer",
        "create_customer_portal_link",
        "create_discount",
        "create_free_subscription",
        "create_member",
        "create_webhook_endpoint",
        "update_benefit",
        "update_checkout",
        "update_checkout_link",
        "update_customer",
        "update_discount",
        "update_license_key",
        "update_member",
        "update_product",
        "update_webhook_endpoint",
      ]
    `);
  });

  test("can't be taken back", () => {
    expect(named('irreversible')).toMatchInlineSnapshot(`
      [
        "create_organization",
        "deactivate_license_key",
        "delete_benefit",
        "delete_checkout_link",
        "delete_custom_field",
        "delete_customer",
        "delete_discount",
        "delete_file",
        "delete_member",
        "delete_metric_dashboard",
        "delete_webhook_endpoint",
        "generate_invoice",
        "ingest_events",
        "reset_webhook_secret",
        "revoke_seat",
        "revoke_subscription",
        "set_product_benefits",
        "update_organization",
      ]
    `);
  });

  test('every GET only reads, and nothing else does', () => {
    for (const [name, { risk, operations }] of Object.entries(tools)) {
      for (const { id, call } of operations) {
        expect(risk === 'read', `${name} ${id}`).toBe(/polar\.GET\(/.test(String(call)));
      }
    }
  });

  test('decides what clients are told', () => {
    for (const [name, { risk, risks }] of Object.entries<Tool>(tools)) {
      const { readOnlyHint, destructiveHint, openWorldHint } = annotations(name);
      expect({ readOnlyHint, openWorldHint }, name).toEqual({ readOnlyHint: risk === 'read', openWorldHint: true });
      // The protocol gives it no meaning for a read.
      if (risk !== 'read') expect(destructiveHint, name).toBe(risk !== 'write' && !(risk === 'exposes' && risks));
    }
  });

  test('a write that must not be repeated says so', () => {
    for (const name of ['create_refund', 'update_subscription', 'update_product', 'reset_webhook_secret']) {
      expect(annotations(name).idempotentHint, name).toBe(false);
    }
    expect(annotations('set_product_benefits').idempotentHint).toBe(true);
  });
});
