import { beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { risksOf } from '../../../src/confirm/change.ts';
import { settlingRead } from '../../../src/confirm/reads.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import type { Caller } from '../../../src/operations/caller.ts';
import { parseCall, sendCall } from '../../../src/operations/operation-call.ts';
import { ASKED_BY_DEFAULT, callerAt, quietly } from '../../support/caller.ts';
import { prepareShop } from '../../support/prepared-shop.ts';
import { openShop } from '../../support/shop.ts';
import { login } from '../../support/simulator-client.ts';
import { argumentsFor, needsPerson } from '../tools/arguments-for.ts';

const shop = openShop();
let personsToken: string;
beforeAll(async () => {
  personsToken = (await login(shop.simulator)).access_token;
});

/** Replaces arguments whose form Polar accepts, but which it refuses in this shop. */
const POSSIBLE: Partial<Record<ToolName, (given: Record<string, unknown>) => Record<string, unknown>>> = {
  update_customer: ({ external_id: _, ...given }) => given,
  update_license_key: (given) => ({ ...given, ...(given.limit_usage !== undefined && { limit_usage: 5000 }) }),
  update_organization: ({ feature_settings: _, dispute_settings: __, ...given }) => given,
  update_product: ({ recurring_interval: _, recurring_interval_count: __, ...given }) => given,
  update_subscription: (given) => ({
    ...given,
    ...(given.seats !== undefined && { id: SEED.teamSubscription, seats: 4 }),
    ...(given.trial_end !== undefined && { trial_end: LATER }),
    ...(given.current_billing_period_end !== undefined && { current_billing_period_end: LATER }),
  }),
};
const LATER = '2099-01-01T00:00:00Z';

/** In the seeded shop, nothing is paused, and nothing is sold by units. */
const isImpossible = (given: Record<string, unknown>) => given.resume === true || given.units !== undefined;

const possible = (name: ToolName, all: Record<string, unknown>[]) =>
  all.map((given) => POSSIBLE[name]?.(given) ?? given).filter((given) => !isImpossible(given));

/** Every change, with every kind of arguments that Polar takes. */
const changes = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.risk === 'read'
    ? []
    : tool.operations.map(
        (operation) => [name as ToolName, operation.id, possible(name as ToolName, argumentsFor(operation))] as const,
      ),
);
const pure = callerAt('http://polar.invalid', '');
const asked = changes
  .map(
    ([name, id, all]) =>
      [name, id, all.filter((given) => risksOf(parseCall(name, given, pure))[0] !== 'write')] as const,
  )
  .filter(([, , all]) => all.length > 0);

function callerFor(id: string, given: Record<string, unknown>): Caller {
  const token = needsPerson(id, given) ? personsToken : DEFAULT_ORGANIZATION_TOKEN.token;
  return callerAt(shop.simulator.url, token, { confirm: ASKED_BY_DEFAULT });
}

const notGets = async () => (await shop.control.requests()).filter(({ method }) => method !== 'GET');

interface Shown {
  structuredContent?: { would?: { now: object; besides?: object }; confirm?: string };
}

/** The tools some of whose arguments give nobody anything in this shop, so that nobody is asked. */
const JUDGED: ToolName[] = ['create_checkout', 'create_checkout_link', 'update_license_key'];

/** Fields that change by themselves within a minute: a yes that is bound to them would be void before it is given. */
const CHANGES_BY_ITSELF = /"(modified_at|redemptions_count|last_\w+|\w*meters|\w*_units)":|"usage":\d/;

/** The changes that no read at Polar settles. To repeat them does no harm. */
const UNSETTLED = ['create_customer_portal_link', 'resend_seat_invitation', 'start_file_upload'];

test('a yes stays valid while the number of customers who would lose something changes', async () => {
  const caller = callerFor('', {});
  const call = async (name: ToolName, given: object) =>
    (await callTool(name, { ...given }, caller, quietly())) as Shown;
  const id = SEED.benefits.custom;
  const before = await call('delete_benefit', { id });
  const leaving = { customer_id: SEED.customer };
  const { structuredContent: asked } = await call('delete_customer', leaving);
  await call('delete_customer', { ...leaving, confirm: asked?.confirm });
  await shop.control.advance(5);
  const after = await call('delete_benefit', { id });
  expect(after.structuredContent?.would?.now).toEqual(before.structuredContent?.would?.now);
  expect(after.structuredContent?.would?.besides).not.toEqual(before.structuredContent?.would?.besides);
  const done = await call('delete_benefit', { id, confirm: before.structuredContent?.confirm });
  expect(done).not.toHaveProperty('isError');
  await shop.control.reset({ keepLogins: true });
});

describe.each(changes)('%s: %s', (name, id, all) => {
  test('the read that tells whether it was made succeeds', async () => {
    for (const given of all) {
      const read = settlingRead(parseCall(name, given, pure));
      expect(read === undefined, name).toBe(UNSETTLED.includes(name));
      if (!read) continue;
      const caller = callerFor(id, given);
      await sendCall(parseCall(read.tool, read.arguments, caller), caller, quietly());
    }
  });
});

describe.each(asked)('%s: %s', (name, id, all) => {
  test('shows the same twice, changes nothing so, and is made once with the yes to it', async () => {
    let shownOnce = false;
    for (const given of all) {
      const shown = `${name} ${JSON.stringify(given)}`;
      const caller = callerFor(id, given);
      await prepareShop(shop.control, id);
      const call = (more: object = {}) => callTool(name, { ...given, ...more }, caller, quietly());
      await shop.control.clearRequests();
      const [first, second] = [await call(), await call()] as Shown[];
      if (JUDGED.includes(name) && !first?.structuredContent?.would) {
        expect(first, shown).not.toHaveProperty('isError');
        await shop.control.reset({ keepLogins: true });
        continue;
      }
      shownOnce = true;
      expect(first?.structuredContent?.would, `${shown} ${JSON.stringify(first)}`).toBeDefined();
      expect(JSON.stringify(first?.structuredContent?.would?.now), shown).not.toMatch(CHANGES_BY_ITSELF);
      expect(second?.structuredContent?.would, shown).toEqual(first?.structuredContent?.would);
      expect(await notGets(), shown).toEqual([]);
      const done = await call({ confirm: first?.structuredContent?.confirm });
      expect(done, shown).not.toHaveProperty('isError');
      expect(
        (await notGets()).map(({ operationId }) => operationId),
        shown,
      ).toEqual([id]);
      await shop.control.reset({ keepLogins: true });
    }
    expect(shownOnce, name).toBe(true);
  });
});
