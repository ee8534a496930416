import type { ErrorCode } from '../errors.ts';

/** Says what a refusal means to the caller, where its status and Polar's sentence leave open what to do. */
export interface RefusalMeaning {
  code: Extract<ErrorCode, 'refused' | 'not_found' | 'invalid_arguments'>;
  message: string;
  whatToDo: string;
}

/** The parts of a refusal that decide its meaning. */
export interface RefusedAs {
  /** The operation's id in Polar's document. */
  operation: string;
  /** The class of Polar's error. */
  error: string;
  /** Its sentence; empty where it says no more than that nothing was found. */
  says: string;
}

interface Row extends Omit<RefusalMeaning, 'code'> {
  error: string;
  /** Only for these operations; omitted: for all. */
  operations?: readonly string[];
  /** Only with such a sentence; omitted: with any. */
  says?: RegExp;
  /** Default: `refused`. */
  code?: RefusalMeaning['code'];
}

const PORTAL = 'create_customer_portal_link gives the customer a page where they add one';

/** The first row that fits holds. */
const MEANINGS: readonly Row[] = [
  {
    error: 'InvoiceDoesNotExist',
    message: 'The order is there, and has no invoice yet.',
    whatToDo:
      'If generate_invoice was called, make the same call again in a minute: Polar is still making it. If not, ask the person whether to generate it.',
  },
  {
    error: 'ReceiptNotAllocated',
    message: 'The order is there, and has no receipt.',
    whatToDo: 'Polar makes one only where something was paid. Tell the person, or offer the invoice of get_invoice.',
  },
  {
    error: 'RefundUnknownPayment',
    message: 'Nothing was paid for this order, so there is nothing to pay back.',
    whatToDo: 'Tell the person; the id is right, and get_order shows how the order stands.',
  },
  {
    error: 'PaymentFailed',
    says: /missing_payment_method/,
    operations: ['subscriptions:update'],
    message: 'The customer has no payment method that Polar can charge; nothing was changed.',
    whatToDo: `From a free subscription, create_checkout with its \`subscription_id\` gives the customer a page to pay on. Otherwise ${PORTAL}; then make the same call again.`,
  },
  {
    error: 'PaymentFailed',
    says: /missing_payment_method/,
    message: 'The customer has no payment method that Polar can charge; nothing was charged.',
    whatToDo: `${PORTAL}; then make the same call again.`,
  },
  {
    error: 'PaymentFailed',
    message: "The customer's payment method was declined; nothing was charged.",
    whatToDo: `Tell the person: the customer needs another one. ${PORTAL}.`,
  },
  {
    error: 'PaymentActionRequired',
    message: "The customer's bank wants them to approve this payment, which this call can't do.",
    whatToDo: 'Tell the person: the customer has to pay by themselves, as at a page of create_checkout.',
  },
  {
    error: 'OffSessionChargesNotEnabled',
    message: 'Polar has not allowed this organization to charge saved payment methods.',
    whatToDo: "Tell the person to ask Polar's support for it. Until then, create_checkout lets the customer pay.",
  },
  {
    error: 'MissingInvoiceBillingDetails',
    message: 'The order has no billing name and address, without which there is no invoice.',
    whatToDo: 'Set `billing_name` and `billing_address` with update_order, then make the same call again.',
  },
  {
    error: 'AlreadyCanceledSubscription',
    message: 'The subscription is canceled already, or ends with its period; nothing was changed.',
    whatToDo:
      'Nothing is left to cancel. For another change, first keep it: update_subscription with `cancel_at_period_end` false.',
  },
  {
    error: 'BadRequest',
    operations: ['subscriptions:update'],
    message: 'The subscription is not about to end, so there is no cancellation to take back.',
    whatToDo: 'Look at it with get_subscription, and leave it.',
  },
  {
    error: 'ResourceUnavailable',
    operations: ['subscriptions:update'],
    message: 'The subscription has ended, and nothing brings it back.',
    whatToDo: 'Sell it anew: create_checkout, or create_free_subscription for a free product.',
  },
  {
    error: 'AmbiguousExternalCustomerID',
    message: 'Customers of several organizations have this external id.',
    whatToDo: 'Find the one that is meant with list_customers, and give its `customer_id`.',
  },
  {
    error: 'GitHubRepositoryBenefitAccountNotConnected',
    message: "The person's account at Polar is not connected to GitHub; nothing was changed.",
    whatToDo: "Ask the person to connect GitHub in Polar's dashboard, then make the same call again.",
  },
  {
    error: 'ResourceNotFound',
    operations: ['license_keys:validate'],
    says: /./,
    message: 'This license key is not valid, or not for this.',
    whatToDo: 'Tell the person why; get_license_key shows its status, expiry and limits.',
  },
  {
    error: 'ResourceNotFound',
    operations: ['license_keys:validate', 'license_keys:activate', 'license_keys:deactivate'],
    code: 'not_found',
    message: 'This organization has no such license key, or the key no such activation.',
    whatToDo: 'Check the key with list_license_keys, and its activations with get_license_key.',
  },
  {
    error: 'ResourceNotFound',
    operations: ['members:list_members'],
    says: /./,
    code: 'invalid_arguments',
    message: '`customer_id` is not the id of a customer at Polar.',
    whatToDo: 'Take the id from list_customers, or give your own as `external_customer_id`.',
  },
  {
    error: 'ResourceNotFound',
    operations: ['benefits:files'],
    code: 'not_found',
    message: 'There is no benefit with this id, or it is not of the type downloadables.',
    whatToDo: 'See its type with get_benefit.',
  },
];

/** Undefined where status and sentence say enough. */
export function refusalMeaning({ operation, error, says }: RefusedAs): RefusalMeaning | undefined {
  const row = MEANINGS.find(
    (one) =>
      one.error === error &&
      (one.operations?.includes(operation) ?? true) &&
      (one.says === undefined || one.says.test(says)),
  );
  return row && { code: row.code ?? 'refused', message: row.message, whatToDo: row.whatToDo };
}

/** Rules that another call lifts, by how Polar's sentence about an argument begins. */
const LIFTED: readonly [begins: string, by: string][] = [
  [
    'Seat-based pricing is not enabled',
    'update_organization allows it, with `member_model_enabled` and `seat_based_pricing_enabled` true in `feature_settings`; ask the person first, as it stays on',
  ],
];

/** The call that lifts a rule which no other value of the argument satisfies; undefined if none does. */
export const liftingCall = (sentence: string) => LIFTED.find(([begins]) => sentence.startsWith(begins))?.[1];
