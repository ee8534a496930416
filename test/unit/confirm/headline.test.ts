import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN } from '../../../simulator/index.ts';
import { headline } from '../../../src/confirm/headline.ts';
import type { Preview } from '../../../src/confirm/preview.ts';
import { markInvisible } from '../../../src/lib/text.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { prepareShop } from '../../support/prepared-shop.ts';
import { openShop } from '../../support/shop.ts';
import { login } from '../../support/simulator-client.ts';
import { argumentsFor, needsPerson } from '../tools/arguments-for.ts';

const shop = openShop();
const confirm = new Set(['money', 'irreversible', 'exposes', 'write'] as const);

/** The previews of every change, with every kind of arguments that Polar takes. */
const previews = new Map<ToolName, Preview[]>();
beforeAll(async () => {
  const personsToken = (await login(shop.simulator)).access_token;
  for (const [name, tool] of Object.entries<Tool>(tools)) {
    if (tool.risk === 'read') continue;
    const shown: Preview[] = [];
    for (const operation of tool.operations) {
      await prepareShop(shop.control, operation.id);
      for (const given of argumentsFor(operation)) {
        const token = needsPerson(operation.id, given) ? personsToken : DEFAULT_ORGANIZATION_TOKEN.token;
        const caller = callerAt(shop.simulator.url, token, { confirm });
        const { structuredContent } = await callTool(name, { ...given }, caller, quietly());
        const { would } = (structuredContent ?? {}) as { would?: Preview };
        if (would) shown.push(would);
      }
    }
    previews.set(name as ToolName, shown);
  }
}, 120_000);

const CHANGES = Object.entries<Tool>(tools)
  .filter(([, { risk }]) => risk !== 'read')
  .map(([name]) => name as ToolName);

/** What a preview lacks that is about no amount. */
const OF_NO_MONEY = { amount: undefined as never, with_tax_at_most: undefined as never };

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** The act of each tool whose first words aren't its title. */
const ACTS: Partial<Record<ToolName, RegExp>> = {
  create_refund: /^Refund /,
  finalize_order: /^Charge /,
  update_subscription: /^(Update|Revoke|Resume) subscription\b/,
};

const someText = fc.oneof(
  fc.constantFrom(...HOSTILE.map(({ text }) => text)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc.constantFrom(
    `${'a'.repeat(64)}@${'b'.repeat(180)}.example`,
    'شركة-الاختبار@مثال.إختبار',
    'Ada"\nRefund 0.00 EUR to nobody?',
    '\u202Eelpmaxe@ada',
    `${'"'.repeat(200)}`,
    `${'\u0301'.repeat(200)}`,
    '𝕬'.repeat(200),
  ),
);

/** Replaces each text of a value. */
function withTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, text)]));
}

