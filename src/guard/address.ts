import { isLoopback } from '../../settings/urls.ts';

/**
 * Whom a limit by address counts: an IPv4 address, or the /64 of an IPv6 one, which is what one customer gets. Cloudflare
 * sets CF-Connecting-IP on every request and no client can; without it, or with this machine's own address, the Worker
 * runs locally, and nobody is counted.
 */
export function clientNetwork(request: Request): string | undefined {
  const address = request.headers.get('CF-Connecting-IP')?.trim();
  if (!address || address === '::1' || isLoopback(address)) return undefined;
  return address.includes(':') && !address.includes('.') ? network64(address) : address;
}

/** The first four of the eight groups, of which `::` stands for as many zeros as are missing. */
function network64(address: string): string {
  const [start = '', end] = address.toLowerCase().split('::');
  const groups = start.split(':').filter(Boolean);
  if (end !== undefined) {
    const last = end.split(':').filter(Boolean);
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - last.length)).fill('0'), ...last);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
