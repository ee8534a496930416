import { describeAnswer } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { deployAgain, sentence, whereLogsAre } from '../remedies.ts';
import type { Served } from '../visit.ts';

const { wrongOr, warning, failure } = findingsOf('pages');

/** Checks the pages that tell people and models how to connect. */
export async function checkPages(visit: Served): Promise<Outcome> {
  const { target, ask } = visit;
  const landing = await ask(`${target.base}/`, { headers: { Accept: 'text/html' } });
  const llms = await ask(`${target.base}/llms.txt`);
  const findings: Finding[] = [];
  if (landing.status !== 200 || !landing.headers.get('Content-Type')?.startsWith('text/html'))
    findings.push(failure(`/ answered ${describeAnswer(landing)}`, sentence(whereLogsAre(visit))));
  if (llms.status === 404)
    findings.push(warning('There is no /llms.txt: it is an older version', sentence(deployAgain(visit))));
  else if (llms.status !== 200)
    findings.push(failure(`/llms.txt answered ${describeAnswer(llms)}`, sentence(whereLogsAre(visit))));
  return { findings: wrongOr(findings, '/ and /llms.txt') };
}
