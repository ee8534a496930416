import { polarVersion, scopes } from '../../generated/scopes.gen.ts';
import type { Answer } from '../../generated/tool.gen.ts';
import { CallError, type ErrorCode, type ErrorDetails, type FieldError } from '../errors.ts';
import { isInvalidToken } from './client.ts';
import { freshTokenRefusedError, laterError, outcomeUnknownError } from './failure.ts';

/** Polar's JSON errors: `error` is a class name, `detail` a sentence or a list of fields. */
interface PolarError {
  error?: unknown;
  detail?: unknown;
  error_description?: unknown;
}

/** Sentences for refusals of valid calls, by status. */
const REFUSED: Record<number, string> = {
  404: 'Polar refused this: something that it needs is not there.',
  402: 'Polar refused this: a payment failed, or is missing.',
  403: 'Polar refused this: it is not allowed.',
  409: 'Polar refused this: it does not go with how things stand now.',
  410: 'Polar refused this: what it is about is gone or over.',
  412: 'Polar refused this: something else has to be there or done first.',
  422: 'Polar refused this: something else has to be there or done first.',
  500: 'Polar refused this; nothing was changed.',
};

/** A crash of Polar may be temporary. If the call itself causes it, it comes each time. */
const crashed = (less: string | undefined) =>
  `Make the same call once more. ${less === undefined ? 'If Polar fails again' : `If Polar fails again, ask for ${less}. Otherwise`}, tell the person that Polar fails at this; it is not for them to mend.`;

/** The call that Polar refused. */
export interface RefusedCall {
  /** The operation's id in Polar's document. */
  operation: string;
  /** Whether the call changes nothing, so that it may be tried again. */
  isRead: boolean;
  /** Ways to ask for less, as they follow "ask for"; undefined if the tool has none. */
  less: string | undefined;
  /** Turns the details of a 422 into errors of arguments. */
  fieldErrors(details: readonly unknown[]): FieldError[];
}

/**
 * Turns Polar's refusal into an error for the caller. 429 is empty, and a removed version of the API is a 404 without `error`.
 * A 500 in plain text is a crash; one that names its class and reason is a refusal like any other.
 */
export function refusalError(
  { error, response }: Answer,
  { operation, isRead, less, fieldErrors }: RefusedCall,
): CallError {
  const { status, headers } = response;
  const body: PolarError = typeof error === 'object' && error !== null ? error : {};
  const refuse = (code: ErrorCode, message: string, details?: ErrorDetails) =>
    new CallError(code, message, { status, ...polarWords(body), ...details });

  // A proxy that gave up waiting (408) doesn't know the outcome either.
  if ((status >= 500 && !isDeliberate(status, body)) || status === 408) {
    if (!isRead) return outcomeUnknownError(`Polar failed (${status})`, status);
    const failed = `Polar failed (${status}); nothing was changed.`;
    return status === 500
      ? laterError('polar_unavailable', failed, response, crashed(less))
      : laterError('polar_unavailable', failed, response);
  }
  const says = polarWords(body).polarSays ?? '';
  const meaning = MEANINGS.find(
    (one) =>
      one.error === body.error &&
      (one.operations?.includes(operation) ?? true) &&
      (one.says === undefined || one.says.test(says)),
  );
  if (meaning) return refuse(meaning.code ?? 'refused', meaning.message, { whatToDo: meaning.whatToDo });
  // Only a wrong POLAR_API_URL leads to a redirect. The token is not sent after it.
  if (status < 400) {
    return new CallError('misconfigured', `Polar answered with a redirect (${status}), which was not followed.`, {
      status,
      whatToDo: 'Whoever runs this server must check POLAR_API_URL: until then, it stays so.',
    });
  }
  switch (status) {
    case 401:
      if (isInvalidToken(response)) return freshTokenRefusedError();
      if (body.error !== undefined && body.error !== 'Unauthorized') break;
      return refuse('refused', 'Polar does not take this call from a connection of this kind; nothing was changed.', {
        whatToDo: 'Do without it, and tell the person: the connection itself is good.',
      });
    case 404:
      // Polar's answers name its version and the error's class. Without both, no route of this version has the path.
      if (body.error === undefined && !headers.has('Polar-Version')) {
        return new CallError('misconfigured', `Polar no longer serves version ${polarVersion} of its API.`, {
          status,
          whatToDo: 'Whoever runs this server must update it, or check POLAR_API_URL: until then, it stays so.',
        });
      }
      if (!isUnknownId(body)) break;
      return refuse('not_found', "There is nothing with this id, or this connection can't see it.");
    case 411:
      return new CallError('internal', 'Polar did not take the form in which this server sends the call (411).', {
        status,
      });
    case 413:
      return refuse('invalid_arguments', 'These arguments are more than Polar takes; nothing was changed.', {
        whatToDo: 'Send less at once.',
      });
    case 422:
      if (typeof body.detail === 'string' && !isAboutArguments(body)) break;
      return refuse('invalid_arguments', 'Polar did not accept these arguments; nothing was changed.', {
        fields: Array.isArray(body.detail) ? fieldErrors(body.detail) : [],
      });
    case 429:
      return laterError('rate_limited', 'Too many requests to Polar; nothing was changed.', response);
  }
  if (body.error === 'insufficient_scope') {
    const lacking = lackingScopes(headers);
    const what = lacking.length > 0 ? `: it lacks the permission ${lacking.join(' or ')}` : '';
    return refuse('insufficient_scope', `Polar does not let this connection do that${what}.`, {
      whatToDo:
        'Ask the person to connect again and to allow it. An organization access token gets its permissions when it is made.',
    });
  }
  if (body.error === 'InvalidRequestedOrganization' || body.error === 'RequestedOrganizationNotAccessible') {
    return refuse('refused', "This connection can't use the organization that it is for; nothing was changed.", {
      whatToDo:
        'Ask the person to connect again and choose one, or to correct the organization in the address of this server.',
    });
  }
  return refuse('refused', REFUSED[status] ?? `Polar refused this (${status}).`);
}

