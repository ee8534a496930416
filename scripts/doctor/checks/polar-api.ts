import { polarVersion } from '../../../generated/scopes.gen.ts';
import { type Answer, describeAnswer, Unanswered } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import type { PolarSide } from '../polar-side.ts';

const { ok, warning, failure, skipped } = findingsOf('Polar API');

/** Any operation that needs a token would do, because Polar checks the version before the token. */
const PATH = '/v1/products/';

/**
 * Asks Polar, without a token, for the API version of this checkout. Polar repeats a version that it serves in a
 * header, and answers any other with 404 without the header.
 */
export async function checkPolarApi(side: PolarSide): Promise<Outcome<Answer>> {
  const { target, ask, api } = side;
  if (api === undefined)
    return { findings: [skipped("which API belongs to the page that people log in on isn't known")] };
  try {
    const answer = await ask(`${api}${PATH}`, { headers: { 'Polar-Version': polarVersion } });
    return { findings: [...elsewhere(side), judge(answer, side)], learnt: answer };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const finding = target.isLocal
      ? failure(
          error.message,
          'The Worker runs on this machine, so its calls fail too: check the network, or a proxy or firewall.',
        )
      : warning(error.message, 'This machine can’t reach Polar; the Worker may. See https://status.polar.sh.');
    return { findings: [...elsewhere(side), finding] };
  }
}

/** The fault of a Worker whose tokens come from another API. */
function elsewhere({ api, discovery }: PolarSide): Finding[] {
  if (!discovery || discovery.tokenOrigin === api) return [];
  const found = `${api} says that its tokens come from ${discovery.tokenOrigin}`;
  return [warning(found, `Is that what POLAR_API_URL should be, and --polar-api-url?`)];
}

function judge(answer: Answer, { api, isPolar }: PolarSide): Finding {
  const { status, headers } = answer;
  const host = new URL(api ?? '').host;
  const echoed = headers.get('Polar-Version');
  if (status === 401 && echoed === polarVersion) return ok(`${host} answers, and serves version ${polarVersion}`);
  if (status === 404 && echoed === null && isPolar)
    return failure(
      `${host} no longer serves version ${polarVersion} of the API, for which this checkout is made: no tool works`,
      'Take a newer version of polar-mcp, or make it: `npm run spec:update -- --api-version <version>`, `npm run generate`, and deploy.',
    );
  const found = `${host} answered ${describeAnswer(answer)}, which doesn't say whether version ${polarVersion} is served`;
  return isPolar
    ? warning(found, 'Try again later; see https://status.polar.sh.')
    : warning(found, "Is that Polar's API? It has no discovery document that says so.");
}
