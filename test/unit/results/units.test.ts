import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlSimulator } from '../../../simulator/control.ts';
import { SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { previewOf } from '../../../src/confirm/preview.ts';
import { readsBefore } from '../../../src/confirm/reads.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { login } from '../../support/simulator-client.ts';

const DEVICES = {
  name: 'Fleet',
  recurring_interval: 'month',
  organization_id: SEED.organization,
  prices: [
    {
      amount_type: 'unit_based',
      minimum_units: 5,
      tiers: {
        type: 'graduated',
        tiers: [{ bound: 10, unit_amount: '900' }, { unit_amount: '750' }],
      },
      unit_label: { en: { '=1': 'device', other: 'devices' } },
    },
  ],
};

let simulator: Simulator;
let call: (name: string, given: object) => Promise<Record<string, unknown>>;
beforeAll(async () => {
  simulator = await startSimulator();
  // Polar enables prices by units for each organization.
  await controlSimulator(simulator.url).change('organizations', SEED.organization, {
    feature_settings: { unit_based_pricing_enabled: true },
  });
  const caller = callerAt(simulator.url, (await login(simulator)).access_token);
  call = async (name, given) => {
    const result = await callTool(name, { ...given }, caller, quietly());
    return (result as { structuredContent: Record<string, unknown> }).structuredContent;
  };
});
afterAll(() => simulator.close());

describe('prices by unit', () => {
  test('each tier is shown with its amount in words', async () => {
    const { id } = await call('create_product', DEVICES);
    const [price] = (await call('get_product', { id })).prices as object[];
    expect(price).toMatchObject({
      minimum_units: 5,
      tiers: {
        type: 'graduated',
        tiers: [
          { bound: 10, unit_amount: '900', unit_amount_formatted: '9.00 USD' },
          { unit_amount: '750', unit_amount_formatted: '7.50 USD' },
        ],
      },
      unit_label: { en: { '=1': 'device', other: 'devices' } },
    });
    const listed = (await call('list_products', { query: 'Fleet' })).items as { prices: object[] }[];
    expect(listed[0]?.prices[0]).toMatchObject({
      amount_type: 'unit_based',
      tiers: { tiers: [{ unit_amount_formatted: '9.00 USD' }, { unit_amount_formatted: '7.50 USD' }] },
    });
  });

  test('a change of the units is asked for, with the number that was', () => {
    const caller = callerAt(simulator.url, 'polar_oat_x');
    const update = parseCall('update_subscription', { id: SEED.subscription, units: 30 }, caller);
    const [read] = readsBefore(update);
    if (!read) throw new Error('Nothing is read before it');
    const data = { id: SEED.subscription, units: 10, amount: 9000, currency: 'usd' };
    const { preview } = previewOf(update, 'money', [{ read, data }], caller);
    expect(preview.arguments).toMatchObject({ units: 30 });
    expect(preview.now).toMatchObject({ subscription: { units: 10, amount: 9000 } });
    expect(preview.consequence).toContain('More units may charge the customer at once');
  });
});
