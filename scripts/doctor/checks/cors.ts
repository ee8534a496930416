import { describeAnswer } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { letThrough } from '../remedies.ts';
import { FOREIGN_ORIGIN, type Served } from '../visit.ts';

const { wrongOr, failure } = findingsOf('CORS');

/** Checks that pages of other sites may read how to log in, and call nothing unless ALLOWED_ORIGINS has them. */
export async function checkCors(visit: Served): Promise<Outcome> {
  const { ask, target } = visit;
  const { base } = target;
  const Origin = FOREIGN_ORIGIN;
  const [post, metadata] = await Promise.all([
    ask(`${base}/mcp`, { method: 'POST', headers: { Origin, 'Content-Type': 'application/json' }, body: '{}' }),
    ask(`${base}/.well-known/oauth-protected-resource/mcp`, { headers: { Origin } }),
  ]);
  const between = letThrough('add or take CORS headers, or answer OPTIONS', visit);
  const findings: Finding[] = [];
  if (post.status !== 403)
    findings.push(
      failure(`A call from a stranger's page at /mcp answered ${describeAnswer(post)}, and not 403`, between),
    );
  const readable = metadata.headers.get('Access-Control-Allow-Origin');
  if (readable !== '*' && readable !== FOREIGN_ORIGIN)
    findings.push(
      failure("Clients in a browser can't read the metadata: it has no Access-Control-Allow-Origin", between),
    );
  return {
    findings: wrongOr(findings, "every page reads the metadata; a stranger's can't call /mcp"),
  };
}
