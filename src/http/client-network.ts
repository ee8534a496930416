import { isLoopback } from '../../settings/urls.ts';

/** The network that a request comes from: limits by address count by it. */
export interface ClientNetwork {
  /** An IPv4 address, or the /64 of an IPv6 one: one line of one customer. */
  own: string;
  /** The /48 of an IPv6 address (RFC 6177): one customer's 65,536 times /64, or a few hundred customers with a /56 each. */
  site?: string;
}

/**
 * Cloudflare sets CF-Connecting-IP on every request and no client can.
 *
 * @returns undefined without that header, or for this machine's own address: the Worker runs locally, and nobody is counted
 */
export function clientNetwork(request: Request): ClientNetwork | undefined {
  const address = plainAddress(request.headers.get('CF-Connecting-IP') ?? '');
  if (address === '' || address === '::1' || isLoopback(address)) return undefined;
  const groups = address.includes(':') ? groupsOf(address) : undefined;
  if (!groups) return { own: address };
  return { own: `${groups.slice(0, 4).join(':')}::/64`, site: `${groups.slice(0, 3).join(':')}::/48` };
}

/** One way to write each address, without a zone (RFC 4007); an IPv4 address that IPv6 carries is itself (RFC 4291). */
function plainAddress(text: string): string {
  const address = text.trim().replace(/%.*$/, '');
  const canonical = address.includes(':') ? URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) : undefined;
  if (canonical === undefined) return address;
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join('.');
}

/** The eight groups, of which `::` stands for as many zeros as are missing. */
function groupsOf(address: string): string[] {
  const [start = [], end] = address.split('::').map((part) => part.split(':').filter(Boolean));
  if (!end) return start;
  return [...start, ...Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0'), ...end];
}
