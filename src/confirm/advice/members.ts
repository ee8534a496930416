import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, exposure, nameOf, one, quoted, refused, refusedArgument } from './adviser.ts';

type Member = components['schemas']['Member'];
type Customer = components['schemas']['Customer'];

export const createMember: Adviser = {
  advise(known) {
    const { email, role = 'member' } = known.given;
    const customer = one<Customer>(known, 'get_customer');
    const whose = customer ? quoted(customer.name ?? customer.email ?? customer.id) : 'the customer';
    return { exposes: `${quoted(email)} gets into the portal of ${whose}, as ${nameOf(role)}.` };
  },
};

export const updateMember: Adviser = {
  reads(known) {
    const member = one<Member>(known, 'get_member');
    if (!member || member.role === 'owner' || known.given.role !== 'owner') return [];
    return [{ tool: 'list_members', arguments: { customer_id: member.customer_id, role: 'owner' } }];
  },

  advise(known) {
    const member = one<Member>(known, 'get_member');
    const { role } = known.given;
    if (member?.role === 'owner' && role !== undefined && role !== 'owner') {
      const message = 'A customer has exactly one owner: make another member the owner instead';
      return { refusal: refusedArgument('role', message) };
    }
    const { email } = known.given;
    const had = member?.email;
    const entered = `The portal is entered with ${quoted(email)} as this person from then on`;
    return exposure(known, {
      email:
        String(email).toLowerCase() !== had?.toLowerCase() &&
        `${entered}${had ? `, and with ${quoted(had)} no more` : ''}.`,
      role: role !== member?.role && `${had ? quoted(had) : 'This person'} becomes ${nameOf(role)} of the customer.`,
    });
  },
};

export const deleteMember: Adviser = {
  advise(known) {
    if (one<Member>(known, 'get_member')?.role !== 'owner') return {};
    return {
      refusal: refused(
        "This member is the customer's only owner, who can't be deleted.",
        'First make another member the owner with update_member.',
      ),
    };
  },
};
