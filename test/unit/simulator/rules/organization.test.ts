import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED, type Simulator, startSimulator } from '../../../../simulator/index.ts';
import { api, login } from '../../../support/simulator-client.ts';
import { refusalOf, shop, UNKNOWN } from './support.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
const { call, control, get, refuses } = shop(() => simulator);

const RULE = '422 PolarRequestValidationError';
const path = `/v1/organizations/${SEED.organization}`;
const update = (body: object): [string, string, object] => ['PATCH', path, body];
const SEATS = 'value_error@body.feature_settings.seat_based_pricing_enabled';

describe('an organization', () => {
  refuses([
    [
      'seats that are switched off',
      update({ feature_settings: { seat_based_pricing_enabled: false } }),
      [RULE, `${SEATS}: Seat-based pricing cannot be disabled once enabled.`],
    ],
    [
      'a currency without prices',
      update({ default_presentment_currency: 'eur' }),
      [
        RULE,
        'value_error@body.default_presentment_currency: All active products must have prices in the new currency.',
      ],
    ],
    ['a social link that is nothing', update({ socials: [null] }), ['500 Internal Server Error']],
    [
      'disputes given up unasked',
      update({ dispute_settings: { auto_accept_below_amount: 500 } }),
      ['403 DisputeAutoAcceptNotEnabled', 'Dispute auto-accept is not enabled for this organization.'],
    ],
    [
      'single sign-on from outside',
      update({ sso_enforced: true }),
      ['403 NotPermitted', 'You must be signed in through SSO for this organization to enforce it.'],
    ],
  ]);

  test('seats need the model of members', async () => {
    await control().change('organizations', SEED.organization, { feature_settings: {} });
    const seats = { seat_based_pricing_enabled: true };
    expect(refusalOf(await call(...update({ feature_settings: seats })))).toEqual([
      RULE,
      `${SEATS}: Member model must be enabled before enabling seat-based pricing.`,
    ]);
    expect((await call(...update({ feature_settings: { ...seats, member_model_enabled: true } }))).status).toBe(200);
  });

  test('the settings of the portal are replaced whole, features merged, and null is no feature', async () => {
    await call(...update({ feature_settings: { overview_metrics: ['revenue'] } }));
    const portal = { usage: { show: false }, subscription: { update_seats: true, update_plan: true } };
    const { body } = await call(
      ...update({ customer_portal_settings: portal, feature_settings: { overview_metrics: null } }),
    );
    expect(body.customer_portal_settings).toEqual(portal);
    expect(body.feature_settings).toMatchObject({ overview_metrics: ['revenue'], member_model_enabled: true });
  });

  test('a new one has members and seats, e-mails on and dollars, and a slug of its own', async () => {
    const { access_token } = await login(simulator);
    const create = (slug: string) => api(simulator, access_token, 'POST', '/v1/organizations/', { name: 'New', slug });
    const { body } = await create('new-shop');
    expect(body).toMatchObject({
      default_presentment_currency: 'usd',
      feature_settings: { seat_based_pricing_enabled: true, member_model_enabled: true },
      customer_email_settings: { order_confirmation: true },
    });
    expect(refusalOf(await create('new-shop'))).toEqual([
      RULE,
      'value_error@body.slug: An organization with this slug already exists.',
    ]);
  });
});

describe('webhooks', () => {
  test('null is no name, and secrets have a prefix', async () => {
    const endpoint = `/v1/webhooks/endpoints/${SEED.webhookEndpoint}`;
    expect((await call('PATCH', endpoint, { name: null })).body.name).toBe('Billing sync');
    expect((await call('PATCH', `${endpoint}/secret`)).body.secret).toMatch(/^whsec_/);
  });

  test('an event is sent again, not a delivery', async () => {
    const count = async () => (await get('/v1/webhooks/deliveries')).body.pagination.total_count;
    const before = await count();
    expect(await call('POST', `/v1/webhooks/events/${SEED.webhookEvent}/redeliver`)).toMatchObject({
      status: 202,
      body: null,
    });
    await control().advance(5);
    expect(await count()).toBe(before + 1);
    expect((await call('POST', `/v1/webhooks/events/${UNKNOWN}/redeliver`)).status).toBe(404);
  });
});