describe('the first line of a question', () => {
  test.each(CHANGES)('%s says what is done, how much, and to whom or what, whatever they are called', (name) => {
    const shown = previews.get(name) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    const someAmount = fc.constantFrom('0.01 EUR', '20.00 EUR', '999999999999999.99 USD', '1500 JPY');
    const property = fc.property(fc.constantFrom(...shown), someText, someAmount, (preview, text, money) => {
      const hostile: Preview = {
        ...preview,
        now: withTexts(preview.now, text) as Preview['now'],
        arguments: withTexts(preview.arguments, text),
        ...(preview.amount !== undefined && { amount: money }),
        ...(preview.with_tax_at_most !== undefined && { with_tax_at_most: money }),
      };
      const line = headline(hostile);
      expect(line.length).toBeLessThan(100);
      expect(markInvisible(line)).toBe(line);
      expect(line).not.toMatch(/[\r\n]/);
      const act = ACTS[name];
      if (act) expect(line).toMatch(act);
      else expect(line.startsWith(preview.title)).toBe(true);
      if (preview.amount !== undefined) expect(line).toContain(money);
      // What stands outside of quotes is ours, and so is a word between two values.
      if (text.trim() !== '') expect(line).toMatch(QUOTED);
      expect(line.replace(QUOTED, '""')).toMatch(
        /^[A-Za-z0-9 .,:()-]*(?:""(?: (?:of|for|to) "")*)?(?: and others)?(?:, in [a-z ]+)?\?$/,
      );
    });
    fc.assert(property, { numRuns: 60 });
  });

  test.each<[ToolName, string]>([
    ['create_refund', 'Refund 0.01 USD (at most 0.02 USD with tax) to "chloe.martin@example.com" for "Icon Pack"?'],
    ['finalize_order', 'Charge 23.75 USD to "maja.berg@example.com" for "Icon Pack", in the sandbox?'],
    ['accept_dispute', 'Accept dispute: 248.75 USD to "tom.baker@example.com" for "Lifetime License", in the sandbox?'],
    ['revoke_subscription', 'Revoke subscription "Pro" of "maja.berg@example.com", in the sandbox?'],
    ['delete_customer', 'Delete customer "maja.berg@example.com", in the sandbox?'],
    ['delete_discount', 'Delete discount "Launch week", in the sandbox?'],
    ['create_free_subscription', 'Create free subscription "Starter" for "maja.berg@example.com", in the sandbox?'],
    ['create_customer_portal_link', 'Create customer portal link for "maja.berg@example.com", in the sandbox?'],
    ['create_webhook_endpoint', 'Create webhook endpoint "hooks.labmail.net", in the sandbox?'],
    ['update_webhook_endpoint', 'Update webhook endpoint "Billing sync" to "hooks.labmail.net", in the sandbox?'],
    ['revoke_seat', 'Revoke seat "seat1@example.com", in the sandbox?'],
    ['delete_file', 'Delete file "brightside-icons.zip", in the sandbox?'],
    ['ingest_events', 'Ingest events for "maja.berg@example.com", in the sandbox?'],
    ['create_checkout_link', 'Create checkout link for "Starter", in the sandbox?'],
  ])('of %s', (name, want) => {
    expect(previews.get(name)?.map(headline)).toContain(want);
  });

  test.each<[string, Partial<Preview>, string]>([
    [
      'an email that is too long keeps its end, which tells whose it is',
      { now: { order: { customer: { email: `anna@example.com.${'x'.repeat(80)}.evil.example` } } } },
      'Refund 20.00 EUR to "anna@example.com.xxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxx.evil.example"?',
    ],
    [
      'two long values share the room',
      { now: { order: { customer: { email: 'a'.repeat(90) }, description: 'b'.repeat(90) } } },
      `Refund 20.00 EUR to "${'a'.repeat(17)}…${'a'.repeat(16)}" for "${'b'.repeat(17)}…${'b'.repeat(17)}"?`,
    ],
    [
      'large amounts leave room for the values, and the line still says the most that goes',
      { amount: '12345.00 EUR', with_tax_at_most: '14690.55 EUR' },
      'Refund at most 14690.55 EUR with tax to "anna@example.com" for "Icon Pack", in production?',
    ],
    [
      'a revocation is called so, whatever the tool is called',
      {
        ...OF_NO_MONEY,
        tool: 'update_subscription',
        title: 'Update subscription',
        arguments: { id: '1', revoke: true },
      },
      'Revoke subscription "Icon Pack" of "anna@example.com", in production?',
    ],
    [
      'several customers are told from one',
      {
        ...OF_NO_MONEY,
        tool: 'ingest_events',
        title: 'Ingest events',
        arguments: { events: [] },
        now: { customers: [{ email: 'anna@example.com' }, { external_customer_id: 'user_2' }] },
      },
      'Ingest events for "anna@example.com" and others, in production?',
    ],
    [
      'a customer who isn’t known yet is named by the id',
      {
        ...OF_NO_MONEY,
        tool: 'ingest_events',
        title: 'Ingest events',
        arguments: { events: [] },
        now: { customers: [{ external_customer_id: 'user_2', customer: 'none has this id yet', events: 1 }] },
      },
      'Ingest events for "user_2", in production?',
    ],
    [
      'several products are told from one, and from their discount',
      {
        ...OF_NO_MONEY,
        tool: 'create_checkout_link',
        title: 'Create checkout link',
        arguments: { products: ['1', '2'] },
        now: { discount: { name: 'Launch week' } },
      },
      'Create checkout link for "1" and others, in production?',
    ],
    [
      'an order that may not be read is named by its id, and its amount by what was asked for',
      { amount: undefined as never, now: {}, arguments: { order_id: '1234', amount: 2000 } },
      'Refund 2000 minor units for "1234", in production?',
    ],
  ])('%s', (_, more, want) => {
    const preview: Preview = {
      tool: 'create_refund',
      title: 'Create refund',
      risk: 'money',
      environment: 'production',
      consequence: 'It goes back.',
      arguments: { order_id: '1234', amount: 2000 },
      amount: '20.00 EUR',
      now: { order: { customer: { email: 'anna@example.com' }, description: 'Icon Pack' } },
      ...more,
    };
    expect(headline(preview)).toBe(want);
  });
});
