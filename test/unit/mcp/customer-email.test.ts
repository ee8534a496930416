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
