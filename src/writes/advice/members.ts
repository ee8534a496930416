import type { components } from '../../../generated/polar.gen.ts';
import { type Adviser, one, refused, refusedArgument } from './adviser.ts';

type Member = components['schemas']['Member'];

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
    return {};
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
