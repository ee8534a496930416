import { type Answer, describeAnswer, showsStack } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { letThrough, sentence, whereLogsAre } from '../remedies.ts';
import type { Served } from '../visit.ts';

const { wrongOr, failure } = findingsOf('no token');

/** A refusal has nothing to tell beyond its headers. */
const MAX_REFUSAL_CHARACTERS = 1000;

/** The first request of any client (2025-11-25, and 2026-07-28 has it as well). */
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'polar-mcp doctor', version: '1' } },
});

/** Without a token, /mcp says where to get one (RFC 9728 section 5.1), and nothing else. */
export async function checkChallenge(visit: Served): Promise<Outcome> {
  const { target, ask } = visit;
  const url = `${target.base}/mcp`;
  const metadata = `${target.base}/.well-known/oauth-protected-resource/mcp`;
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
  const asked = {
    POST: await ask(url, { method: 'POST', headers, body: INITIALIZE }),
    GET: await ask(url, { headers: { Accept: 'text/event-stream' } }),
    DELETE: await ask(url, { method: 'DELETE' }),
  };
  const between = letThrough('answer or change /mcp', visit);
  const judge = ([method, answer]: [string, Answer]): Finding[] => {
    if (answer.status !== 401) {
      const fix = answer.status >= 500 ? sentence(whereLogsAre(visit)) : between;
      return [failure(`${method} /mcp without a token answered ${describeAnswer(answer)}, and not 401`, fix)];
    }
    const challenge = answer.headers.get('WWW-Authenticate') ?? '';
    if (!/^Bearer /i.test(challenge) || !challenge.includes(`resource_metadata="${metadata}"`))
      return [failure(`The 401 to ${method} /mcp doesn't name ${metadata} in WWW-Authenticate`, between)];
    if (answer.text.length > MAX_REFUSAL_CHARACTERS || showsStack(answer))
      return [failure(`The 401 to ${method} /mcp says more than it should`, between)];
    return [];
  };
  const findings = Object.entries(asked).flatMap(judge);
  return { findings: wrongOr(findings, 'POST, GET and DELETE at /mcp name the metadata') };
}
