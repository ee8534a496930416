import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { letPolarBe, requestsDuring } from '../auth/polar.ts';
import { callTool } from './ask.ts';

const { organization } = inject('seed');
const EMAIL = 'jonas.falk@example.com';
/** It has a customer in each of the two organizations. */
const SHARED = 'maja.berg@example.com';

let all: ClientTokens;
/** A connection to one organization. */
let one: ClientTokens;
let jonas: { id: string };
beforeAll(async () => {
  all = await logIn();
  one = await logInFor('one');
  jonas = (await content(one, 'list_customers', { email: EMAIL })).items[0];
});
afterEach(letPolarBe);

const content = async (...call: Parameters<typeof callTool>) => (await callTool(...call)).structuredContent;

describe('a customer by email', () => {
  test.each(['get_customer', 'get_customer_state', 'list_payment_methods'])('%s', async (tool) => {
    const byId = await content(all, tool, { customer_id: jonas.id });
    expect(byId.error).toBeUndefined();
    expect(await content(all, tool, { email: EMAIL })).toEqual(byId);
    expect(await content(all, tool, { email: ' Jonas.Falk@Example.com ' })).toEqual(byId);
    expect(await content(all, tool, { customer_email: EMAIL, customer_id: null })).toEqual(byId);
  });

  test.each(['list_orders', 'list_subscriptions', 'list_benefit_grants', 'list_customer_meters', 'list_events'])(
    '%s finds what is theirs',
    async (tool) => {
      const byId = await content(all, tool, { customer_id: jonas.id });
      expect(byId.error).toBeUndefined();
      expect(await content(all, tool, { email: EMAIL })).toEqual(byId);
      expect(await content(all, tool, { customer_email: EMAIL })).toEqual(byId);
    },
  );

  test('of two organizations is named in each, and refused where one is meant', async () => {
    const { error } = await content(all, 'get_customer', { email: SHARED });
    const { items } = await content(all, 'list_customers', { email: SHARED });
    expect(items).toHaveLength(2);
    expect(error.code).toBe('invalid_arguments');
    expect(error.fields[0].path).toBe('email');
    for (const { id } of items) expect(error.fields[0].message).toContain(`${id} (organization `);
    expect(await content(one, 'get_customer', { email: SHARED })).toMatchObject({ email: SHARED });
    const [mine] = items.filter((item: { organization_id: string }) => item.organization_id === organization);
    expect(await content(all, 'list_orders', { email: SHARED, organization_id: organization, fields: 'id' })).toEqual(
      await content(all, 'list_orders', { customer_id: mine.id, organization_id: organization, fields: 'id' }),
    );
  });

  test('whom nobody knows is said, and nothing else is read', async () => {
    const sent = await requestsDuring(async () => {
      const { error } = await content(one, 'get_customer_state', { email: 'nobody@example.com' });
      expect(error).toMatchObject({ code: 'not_found', message: 'No customer has this email address.' });
    });
    expect(sent.filter(({ path }) => path.includes('/state'))).toEqual([]);
  });

  test.each([
    [
      { email: EMAIL, external_customer_id: 'user_002' },
      'Give only one of these: customer_id, external_customer_id, email',
    ],
    [{ email: ['a'] }, 'Expected an email address'],
    [{ email: '' }, 'Expected an email address'],
    [{}, 'One of these is required: customer_id, or external_customer_id, or email'],
  ])('%j is refused', async (args, message) => {
    const { error } = await content(one, 'get_customer', args);
    expect(error.fields).toEqual([expect.objectContaining({ message })]);
  });

  test('is no way to change or delete one', async () => {
    const { error } = await content(one, 'delete_customer', { email: EMAIL });
    expect(error.code).toBe('invalid_arguments');
  });

  test('needs the permission to read customers', async () => {
    const narrow = await logIn({ scope: 'customer_sessions:write' });
    const { error } = await content(narrow, 'create_customer_portal_link', { email: EMAIL });
    expect(error).toMatchObject({
      code: 'insufficient_scope',
      message: 'To find a customer by email, the permission customers:read is needed.',
    });
  });

  test('gets the link that the person agreed to, in the name of the customer', async () => {
    const logged = vi.spyOn(console, 'log');
    const asked = await content(one, 'create_customer_portal_link', { email: EMAIL });
    expect(asked.would.arguments).toEqual({ customer_id: jonas.id });
    expect(JSON.stringify(asked.would)).toContain(EMAIL);
    const made = await content(one, 'create_customer_portal_link', { email: EMAIL, confirm: asked.confirm });
    expect(made).toMatchObject({ customer_id: jonas.id, customer: { email: EMAIL } });
    expect(made.customer_portal_url).toMatch(/^https:/);
    expect(JSON.stringify(logged.mock.calls)).not.toContain(EMAIL);
    logged.mockRestore();
  });
});
