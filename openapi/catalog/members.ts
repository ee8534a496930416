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
      keywords: ['people in a company', 'belongs', 'team'],
    },
    'customers:members:create': {
      name: 'create_member',
      title: 'Create member',
      description:
        'Add a person to a team customer, where member management is switched on. For a new owner, update the role afterwards.',
      settledBy: {
        tool: 'list_members',
        with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
      },
      keywords: ['colleague', 'employee', 'to a company', 'team'],
      ...byId,
      hints: { external_id: "Your own id of the member, not the customer's." },
    },
    'customers:members:create_external': { sameToolAs: 'customers:members:create', ...byExternalId },
    'customers:members:get': {
      name: 'get_member',
      title: 'Get member',
      description: 'One member of a customer with name, email and role.',
      keywords: ['permissions', 'team'],
      ...byId,
    },
    'customers:members:get_external': { sameToolAs: 'customers:members:get', ...byExternalId },
    'customers:members:update': {
      name: 'update_member',
      title: 'Update member',
      clear: [],
      description: "Change a member's name, email or role. Giving someone the role `owner` hands the ownership over.",
      consequence: 'This person becomes the owner, and the owner until now becomes a billing manager at once.',
      risks: { role: { owner: 'irreversible' } },
      keywords: ['new owner', 'transfer ownership', 'promote', 'admin', 'permissions', 'billing manager', 'team'],
      ...byId,
    },
    'customers:members:update_external': { sameToolAs: 'customers:members:update', ...byExternalId },
    'customers:members:delete': {
      name: 'delete_member',
      title: 'Delete member',
      description: 'Remove a member from a customer for good; what they had through it is lost.',
      consequence: 'The person loses what they had through this customer, their seats too, for good.',
      done: 'The member is removed.',
      keywords: ['employee', 'left the company', 'kick', 'off the team'],
      ...byId,
    },
    'customers:members:delete_external': { sameToolAs: 'customers:members:delete', ...byExternalId },
    'customer-seats:list_seats': {
      name: 'list_seats',
      title: 'List seats',
      description: 'Seats of one subscription or one order: who holds them, which are pending, how many are free.',
      keywords: ['used', 'occupied', 'available', 'capacity', 'who uses', 'spare', 'places left'],
      hints: { subscription_id: 'Either this or order_id.', order_id: 'For one-time purchases.' },
    },
    'customer-seats:assign_seat': {
      name: 'assign_seat',
      title: 'Assign seat',
      description: 'Give a free seat to a person, who is invited by email and gets the benefits on accepting.',
      settledBy: { tool: 'list_seats', with: { subscription_id: 'subscription_id', order_id: 'order_id' } },
      keywords: ['give access', 'invite a colleague', 'employee', 'allocate', 'colleague', 'invite'],
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
      consequence: 'The holder of the seat loses the benefits at once. The number of seats billed stays the same.',
      own: ['subscription_id', 'order_id'],
      before: [
        {
          tool: 'list_seats',
          with: { subscription_id: 'subscription_id', order_id: 'order_id' },
          fields: [
            'seats.id',
            'seats.status',
            'seats.email',
            'seats.customer_email',
            'seats.member.name',
            'seats.claimed_at',
          ],
        },
        {
          tool: 'get_subscription',
          with: { id: 'subscription_id' },
          fields: ['id', 'status', 'seats', 'product.name', 'customer.email', 'customer.name'],
        },
        {
          tool: 'get_order',
          with: { id: 'order_id' },
          fields: ['id', 'status', 'seats', 'description', 'customer.email', 'customer.name'],
        },
      ],
      settledBy: { tool: 'list_seats', with: { subscription_id: 'subscription_id', order_id: 'order_id' } },
      keywords: [
        'unassign',
        'free up',
        'colleague',
        'employee',
        'left the company',
        'withdraw',
        'employee left',
        'leaver',
      ],
      hints: { seat_id: 'From list_seats.', subscription_id: 'Whose seat it is: this, or order_id.' },
    },
    'customer-seats:resend_invitation': {
      name: 'resend_seat_invitation',
      title: 'Resend seat invitation',
      description: 'Email the invitation for a pending seat once more.',
      whenLost: 'Ask the person whether the email came before sending another: nothing at Polar tells.',
      keywords: ['colleague', 'employee', 'never arrived', 'again', 'reminder', 'lost email'],
      hints: { seat_id: 'From list_seats.' },
    },
  },
  resources: {
    Member: { list: ['id', 'customer_id', 'email', 'name', 'external_id', 'role'] },
    SeatsList: {
      list: [
        'available_seats',
        'total_seats',
        'seats.id',
        'seats.status',
        'seats.email',
        'seats.customer_email',
        'seats.member_id',
        'seats.claimed_at',
      ],
    },
    CustomerSeat: {
      list: [
        'id',
        'status',
        'email',
        'customer_email',
        'customer_id',
        'member_id',
        'member.name',
        'subscription_id',
        'order_id',
        'seat_metadata',
        'invitation_token_expires_at',
        'claimed_at',
        'revoked_at',
        'created_at',
      ],
    },
  },
} as const satisfies Toolset;
