import { polarVersion } from '../../../generated/scopes.gen.ts';
import { type Answer, inShort, Unanswered } from '../ask.ts';
import { type Outcome, sayer } from '../finding.ts';
import type { PolarSide } from './polar-client.ts';

const { ok, warning, failure } = sayer('Polar API');

/** Any operation that needs a token: the version is looked at before it. */
const PATH = '/v1/products/';

/**
 * Asks Polar, without a token, for the API version of this checkout: a version that is served is echoed, and any other is
 * a 404 without the header.
 */
export async function checkPolarApi({ target, ask, api }: PolarSide): Promise<Outcome<Answer>> {
  try {
    const answer = await ask(`${api}${PATH}`, { headers: { 'Polar-Version': polarVersion } });
    return { findings: [judge(answer, new URL(api).host)], learnt: answer };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const finding = target.isLocal
      ? failure(
          error.message,
          'The Worker runs on this machine, so its calls fail too: check the network, or a proxy or firewall.',
        )
      : warning(error.message, 'This machine can’t reach Polar; the Worker may. See https://status.polar.sh.');
    return { findings: [finding] };
  }
}

function judge(answer: Answer, host: string) {
  const { status, headers } = answer;
  const echoed = headers.get('Polar-Version');
  if (status === 401 && echoed === polarVersion) return ok(`${host} answers, and serves version ${polarVersion}`);
  if (status === 404 && echoed === null)
    return failure(
      `${host} no longer serves version ${polarVersion} of the API, for which this checkout is made: no tool works`,
      'Take a newer version of polar-mcp, or make it: `npm run spec:update -- --api-version <version>`, `npm run generate`, and deploy.',
    );
  return warning(
    `${host} answered ${inShort(answer)}, which doesn't say whether version ${polarVersion} is served`,
    'Try again later; see https://status.polar.sh.',
  );
}
