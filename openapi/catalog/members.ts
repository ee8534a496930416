import type { Toolset } from './types.ts';

const byId = { rename: { id: 'customer_id' } } as const;
const byExternalId = {
  rename: { external_id: 'external_customer_id', member_external_id: 'external_member_id' },
} as const;

export const members = {
  name: 'members',
  title: 'Team members and seats',
  description: 'People within a business customer, and who holds the seats that it bought.',
  tools: {
    'members:list_members': {
      name: 'list_members',
      title: 'List members',
      description: 'Members of one customer or of all. Start here for member ids.',
    },
    'customers:members:create': {
      name: 'create_member',
      title: 'Create member',
      description:
        'Add a person to a team customer, where member management is switched on. For a new owner, update the role afterwards.',
      ...byId,
      hints: { external_id: "The member's id in your own system, not the customer's." },
    },
    'customers:members:create_external': {
      name: 'create_member_by_external_id',
      title: 'Create member by external ID',
      description: 'Add a person to a team customer found by your own id, where member management is switched on.',
      rename: { external_id: 'external_customer_id' },
      hints: { external_id: "The member's id in your own system, not the customer's." },
    },
    'customers:members:get': {
      name: 'get_member',
      title: 'Get member',
      description: 'One member of a customer with name, email and role.',
      ...byId,
    },
    'customers:members:get_external': {
      name: 'get_member_by_external_id',
      title: 'Get member by external ID',
      description: 'One member, with both customer and member found by your own ids.',
      ...byExternalId,
    },
    'customers:members:update': {
      name: 'update_member',
      title: 'Update member',
      description: "Change a member's name, email or role. Giving someone the role `owner` hands the ownership over.",
      ...byId,
    },
    'customers:members:update_external': {
      name: 'update_member_by_external_id',
      title: 'Update member by external ID',
      description: "Change a member's name, email or role, with both customer and member found by your own ids.",
      ...byExternalId,
    },
    'customers:members:delete': {
      name: 'delete_member',
      title: 'Delete member',
      description: 'Remove a member from a customer; what they had through it is lost.',
      ...byId,
    },
    'customers:members:delete_external': {
      name: 'delete_member_by_external_id',
      title: 'Delete member by external ID',
      description: 'Remove a member from a customer, both found by your own ids; what they had through it is lost.',
      ...byExternalId,
    },
    'customer-seats:list_seats': {
      name: 'list_seats',
      title: 'List seats',
      description: 'Seats of one subscription or one order: who holds them, which are pending, how many are free.',
      hints: { subscription_id: 'Either this or order_id.', order_id: 'For one-time purchases.' },
    },
    'customer-seats:assign_seat': {
      name: 'assign_seat',
      title: 'Assign seat',
      description: 'Give a free seat to a person, who is invited by email and gets the benefits on accepting.',
      hints: {
        subscription_id: 'Either this or order_id.',
        order_id: 'For one-time purchases.',
        email: 'Or name the person by a customer or member id.',
        immediate_claim: 'true: no invitation, the seat is taken at once.',
        metadata: 'At most 10 keys.',
      },
    },
    'customer-seats:revoke_seat': {
      name: 'revoke_seat',
      title: 'Revoke seat',
      description:
        'Take a seat back: its holder loses the benefits at once and the seat is free again. The number of seats billed stays the same.',
      hints: { seat_id: 'From list_seats.' },
    },
    'customer-seats:resend_invitation': {
      name: 'resend_seat_invitation',
      title: 'Resend seat invitation',
      description: 'Email the invitation for a pending seat once more.',
      hints: { seat_id: 'From list_seats.' },
    },
  },
} as const satisfies Toolset;
