import { describe, expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { afterRefund, amountsOf, derivedAmounts, taxOfRefund } from '../../../simulator/operations/orders/amounts.ts';
import { taxedAmounts } from '../../../simulator/operations/orders/tax.ts';
import { optIn } from '../../support/prepared-shop.ts';
import { freshShop } from './fresh-shop.ts';

const { shop, call, get } = freshShop();
const order = `/v1/orders/${SEED.order}`;
const refund = (amount: number, more = {}) =>
  call('POST', '/v1/refunds/', { order_id: SEED.order, reason: 'customer_request', amount, ...more });
const orderOf = async (subscription: string) =>
  (await get('/v1/orders/?limit=100')).body.items.find(
    (item: { subscription_id: string }) => item.subscription_id === subscription,
  );

describe('the tax of a refund', () => {
  const usd = { net_amount: 2000, tax_amount: 145 };
  test.each([
    ['a share of the net amount', { order: usd, amount: 1000, want: 72 }],
    ['all that is left with the whole rest', { order: usd, amount: 2000, want: 145 }],
    [
      'of the net amount, not of what a balance added',
      { order: { ...usd, applied_balance_amount: 1000 }, amount: 1500, want: 109 },
    ],
    [
      'in yen alike',
      { order: { net_amount: 3000, tax_amount: 300, applied_balance_amount: 1500 }, amount: 1500, want: 150 },
    ],
    ['where a balance paid a part', { order: { ...usd, applied_balance_amount: -500 }, amount: 750, want: 54 }],
    ['none without a tax', { order: { net_amount: 2000, tax_amount: 0 }, amount: 1000, want: 0 }],
    ['at most what is left', { order: { ...usd, refunded_tax_amount: 140 }, amount: 1000, want: 5 }],
  ])('is %s', (_name, { order: given, amount, want }) => {
    expect(taxOfRefund({ ...given, ...derivedAmounts(given) }, amount)).toBe(want);
  });

  test('is rounded for each part, so small parts leave less for the rest', () => {
    let left: Record<string, unknown> = { ...usd, ...derivedAmounts(usd) };
    for (let part = 0; part < 20; part += 1) left = { ...left, ...afterRefund(left, 7, taxOfRefund(left, 7)) };
    expect(left).toMatchObject({ refunded_amount: 140, refunded_tax_amount: 20 });
    expect(taxOfRefund(left, 930)).toBe(67);
  });

  test('what is due of an order stays when it is paid', () => {
    expect(amountsOf(2000, 0, 145)).toMatchObject({ total_amount: 2145, due_amount: 2145, refundable_amount: 2000 });
  });
});

describe('the tax of a sale', () => {
  test.each([
    ['is part of the price in Europe', { address: { country: 'DE' }, behavior: 'location', want: [840, 160, 1000] }],
    ['comes on top where that is usual', { address: { country: 'IN' }, behavior: 'location', want: [1000, 180, 1180] }],
    [
      'comes on top where the shop says so',
      { address: { country: 'DE' }, behavior: 'exclusive', want: [1000, 190, 1190] },
    ],
    ['is unknown without an address', { address: null, behavior: 'location', want: [1000, 0, 1000] }],
  ])('%s', (_name, { address, behavior, want: [net_amount, tax_amount, total_amount] }) => {
    expect(taxedAmounts(1000, address, behavior)).toEqual({ net_amount, tax_amount, total_amount });
  });
});

describe('refunds', () => {
  test('a part and the rest', async () => {
    expect(await refund(700)).toMatchObject({ status: 201, body: { status: 'succeeded', tax_amount: 175 } });
    expect((await get(order)).body).toMatchObject({ status: 'partially_refunded', refundable_amount: 1200 });
    expect((await refund(1200)).body.tax_amount).toBe(300);
    expect(await refund(1)).toMatchObject({
      status: 403,
      body: { error: 'RefundedAlready', detail: `Order is already fully refunded: ${SEED.order}` },
    });
  });

  test.each(['pending', 'failed'] as const)('one that is %s leaves the order as it was', async (refundStatus) => {
    const before = (await get(order)).body;
    await shop.control.setProcessor({ refundStatus });
    expect(await refund(700)).toMatchObject({ status: 201, body: { status: refundStatus, amount: 700 } });
    expect((await get(order)).body).toEqual(before);
  });

  test.each([
    ['more than is left', { amount: 1901 }, 422, 'PolarRequestValidationError', {}],
    ['blocked by Polar', {}, 403, 'RefundsBlocked', { refunds_blocked_at: '2026-08-01T00:00:00Z' }],
    [
      'benefits of a subscription',
      { revoke_benefits: true },
      400,
      'RevokeSubscriptionBenefitsProhibited',
      { subscription_id: SEED.subscription },
    ],
  ])('refused: %s', async (_name, body, status, error, fields) => {
    await shop.control.change('orders', SEED.order, fields);
    expect(await refund(100, body)).toMatchObject({ status, body: { error } });
  });

  test.each(['pending', 'void', 'draft'])('an order that is %s was never paid', async (status) => {
    await shop.control.change('orders', SEED.draftOrder, { status });
    expect(await refund(100, { order_id: SEED.draftOrder })).toMatchObject({
      status: 404,
      body: { error: 'RefundUnknownPayment', detail: `Refund issued for unknown order: ${SEED.draftOrder}` },
    });
  });

  test('an order with an open dispute', async () => {
    const { order_id } = (await get(`/v1/disputes/${SEED.dispute}`)).body;
    expect(await refund(100, { order_id })).toMatchObject({ status: 403, body: { error: 'RefundDisputedPayment' } });
  });

  test('benefits go a moment later', async () => {
    const grants = (await get('/v1/benefit-grants/?limit=100&is_granted=true')).body.items;
    const { order_id } = grants.find((grant: { order_id: string | null }) => grant.order_id !== null);
    const open = async () =>
      (await get('/v1/benefit-grants/?limit=100')).body.items.filter(
        (grant: { order_id: string; is_granted: boolean }) => grant.order_id === order_id && grant.is_granted,
      ).length;
    expect((await refund(100, { order_id, revoke_benefits: true })).status).toBe(201);
    expect(await open()).toBe(1);
    await shop.control.advance(5);
    expect(await open()).toBe(0);
  });
});

describe('disputes', () => {
  const accept = () => call('POST', `/v1/disputes/${SEED.dispute}/accept`);

  test('giving one up ends the subscription of its order at once', async () => {
    const { id } = await orderOf(SEED.subscription);
    await shop.control.change('disputes', SEED.dispute, { order_id: id });
    expect((await accept()).body).toMatchObject({ status: 'lost', closed: true });
    expect((await get(`/v1/subscriptions/${SEED.subscription}`)).body).toMatchObject({
      status: 'canceled',
      ended_at: expect.any(String),
    });
  });

  test('giving one up takes the benefits of a one-time order', async () => {
    const { order_id } = (await get(`/v1/disputes/${SEED.dispute}`)).body;
    await accept();
    await shop.control.advance(5);
    const { items } = (await get('/v1/benefit-grants/?limit=100')).body;
    const own = items.filter((grant: { order_id: string }) => grant.order_id === order_id);
    expect(own.map((grant: { is_granted: boolean }) => grant.is_granted)).toEqual([false]);
  });

  test('only one that waits for a response', async () => {
    await shop.control.change('disputes', SEED.dispute, { status: 'under_review' });
    expect(await accept()).toMatchObject({
      status: 409,
      body: { error: 'DisputeNotOpenError', detail: `Dispute ${SEED.dispute} is not awaiting a response.` },
    });
  });
});

describe('drafts', () => {
  const draft = (more = {}) =>
    call('POST', '/v1/orders/', { product_id: SEED.products.icons, customer_id: SEED.customer, ...more });
  const finalize = (body = {}) => call('POST', `/v1/orders/${SEED.draftOrder}/finalize`, body);

  test('the organization has to be opted in', async () => {
    expect(await draft()).toMatchObject({ status: 403, body: { error: 'OffSessionChargesNotEnabled' } });
    expect(await finalize()).toMatchObject({ status: 403, body: { error: 'OffSessionChargesNotEnabled' } });
  });

  test('a draft has a tax where the customer has an address, and its own words on the line', async () => {
    await optIn(shop.control, SEED.organization);
    await shop.control.change('customers', SEED.customer, { billing_address: { country: 'DE' } });
    expect((await draft({ description: 'Extra hours', amount: 1000 })).body).toMatchObject({
      status: 'draft',
      net_amount: 840,
      tax_amount: 160,
      due_amount: 1000,
      description: 'Icon Pack',
      items: [{ label: 'Extra hours', amount: 1000 }],
    });
  });

  test.each([
    ['a subscription', { product_id: SEED.products.pro }, ['body', 'product_id']],
    ['a price that the buyer chooses', { product_id: SEED.products.handbook }, ['body', 'product_id']],
    ['a currency without a price', { currency: 'gbp' }, ['body', 'currency']],
    ['less than Polar charges', { amount: 10 }, ['body', 'amount']],
    ['nobody', { customer_id: SEED.otherCustomer }, ['body', 'customer_id']],
  ])('not for %s', async (_name, body, loc) => {
    await optIn(shop.control, SEED.organization);
    expect(await draft(body)).toMatchObject({ status: 422, body: { detail: [{ loc }] } });
  });

  test('a draft is charged once', async () => {
    await optIn(shop.control, SEED.organization);
    expect((await finalize()).body).toMatchObject({ status: 'paid', paid: true, invoice_number: expect.any(String) });
    expect(await finalize()).toMatchObject({ status: 412, body: { error: 'OrderNotDraft' } });
  });

  test.each([
    [
      'no card',
      'missing_payment_method',
      () => shop.control.change('customers', SEED.customer, { default_payment_method_id: null }),
      {},
    ],
    ['a stranger’s card', 'missing_payment_method', async () => {}, { payment_method_id: SEED.draftOrder }],
    ['a declined card', 'card_error', () => shop.control.setProcessor({ declinesCharges: true }), {}],
  ])('%s leaves it a draft', async (_name, reason, arrange, body) => {
    await optIn(shop.control, SEED.organization);
    await arrange();
    expect(await finalize(body)).toMatchObject({
      status: 402,
      body: { error: 'PaymentFailed', detail: `Payment failed with reason: ${reason}.` },
    });
    expect((await get(`/v1/orders/${SEED.draftOrder}`)).body).toMatchObject({ status: 'draft', invoice_number: null });
  });
});

describe('invoices and receipts', () => {
  const generate = () => call('POST', `${order}/invoice`);
  const details = { billing_name: 'Maja Berg AB', billing_address: { country: 'SE', line1: 'Street 1' } };

  test('an invoice is there a moment after it was asked for, and is made anew for new details', async () => {
    await shop.control.change('orders', SEED.order, details);
    expect(await get(`${order}/invoice`)).toMatchObject({ status: 404, body: { error: 'InvoiceDoesNotExist' } });
    expect(await generate()).toMatchObject({ status: 202, body: null });
    expect((await get(`${order}/invoice`)).status).toBe(404);
    await shop.control.advance(5);
    expect((await get(`${order}/invoice`)).body.url).toContain('https://');
    expect((await call('PATCH', order, { billing_name: 'Berg AB' })).status).toBe(200);
    expect((await generate()).status).toBe(202);
  });

  test.each([
    ['MissingInvoiceBillingDetails', 422, { billing_name: null }],
    ['OrderNotEligibleForInvoice', 409, { status: 'void' }],
  ])('%s', async (error, status, fields) => {
    await shop.control.change('orders', SEED.order, { ...details, ...fields });
    expect(await generate()).toMatchObject({ status, body: { error } });
  });

  test('the country of an order stays, a pending one can have an invoice', async () => {
    await shop.control.change('orders', SEED.order, { ...details, status: 'pending' });
    expect((await generate()).status).toBe(202);
    expect(await call('PATCH', order, { billing_address: { country: 'DE' } })).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', 'billing_address', 'country'], msg: 'Country cannot be changed' }] },
    });
  });

  test('a receipt is rendered when it is asked for, and a draft has none', async () => {
    await shop.control.change('orders', SEED.order, { receipt_number: 'R-1' });
    expect((await get(`${order}/receipt`)).status).toBe(202);
    await shop.control.advance(5);
    expect((await get(`${order}/receipt`)).body.url).toContain('https://');
    expect(await get(`/v1/orders/${SEED.draftOrder}/receipt`)).toMatchObject({
      status: 404,
      body: { error: 'ReceiptNotAllocated' },
    });
  });
});
