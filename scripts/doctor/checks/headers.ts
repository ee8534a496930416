import { describeAnswer, showsStack } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { letThrough } from '../remedies.ts';
import type { Target } from '../target.ts';
import type { Served } from '../visit.ts';

const { wrongOr, failure } = findingsOf('headers');

/** Lists what each header of a page must have, in words and as a pattern. */
const WANTED: [header: string, words: string, value: RegExp][] = [
  ['Content-Security-Policy', "default-src 'none'", /default-src 'none'/],
  ['Content-Security-Policy', "frame-ancestors 'none'", /frame-ancestors 'none'/],
  ['X-Frame-Options', 'DENY', /^DENY$/i],
  ['X-Content-Type-Options', 'nosniff', /^nosniff$/i],
  // With no-referrer, Chromium says `Origin: null` when it sends the page's form.
  ['Referrer-Policy', 'same-origin', /^same-origin$/],
  ['Cache-Control', 'no-store', /no-store/],
];
const HSTS: (typeof WANTED)[number] = ['Strict-Transport-Security', 'max-age=<seconds>', /max-age=[1-9]/];

/** /connections is a page that is one person's own, so that nothing about it may be kept or framed. */
export async function checkHeaders(visit: Served): Promise<Outcome> {
  const { target, ask } = visit;
  const accept = { headers: { Accept: 'text/html' } };
  const page = await ask(`${target.base}/connections`, accept);
  const missing = await ask(`${target.base}/doctor-looks-for-nothing`, accept);
  const between = letThrough('change headers or pages', visit);
  const findings: Finding[] = [];
  for (const fault of faultsOf(page.headers, target)) findings.push(failure(`/connections: ${fault}`, between));
  if (page.status !== 200) findings.push(failure(`/connections answered ${describeAnswer(page)}`, between));
  if (missing.status !== 404)
    findings.push(failure(`A page that isn't there answered ${describeAnswer(missing)}, and not 404`, between));
  if (missing.headers.has('X-Powered-By') || showsStack(missing))
    findings.push(failure("A page that isn't there shows what the server is made of", between));
  return {
    findings: wrongOr(
      findings,
      `no framing, no sniffing, no caching, no referrer${target.base.startsWith('https:') ? ', https alone' : ''}`,
    ),
  };
}

/** Finds the faults in the headers of a page that is one person's own, one line each. */
export function faultsOf(headers: Headers, { base }: Target): string[] {
  return (base.startsWith('https:') ? [...WANTED, HSTS] : WANTED)
    .filter(([name, , value]) => !value.test(headers.get(name) ?? ''))
    .map(([name, words]) => `${name} is ${headers.get(name) ?? 'missing'}, and must have ${words}`);
}
