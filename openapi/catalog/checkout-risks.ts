/** These arguments give nobody access and nothing away, because the customer still pays the price. */
export const harmless = {
  metadata: 'write',
  allow_discount_codes: 'write',
  require_billing_address: 'write',
  seats: 'write',
  units: 'write',
} as const;

/** The same of a session, which also has arguments about its customer. */
export const harmlessInSession = {
  ...harmless,
  custom_field_data: 'write',
  is_business_customer: 'write',
  customer_name: 'write',
  customer_ip_address: 'write',
  customer_billing_name: 'write',
  customer_billing_address: 'write',
  customer_tax_id: 'write',
  customer_metadata: 'write',
  locale: 'write',
  currency: 'write',
} as const;

/** The consequences of the arguments that both checkout links and sessions have. */
export const exposed = {
  discount_id: 'The discount is taken off at once, without a code.',
  trial_interval: 'Nothing is paid for so long.',
  trial_interval_count: 'Nothing is paid for so long.',
  success_url: 'After paying, customers are sent to that site.',
  return_url: 'Customers who go back are sent to that site.',
} as const;
