import { beforeEach, describe, expect, test } from 'vitest';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { SEED } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';
import { login } from '../../support/simulator-client.ts';

type Fields = Record<string, unknown>;

const shop = openShop();
let call: (name: ToolName, given: Fields) => Promise<Fields>;
let methods: () => Promise<string[]>;
beforeEach(async () => {
  const { access_token } = await login(shop.simulator);
  const caller = callerAt(shop.simulator.url, access_token, { confirm: new Set(['irreversible']) });
  call = async (name, given) =>
    ((await callTool(name, given, caller, quietly())) as { structuredContent: Fields }).structuredContent;
  methods = async () =>
    (await shop.control.requests()).filter(({ path }) => path.startsWith('/v1/')).map(({ method }) => method);
});

/** Makes a thing, and clears the record of requests. */
async function made(name: ToolName, given: Fields): Promise<string> {
  const { id } = await call(name, { organization_id: SEED.organization, ...given });
  await shop.control.clearRequests();
  return id as string;
}

const KEYS = {
  prefix: 'ACME',
  expires: { ttl: 1, timeframe: 'year' },
  activations: { limit: 3, enable_customer_admin: true },
  limit_usage: 100,
};
const keys = { tool: 'create_benefit', given: { type: 'license_keys', description: 'Key', properties: KEYS } } as const;
let slugs = 0;
const field = (type: string, properties: Fields) =>
  ({ tool: 'create_custom_field', given: { type, slug: `a-${type}-${slugs++}`, name: 'Asked', properties } }) as const;

const merged: [
  string,
  { of: { tool: ToolName; given: Fields }; change: ToolName; given: Fields; want: Fields; kept?: string },
][] = [
  [
    'one setting of a benefit is cleared',
    {
      of: keys,
      change: 'update_benefit',
      given: { type: 'license_keys', clear: ['properties.prefix'] },
      want: { ...KEYS, prefix: null },
      kept: 'properties: expires, activations, limit_usage',
    },
  ],
  [
    'one setting of a benefit is given',
    {
      of: keys,
      change: 'update_benefit',
      given: { type: 'license_keys', properties: { prefix: 'NEW' } },
      want: { ...KEYS, prefix: 'NEW' },
      kept: 'properties: expires, activations, limit_usage',
    },
  ],
  [
    'one is given and another cleared',
    {
      of: keys,
      change: 'update_benefit',
      given: { type: 'license_keys', properties: { limit_usage: 5 }, clear: ['properties.expires'] },
      want: { ...KEYS, limit_usage: 5, expires: null },
      kept: 'properties: prefix, activations',
    },
  ],
  [
    'all are given',
    {
      of: keys,
      change: 'update_benefit',
      given: { type: 'license_keys', properties: { ...KEYS, limit_usage: 7 } },
      want: { ...KEYS, limit_usage: 7 },
    },
  ],
  [
    'one bound of a number',
    {
      of: field('number', { ge: 1, le: 10 }),
      change: 'update_custom_field',
      given: { type: 'number', properties: { le: 20 } },
      want: { ge: 1, le: 20 },
      kept: 'properties: ge',
    },
  ],
  [
    'a bound is cleared, which is no null at Polar',
    {
      of: field('number', { ge: 1, le: 10 }),
      change: 'update_custom_field',
      given: { type: 'number', clear: ['properties.ge'] },
      want: { le: 10 },
      kept: 'properties: le',
    },
  ],
  [
    'the label of a choice is cleared, and its choices stay',
    {
      of: field('select', { form_label: 'Which?', options: [{ value: 'a', label: 'A' }] }),
      change: 'update_custom_field',
      given: { type: 'select', clear: ['properties.form_label'] },
      want: { options: [{ value: 'a', label: 'A' }] },
      kept: 'properties: options',
    },
  ],
];

