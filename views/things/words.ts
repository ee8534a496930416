/** Labels that a field's name doesn't give by itself. */
const LABELS: Readonly<Record<string, string>> = {
  id: 'ID',
  url: 'Link',
  public_url: 'Link',
  external_id: 'External ID',
  created_at: 'Created',
  modified_at: 'Changed',
  applied_balance_amount: 'From balance',
  net_amount: 'Net of tax',
  discount_amount: 'Discounted',
  amount: 'Amount',
  due_amount: 'To pay, after balance',
  platform_fee_amount: "Polar's fee",
  refundable_amount: 'Can be refunded',
  refundable_tax_amount: 'Tax that can be refunded',
  cancel_at_period_end: 'Ends with the period',
  pause_at_period_end: 'Pauses with the period',
  is_invoice_generated: 'Invoice made',
  evidence_due_by: 'Evidence due by',
  recurring_interval: 'Billed every',
  past_due: 'Evidence overdue',
  http_code: 'HTTP status',
  basis_points: 'Percentage',
  custom_field_data: 'Custom fields',
  method_metadata: 'Details',
  customer_cancellation_reason: 'Canceled because',
  customer_cancellation_comment: "Customer's comment",
  granted_at: 'Granted on',
  revoke_benefits: 'Benefits revoked',
  display_key: 'Key',
  current_period_end: 'Period ends',
  current_period_start: 'Period began',
  limit_activations: 'Activations, at most',
  max_redemptions_per_customer: 'Redemptions a customer, at most',
  meter_name: 'Meter',
  product_name: 'Product',
  benefit_description: 'Benefit',
  benefit_type: 'Type',
  external_customer_id: "Customer's external ID",
  size_readable: 'Size',
  mime_type: 'Type of file',
  total_count: 'In all',
};

const OF_MERCHANTS = /(?:^|_)(?:metadata|meta|data)$/;

/** Whether merchants fill a field as they like: no name in it means anything to this view. */
export const isOfMerchants = (name: string): boolean => OF_MERCHANTS.test(name);

/** Words that keep their capitals. */
const CAPITALS: Readonly<Record<string, string>> = { id: 'ID', url: 'URL', http: 'HTTP', sha256: 'SHA-256' };

/** The name of one of Polar's fields, as people call it: `current_period_end` is "Current period end". */
export function labelOf(name: string): string {
  const known = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
  if (known !== undefined) return known;
  const bare = name.replace(/^is_/, '').replace(/_(?:at|amount|id)$/, '');
  return sentence(
    bare
      .split('_')
      .map((word) => (Object.hasOwn(CAPITALS, word) ? CAPITALS[word] : word))
      .join(' '),
  );
}

const sentence = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

/** Polar's fields whose values are words of Polar's, as `partially_refunded`. Texts of people are shown as they are. */
const ENUMERATIONS = new Set(
  (
    'status type amount_type reason billing_reason visibility recurring_interval trial_interval duration ' +
    'decline_reason method trigger processor role service source customer_cancellation_reason benefit_type ' +
    'proration_behavior seat_tier_type tax_behavior default_tax_behavior unit func conjunction operator format brand'
  ).split(' '),
);
const ENUMERATION = /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/;

/** Whether a text is one of Polar's words, by the form of the text and by the field where that is given. */
export const isEnumeration = (text: string, name?: string) =>
  ENUMERATION.test(text) && (name === undefined || ENUMERATIONS.has(name));

/** Why an order was made, as merchants say it. */
const REASONS: Readonly<Record<string, string>> = {
  subscription_create: 'New subscription',
  subscription_cycle: 'Renewal',
  subscription_update: 'Subscription changed',
};

/** One of Polar's words as people write it: `partially_refunded` is "Partially refunded". */
export function enumWords(text: string): string {
  const reason = Object.hasOwn(REASONS, text) ? REASONS[text] : undefined;
  return reason ?? sentence(text.replaceAll('_', ' '));
}

const PLURALS: Readonly<Record<string, string>> = { day: 'days', week: 'weeks', month: 'months', year: 'years' };

/** A length of time: "month", or "3 months". */
export function everyWords(interval: string, count: unknown): string {
  if (typeof count !== 'number' || count === 1) return interval;
  return `${count} ${PLURALS[interval] ?? interval}`;
}

/** The beginning and the end of an id, by which people tell two apart. */
export const shortId = (id: string) => (id.length > 14 ? `${id.slice(0, 8)}\u2026${id.slice(-4)}` : id);
