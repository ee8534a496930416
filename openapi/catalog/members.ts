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
      keywords: [
        'people in a company, belongs, team, who can manage billing, roles, admins, who works at',
        'contacts of a company, owner, who owns the account',
      ],
    },
    'customers:members:create': {
      name: 'create_member',
      title: 'Create member',
      risk: 'exposes',
      consequence: 'This person can log in to the portal of the customer, with their own email.',
      before: [
        {
          tool: 'get_customer',
          with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
          fields: ['id', 'email', 'name', 'type'],
        },
      ],
      description:
        'Add a person to a team customer, where member management is switched on. For a new owner, update the role afterwards.',
      settledBy: {
        tool: 'list_members',
        with: { customer_id: 'customer_id', external_customer_id: 'external_customer_id' },
      },
      keywords: [
        'colleague, employee, to a company, team, assistant, another person, second login, access for, onboard',
        'add users',
      ],
      ...byId,
      hints: { external_id: "Your own id of the member, not the customer's." },
    },
    'customers:members:create_external': { sameToolAs: 'customers:members:create', ...byExternalId },
    'customers:members:get': {
      name: 'get_member',
      title: 'Get member',
      description: 'One member of a customer with name, email and role.',
      keywords: ['permissions, team, role, one colleague'],
      ...byId,
    },
    'customers:members:get_external': { sameToolAs: 'customers:members:get', ...byExternalId },
    'customers:members:update': {
      name: 'update_member',
      title: 'Update member',
      clear: [],
      description: "Change a member's name, email or role. Giving someone the role `owner` hands the ownership over.",
      consequence: 'What this person may do in the portal of the customer changes at once.',
      consequences: {
        email: 'This person logs in to the portal with the new email from now on, and no longer with the old one.',
        role: 'What this person may do in the portal changes at once. As `owner` they take it over, and the owner until now becomes a billing manager.',
      },
      risk: 'exposes',
      risks: { name: 'write', role: { owner: ['irreversible', 'exposes'], member: 'write' } },
      keywords: [
        'new owner, transfer ownership, promote, admin, permissions, billing manager, team, hand over',
        'takes over, retiring, boss, let manage billing, bookkeeper, successor, owner, make someone else',
        'account',
      ],
      ...byId,
    },
    'customers:members:update_external': { sameToolAs: 'customers:members:update', ...byExternalId },
    'customers:members:delete': {
      name: 'delete_member',
      title: 'Delete member',
      whyNotExposing: 'It only takes away.',
      description: 'Remove a member from a customer for good; what they had through it is lost.',
      consequence: 'The person loses what they had through this customer, their seats too, for good.',
      done: 'The member is removed.',
      keywords: ['employee, left the company, off the team'],
      askedBy: ['kick member, kick employee, kick colleague, kick user, off team, leaver, offboard, delete from team'],
      ...byId,
    },
    'customers:members:delete_external': { sameToolAs: 'customers:members:delete', ...byExternalId },
    'customer-seats:list_seats': {
      name: 'list_seats',
      title: 'List seats',
      description: 'Seats of one subscription or one order: who holds them, which are pending, how many are free.',
      keywords: [
        'used, occupied, available, capacity, who uses, spare, places left, unused, pending, firm, free seats',
        'on the team',
      ],
      hints: { subscription_id: 'Either this or order_id.', order_id: 'For one-time purchases.' },
    },
    'customer-seats:assign_seat': {
      name: 'assign_seat',
      title: 'Assign seat',
      risk: 'exposes',
      consequence: 'This person gets the benefits of the product, on a seat that the customer pays.',
      before: [
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
      description: 'Give a free seat to a person, who is invited by email and gets the benefits on accepting.',
      settledBy: { tool: 'list_seats', with: { subscription_id: 'subscription_id', order_id: 'order_id' } },
      keywords: [
        'give access, invite a colleague, employee, allocate, colleague, invite, new hire, give a seat to',
        'invite to a seat, bought, assistant, plan, onboard, share the plan',
      ],
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
      whyNotExposing: 'It only takes away.',
      description:
        'Take a seat back: its holder loses the benefits at once and the seat is free again. The number of seats billed stays the same.',
      consequence: 'The holder of the seat loses the benefits at once. The number of seats billed stays the same.',
      serverArguments: ['subscription_id', 'order_id'],
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
        'colleague, employee, left the company, has quit, take away, from the team plan, plan',
        'licence of an employee',
      ],
      askedBy: ['unassign, take seat, withdraw seat, reclaim, leaver, offboard'],
      hints: { seat_id: 'From list_seats.', subscription_id: 'Whose seat it is: this, or order_id.' },
    },
    'customer-seats:resend_invitation': {
      name: 'resend_seat_invitation',
      title: 'Resend seat invitation',
      whyNotExposing: 'The mail goes to the person alone who was given the seat.',
      description: 'Email the invitation for a pending seat once more.',
      whenLost: 'Ask the person whether the email came before sending another: nothing at Polar tells.',
      keywords: ['colleague, employee, never arrived, again, reminder, lost email, spam, send another, did not get'],
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
