import { type Answer, Unanswered } from '../ask.ts';
import { findingsOf, type Outcome } from '../finding.ts';
import type { Target } from '../target.ts';
import type { Visit } from '../visit.ts';

const { ok, failure } = findingsOf('reachable');

/** Asks for /health, the one address that answers under every host. The others learn from the answer. */
export async function checkReachable({ target, ask }: Visit): Promise<Outcome<Answer>> {
  const { base, isLocal } = target;
  if (base.startsWith('http:') && !isLocal) {
    const found = `${base} is without TLS: anybody on the way could read the tokens`;
    return {
      findings: [failure(found, `Check ${base.replace('http:', 'https:')}, and let BASE_URL begin with https.`)],
    };
  }
  try {
    const answer = await ask(`${base}/health`);
    const location = answer.headers.get('Location');
    if (location !== null) return { findings: [redirected(target, location)] };
    return { findings: [ok(base)], learnt: answer };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return { findings: [failure(error.message, fixOf(error, target))] };
  }
}

function redirected({ base }: Target, location: string) {
  const to = URL.parse(location, base)?.origin ?? location;
  return failure(
    `${base}/health redirects to ${to}`,
    to === base
      ? 'Take away what redirects: a rule at Cloudflare, or another Worker on this route.'
      : `If that is the Worker's own address, check it: \`npm run doctor -- ${to}\`. Otherwise take away what redirects (a rule, Cloudflare Access): clients can't follow it.`,
  );
}

function fixOf({ reason }: Unanswered, { isLocal }: Target): string {
  if (isLocal && ['refused', 'timeout', 'broken', 'name'].includes(reason))
    return 'Start it with `npm start`, and check the address after `ready`. PORT chooses another port.';
  switch (reason) {
    case 'name':
      return 'Check the spelling; `npm run deploy` prints the address. A domain of your own has to be in `routes` in wrangler.toml; a new one takes some minutes.';
    case 'refused':
      return 'Check the address and the port: a Worker at Cloudflare answers on 443, so write no port.';
    case 'certificate':
      return 'Cloudflare makes the certificate some minutes after a domain was added; only one level below the zone is covered (mcp.example.com). Behind a proxy of your company, NODE_EXTRA_CA_CERTS names its certificate.';
    case 'tls':
      return 'Check the port. A Worker on this machine has http: write http:// before the address.';
    case 'timeout':
    case 'broken':
      return 'Try again. If it stays so, check your network and https://www.cloudflarestatus.com.';
  }
}
