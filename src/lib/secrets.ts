/** What stands where a secret was. */
export const MASK = '[secret]';

/** One pass over what needs nothing, which is nearly all. */
const SUSPECT = /polar_|whsec_|eyJ|_secret_|[Ss]ignature=|sig=|X-Amz-|webhooks\/|hooks\.|:\/\/[^\s/]*@/;

/**
 * What Polar's server puts before its random part (`*_PREFIX` in its source): tokens by OAuth (`at_u`, `at_o`, `rt_u`,
 * `rt_o`), codes, client secrets, registration tokens, tokens of organizations and people, sessions of customers and
 * members and the choice between them, changes of an email address, webhook secrets, and the secret of a checkout, which
 * is in its address too. `polar_ci_` names an OAuth client, and `polar_cl_` is a checkout link: merchants publish both.
 */
const KNOWN_TOKEN = /(polar_(?:[ar]t_[uo]|ac|cs|crt|oat|pat|cst|mst|msel|c?ev|whs|c)_)[\w-]{4,}/g;
/** Of any other kind, present and future: the random part has 43 characters of 62, so some are capitals. */
const ANY_TOKEN = /(polar_(?!c[il]_)[a-z\d]{1,20}_(?:[a-z]{1,20}_)?)(?=[a-z\d_-]{0,39}[A-Z])[\w-]{40,}/g;
/** As https://www.standardwebhooks.com writes them, and Polar did. */
const WEBHOOK_SECRET = /(whsec_)[\w+/=-]{8,}/g;
/** What Stripe gives for one payment or session, as in a checkout's `payment_processor_metadata`. */
const STRIPE_SECRET = /(_secret_)[A-Za-z\d]{16,}/g;
/**
 * RFC 7519: a header and claims, each an object in JSON, and a signature. RFC 7516 has two parts more. It begins where a
 * word or a percent-encoded character ends, so that no text is searched to its end from each of its places.
 */
const JWT = /(?:(?<![\w-])|(?<=%[\dA-F]{2}))eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*(?:\.[\w-]+\.[\w-]+)?/g;

/** Whoever has such an address writes to the channel. Discord's says which it is by a number before the token. */
const DISCORD_HOOK = /(\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{1,20}\/)[\w-]{8,}/g;
const SLACK_HOOK = /(\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/g;
/** RFC 3986, section 3.2.1: what stands before the host, behind a name. */
const PASSWORD = /(:\/\/[^\s/?#:@"'<>\\]*:)[^\s/?#"'<>\\]+(?=@)/g;

/** Of an address, or of text within JSON within a string. */
const QUERY = /\?((?:[^\s"<>\\]|\\u0026)+)/g;
/** Who has such an address needs nothing else: S3, CloudFront and others; Azure signs what has an end. */
const SIGNED = /(?<![A-Za-z_-])(?:X-Amz-(?:Signature|Credential|Security-Token)|[Ss]ignature)=/;
const SHORT_SIGNED = /(?<![A-Za-z_-])sig=/;
const EXPIRY = /(?<![A-Za-z_-])(?:se|exp|[Ee]xpir(?:y|es|ation))=/;

/**
 * Masks tokens, secrets and signed addresses wherever they stand in a text: in addresses, in sentences, in JSON. What says
 * the kind of secret stays, as in `polar_whs_[secret]`; of a signed address everything up to its query.
 *
 * It goes by what a value looks like. A license key, or a token of another service, looks like any other word.
 */
export function maskSecrets(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(QUERY, (found: string, query: string) => (isSigned(query) ? `?${MASK}` : found))
    .replace(KNOWN_TOKEN, `$1${MASK}`)
    .replace(ANY_TOKEN, `$1${MASK}`)
    .replace(WEBHOOK_SECRET, `$1${MASK}`)
    .replace(STRIPE_SECRET, `$1${MASK}`)
    .replace(DISCORD_HOOK, `$1${MASK}`)
    .replace(SLACK_HOOK, `$1${MASK}`)
    .replace(PASSWORD, `$1${MASK}`)
    .replace(JWT, MASK);
}

function isSigned(query: string): boolean {
  return SIGNED.test(query) || (SHORT_SIGNED.test(query) && EXPIRY.test(query));
}