/** Whether Polar's code raised this error. Such an error names its class, and has status 500 by default. */
const isDeliberate = (status: number, { error, detail }: PolarError) =>
  status === 500 && typeof error === 'string' && /^[A-Z][A-Za-z]+$/.test(error) && typeof detail === 'string';

/** Whether a 404 is about the id itself, and not about something else that is missing. */
const isUnknownId = ({ error, detail }: PolarError) =>
  error === undefined ||
  (error === 'ResourceNotFound' && (typeof detail !== 'string' || /^([\w ]+ )?not found\.?$/i.test(detail)));

/** Whether a 422 is about the sent arguments, and not about the state of things at Polar. */
const isAboutArguments = ({ error }: PolarError) => typeof error !== 'string' || error.endsWith('ValidationError');

function polarWords({ detail, error_description }: PolarError): Pick<ErrorDetails, 'polarSays'> {
  const said = detail ?? error_description;
  return typeof said === 'string' && said.toLowerCase() !== 'not found' ? { polarSays: said } : {};
}

/** The scopes of which any is enough (RFC 6750 section 3). Names that are no scopes of Polar's are left out. */
function lackingScopes(headers: Headers): string[] {
  const [, named = ''] = /\bscope="([^"]*)"/.exec(headers.get('WWW-Authenticate') ?? '') ?? [];
  const known = new Set<string>(scopes);
  return named.split(' ').filter((scope) => known.has(scope));
}

/** Says what a refusal means, where its status and Polar's sentence leave open what to do. */
interface Meaning {
  /** The class of Polar's error. */
  error: string;
  /** Ids of operations in Polar's document; omitted: all. */
  operations?: readonly string[];
  /** Matches Polar's sentence, which is empty where it says no more than that nothing was found; omitted: any. */
  says?: RegExp;
  /** Default: `refused`. */
  code?: Extract<ErrorCode, 'not_found' | 'invalid_arguments'>;
  message: string;
  whatToDo: string;
}

const PORTAL = 'create_customer_portal_link gives the customer a page where they add one';

/** The first that matches a refusal applies. */
const MEANINGS: readonly Meaning[] = [
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

/** Rules of Polar's that another call lifts: how Polar's sentence about an argument begins, and that call. */
const LIFTABLE_RULES: readonly [begins: string, by: string][] = [
  [
    'Seat-based pricing is not enabled',
    'update_organization allows it, with `member_model_enabled` and `seat_based_pricing_enabled` true in `feature_settings`; ask the person first, as it stays on',
  ],
];

/** Names the call that lifts a rule which no value of the argument satisfies; undefined if there is none. */
export const adviceToLift = (sentence: string) => LIFTABLE_RULES.find(([begins]) => sentence.startsWith(begins))?.[1];
