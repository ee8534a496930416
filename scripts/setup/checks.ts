import { isLoopback, withoutSlash } from '../../settings/urls.ts';

/** Says what is wrong with an answer, in words that follow its name; undefined when nothing is. */
export type Check = (text: string) => string | undefined;

/** A Worker's name becomes a label of a host name, which may have this many (RFC 1035 section 2.3.4). */
const NAME_MAX_CHARACTERS = 63;

/** The name of a Worker, as Cloudflare takes it. */
export const nameProblem: Check = (text) => {
  if (text.length > NAME_MAX_CHARACTERS) return `may have ${NAME_MAX_CHARACTERS} characters at most`;
  if (!/^[a-z0-9-]+$/.test(text)) return 'may have lowercase letters, digits and dashes alone';
  return /^-|-$/.test(text) ? 'may not begin or end with a dash' : undefined;
};

/** The address of a Worker of this name: an origin, which may end with a slash. */
export const baseUrlProblem =
  (name: string): Check =>
  (text) => {
    const example = `https://${name}.<your subdomain>.workers.dev`;
    if (/[<>]/.test(text)) return 'still has a <…> in it, that stands for something of yours';
    if (!URL.canParse(text)) return `must be an address with https://, as ${example}`;
    const { protocol, hostname, origin } = new URL(text);
    if (isLoopback(hostname)) return 'is an address of this machine, which --local sets up';
    if (protocol !== 'https:') return 'must begin with https://';
    if (origin !== withoutSlash(text)) return `must be an address in lower case and without a path, as ${origin}`;
    const [first, ...rest] = hostname.split('.');
    if (!hostname.endsWith('.workers.dev') || first === name) return undefined;
    return `is another Worker's: one that is named ${name} answers at https://${[name, ...rest].join('.')}`;
  };

/** An origin, which may end with a slash: that of another Polar's API, or of the Worker on this machine. */
export const originProblem: Check = (text) => {
  if (!URL.canParse(text)) return 'must be an address, as http://127.0.0.1:4010';
  const { protocol, hostname, origin } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return 'must be with https (http is accepted on this machine alone)';
  return origin === withoutSlash(text) ? undefined : `must be without a path, as ${origin}`;
};

/** A client's id or secret. Other characters couldn't stand in .dev.vars unescaped. */
export const credentialProblem: Check = (text) => {
  if (text === '') return 'is empty';
  return /^[\w.~+/=:@-]+$/.test(text) ? undefined : 'has characters that no id and no secret of Polar has';
};

/** @throws Error with one line that begins with the answer's name */
export function assertRight(what: string, text: string, check: Check): void {
  const problem = check(text);
  if (problem) throw new Error(`${what} ${problem}`);
}

/** The same check for a person's answer, with the answer's name. */
export function withName(what: string, check: Check): Check {
  return (text) => {
    const problem = check(text);
    return problem && `${what} ${problem}`;
  };
}
