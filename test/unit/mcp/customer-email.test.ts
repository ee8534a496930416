import { expect, test } from 'vitest';
import { withCustomerOfEmail } from '../../../src/mcp/customer-email.ts';
import { callerAt } from '../../support/caller.ts';

test.each(['list_orders', 'create_customer_portal_link'] as const)(
  '%s looks up no email for an app that may not read customers, though the connection may',
  async (tool) => {
    let requests = 0;
    const caller = callerAt('http://polar.invalid', 'polar_oat_x', {
      scope: ['orders:read', 'customer_sessions:write'],
      fetch: async () => {
        requests += 1;
        return Response.json({ items: [{ id: 'c-1' }] });
      },
    });
    const found = withCustomerOfEmail(tool, { email: 'a@polar.sh' }, caller, new AbortController().signal);
    await expect(found).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect(requests).toBe(0);
  },
);

test.each(['get_customer', 'list_orders'] as const)(
  '%s takes an email beside ids that are filled in with nothing',
  async (tool) => {
    const fetch = async () => Response.json({ items: [{ id: 'c-1' }], pagination: { total_count: 1, max_page: 1 } });
    const caller = callerAt('http://polar.invalid', 'polar_oat_x', { fetch });
    const given = { email: 'a@polar.sh', customer_id: '', external_customer_id: null };
    const found = await withCustomerOfEmail(tool, given, caller, new AbortController().signal);
    expect([found?.customer_id].flat()).toEqual(['c-1']);
    expect(found).not.toHaveProperty('external_customer_id');
  },
);