describe('an object that Polar replaces whole', () => {
  test.each(merged)('%s: the rest is sent with it', async (_, { of, change, given, want, kept }) => {
    const id = await made(of.tool, of.given);
    const answer = await call(change, { id, ...given });
    expect(await methods()).toEqual(['GET', 'PATCH']);
    const read = await call(change === 'update_benefit' ? 'get_benefit' : 'get_custom_field', {
      id,
      fields: 'properties',
    });
    // The simulator stores what it was sent, as Polar does.
    expect(read.properties).toEqual(want);
    const { about } = answer as { about: { kept?: string } };
    if (kept === undefined) expect(about.kept).toBeUndefined();
    else expect(about.kept).toBe(`Sent as they were just before, because Polar replaces these whole: ${kept}.`);
  });

  test('the preview shows all that is sent, with what is kept', async () => {
    const organization_id = SEED.organization;
    const all = { usage: { show: true }, subscription: { update_seats: true, update_plan: true, pause: true } };
    const customer_portal_settings = { ...all, customer: { allow_email_change: true } };
    const asked = await call('update_organization', { organization_id, customer_portal_settings });
    const { confirm } = asked as { confirm: string };
    expect(await call('update_organization', { organization_id, customer_portal_settings, confirm })).toHaveProperty(
      'id',
    );

    const part = { usage: { show: false }, subscription: { update_seats: true, update_plan: false } };
    const given = { organization_id, customer_portal_settings: part };
    const again = (await call('update_organization', given)) as { confirm: string; would: { arguments: Fields } };
    const whole = {
      usage: { show: false },
      subscription: { update_seats: true, update_plan: false, pause: true },
      customer: { allow_email_change: true },
    };
    expect(again.would.arguments.customer_portal_settings).toEqual(whole);
    // The preview shows what was read for the part.
    await shop.control.clearRequests();
    await call('update_organization', { ...given, confirm: again.confirm });
    expect(await methods()).toEqual(['GET', 'PATCH']);
    expect(await call('get_organization', { organization_id })).toMatchObject({ customer_portal_settings: whole });
  });

  const address = { line1: 'Hauptstr. 1', line2: 'Hof', postal_code: '10115', city: 'Berlin', country: 'DE' };
  const of = { customer_id: SEED.customer };

  test('a part of an address is refused while it would lose something, before anything is sent', async () => {
    await call('update_customer', { ...of, billing_address: { ...address, state: '' } });
    await shop.control.clearRequests();
    const refused = await call('update_customer', { ...of, billing_address: { country: 'DE', line1: 'Ringstr. 2' } });
    expect(refused.error).toMatchObject({
      code: 'invalid_arguments',
      fields: [{ path: 'billing_address', message: expect.stringMatching(/line2, postal_code, city would be lost/) }],
    });
    expect(await methods()).toEqual(['GET']);
    const moved = { country: 'DE', line1: 'Ringstr. 2', postal_code: '50667', city: 'Köln' };
    const filledIn = await call('update_customer', { ...of, billing_address: { ...moved, line2: '' } });
    expect(filledIn.error).toMatchObject({
      fields: [{ message: expect.stringMatching(/line2 would be lost. .* name what is to go in `clear`$/) }],
    });
    const answer = await call('update_customer', {
      ...of,
      billing_address: moved,
      clear: ['billing_address.line2'],
      fields: 'billing_address',
    });
    expect(answer).toMatchObject({ billing_address: { line1: 'Ringstr. 2', line2: null } });
  });

  test('settings of another type are left for Polar to refuse', async () => {
    const id = await made(keys.tool, keys.given);
    const refused = await call('update_benefit', { id, type: 'custom', properties: { note: 'Hi' } });
    expect(refused.error).toMatchObject({
      fields: [{ message: expect.stringContaining('Benefit type cannot be changed.') }],
    });
  });

  test('an update without it reads nothing', async () => {
    const id = await made(keys.tool, keys.given);
    await call('update_benefit', { id, type: 'license_keys', description: 'Key for all' });
    expect(await methods()).toEqual(['PATCH']);
  });
});
