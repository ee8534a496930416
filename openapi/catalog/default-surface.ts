import type { DefaultTool } from './types.ts';

/**
 * The tools that a client sees unless it asks for other toolsets: those for the jobs that merchants ask for most. Every
 * client pays for all of them in every conversation, so each needs a reason. With the four tools that find and call the
 * others, they may be 25 tools and have 8,000 tokens.
 *
 * A list that returns whole items stands for the single read. Deletions and one-time settings are left out.
 */
export const defaultSurface: readonly DefaultTool[] = [
  // How is business?
  { tool: 'get_metrics', reason: 'Revenue, MRR, churn and growth: the question asked most.' },

  // The merchant asks: what do I sell, and what could I?
  { tool: 'list_products', reason: 'Products with their prices; most other calls need an id from here.' },
  { tool: 'create_product', reason: 'Launching something new.' },
  { tool: 'update_product', reason: 'Changing a price, archiving a product.' },
  { tool: 'create_checkout_link', reason: 'Something to share right away: a link to buy.' },
  { tool: 'list_discounts', reason: 'Which codes exist, and how often were they used?' },
  { tool: 'create_discount', reason: 'A promotion, a code for one customer.' },

  // The merchant asks: who is this customer, and what do they have?
  { tool: 'list_customers', reason: 'Support begins with finding the customer by email.' },
  { tool: 'get_customer_state', reason: 'Everything that a customer has now, in one call.' },
  { tool: 'update_customer', reason: 'A new email address, a tax number.' },
  { tool: 'create_customer_portal_link', reason: 'Letting the customer help themselves in their portal.' },

  // Did they pay?
  { tool: 'list_orders', reason: 'Who bought what, when, for how much.' },
  { tool: 'get_order', reason: 'What is on one order, and how much of it can still be refunded.' },
  { tool: 'get_invoice', reason: 'The request that customers make most.' },
  { tool: 'generate_invoice', reason: 'Until it is issued, there is no invoice to get.' },
  { tool: 'list_refunds', reason: 'Was it refunded already?' },
  { tool: 'create_refund', reason: 'The most frequent decision of support.' },

  // How is their subscription?
  { tool: 'list_subscriptions', reason: 'Who is subscribed, who is past due, who cancelled and why.' },
  { tool: 'update_subscription', reason: 'Changing plan or seats, cancelling, pausing, taking a cancellation back.' },

  // How much do they use?
  { tool: 'list_customer_meters', reason: 'What each customer used and has left.' },

  // Where am I?
  { tool: 'get_connection', reason: 'Whose account this is, the ids of its organizations, and what may be done.' },
];
