import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { bad, counted, good, type Loc, type Result } from './result.ts';

/** Names that never take mail. @see https://www.iana.org/assignments/special-use-domain-names */
const SPECIAL_USE = ['arpa', 'invalid', 'local', 'localhost', 'onion', 'test'];
const MAX_URL_LENGTH = 2083;
const MAX_LABEL_LENGTH = 63;

/**
 * An e-mail address by its form. Polar's library has a limit for the whole but, unless told otherwise, none for the
 * part before the sign.
 *
 * @see https://github.com/JoshData/python-email-validator#readme
 */
export function toEmail(value: unknown, loc: Loc): Result {
  if (typeof value !== 'string') return bad('string_type', loc, 'Input should be a valid string', value);
  const text = value.trim();
  const reason = emailFault(text);
  if (reason !== undefined) {
    return bad('value_error', loc, `value is not a valid email address: ${reason}`, value, { reason });
  }
  const [local = '', domain = ''] = text.split('@');
  return good(`${local}@${domain.toLowerCase()}`);
}

function emailFault(text: string): string | undefined {
  const at = text.indexOf('@');
  if (at < 0) return 'An email address must have an @-sign.';
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (local === '') return 'There must be something before the @-sign.';
  if (domain === '') return 'There must be something after the @-sign.';
  const foreign = charactersOf(local, /[\s\p{C}"(),:;<>@[\\\]]/u);
  if (foreign) return `The email address contains invalid characters before the @-sign: ${foreign}.`;
  if (local.startsWith('.')) return 'An email address cannot start with a period.';
  if (local.endsWith('.')) return 'An email address cannot have a period immediately before the @-sign.';
  if (local.includes('..')) return 'An email address cannot have two periods in a row.';
  return domainFault(domain);
}

function domainFault(domain: string): string | undefined {
  if (/^\[.*\]$/.test(domain)) return 'A bracketed IP address after the @-sign is not allowed here.';
  const foreign = charactersOf(domain, /[^\p{L}\p{M}\p{N}.-]/u);
  if (foreign) return `The part after the @-sign contains invalid characters: ${foreign}.`;
  if (domain.startsWith('.')) return 'An email address cannot have a period immediately after the @-sign.';
  if (domain.endsWith('.')) return 'An email address cannot end with a period.';
  if (domain.includes('..')) return 'An email address cannot have two periods in a row.';
  if (domain.startsWith('-')) return 'An email address cannot have a hyphen immediately after the @-sign.';
  if (domain.endsWith('-')) return 'An email address cannot end with a hyphen.';
  const labels = (domainToASCII(domain) || domain).toLowerCase().split('.');
  const tooMany = Math.max(...labels.map((label) => label.length)) - MAX_LABEL_LENGTH;
  if (tooMany > 0) {
    const excess = `${counted(tooMany, 'character')} too many`;
    return `After the @-sign, periods cannot be separated by so many characters (${excess}).`;
  }
  if (labels.length < 2) return 'The part after the @-sign is not valid. It should have a period.';
  const top = labels.at(-1) ?? '';
  if (SPECIAL_USE.includes(top)) {
    return 'The part after the @-sign is a special-use or reserved name that cannot be used with email.';
  }
  if (!/[a-z]$/.test(top)) return 'The part after the @-sign is not valid. It is not within a valid top-level domain.';
  return undefined;
}

function charactersOf(text: string, foreign: RegExp): string {
  const found = [...new Set([...text].filter((character) => foreign.test(character)))];
  return found.map((character) => (character === ' ' ? 'SPACE' : `'${character}'`)).join(', ');
}

/** A web address of one of the schemes, as a browser would write it. */
export function toUrl(value: unknown, loc: Loc, schemes: string[]): Result {
  if (typeof value !== 'string') return bad('url_type', loc, 'URL input should be a string or URL', value);
  if (value.length > MAX_URL_LENGTH) {
    const message = `URL should have at most ${MAX_URL_LENGTH} characters`;
    return bad('url_too_long', loc, message, value, { max_length: MAX_URL_LENGTH });
  }
  const error = urlFault(value.trim());
  if (error !== undefined) return bad('url_parsing', loc, `Input should be a valid URL, ${error}`, value, { error });
  const url = new URL(value.trim());
  if (!schemes.includes(url.protocol.slice(0, -1))) {
    const expected = schemes.map((scheme) => `'${scheme}'`).join(' or ');
    return bad('url_scheme', loc, `URL scheme should be ${expected}`, value, { expected_schemes: expected });
  }
  // A checkout's id takes this place later.
  return good(url.href.replaceAll('%7BCHECKOUT_ID%7D', '{CHECKOUT_ID}'));
}

function urlFault(text: string): string | undefined {
  if (text === '') return 'input is empty';
  if (URL.canParse(text)) return undefined;
  const parts = /^[a-z][a-z0-9+.-]*:(.*)$/is.exec(text);
  if (!parts) return 'relative URL without a base';
  const host = /^[/\\]*(?:[^/\\?#]*@)?([^/\\?#]*)/.exec(parts[1] ?? '')?.[1] ?? '';
  if (host === '' || host.startsWith(':')) return 'empty host';
  if (host.startsWith('[')) return 'invalid IPv6 address';
  if (/:[^:\]]*$/.test(host) && URL.canParse(`http://${host.replace(/:[^:]*$/, '')}`)) return 'invalid port number';
  if (/^[\d.]+$/.test(host)) return 'invalid IPv4 address';
  return 'invalid international domain name';
}

export function toIp(value: unknown, loc: Loc): Result {
  if (value === true) return good(fromNumber(1));
  const isAddress = typeof value === 'number' ? Number.isInteger(value) && value >= 0 : isIP(String(value)) !== 0;
  if (!isAddress) {
    return bad('ip_any_address', loc, 'value is not a valid IPv4 or IPv6 address', value);
  }
  return good(typeof value === 'number' ? fromNumber(value) : value);
}

/** 1 is 0.0.0.1. */
function fromNumber(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
