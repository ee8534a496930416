import * as z from 'zod';
import { scopes } from '../../../generated/scopes.gen.ts';
import { isLoopback } from '../../../settings/urls.ts';
import { type Answer, describeAnswer, jsonOf } from '../ask.ts';
import { type Finding, findingsOf, type Outcome } from '../finding.ts';
import { howToSet, letThrough, sentence } from '../remedies.ts';
import type { Served } from '../visit.ts';

const { wrongOr, failure } = findingsOf('metadata');

/**
 * The endpoints at which a client registers, and to which it sends people. Both must be at the server that is checked.
 */
export type Endpoints = Served & { register: string; authorize: string };

const has = (...wanted: string[]) =>
  z
    .array(z.string(), { error: 'is missing' })
    .refine((all) => wanted.every((one) => all.includes(one)), `lacks ${wanted.join(' or ')}`);

/** The metadata of RFC 9728 section 2. */
const protectedResource = (base: string) =>
  z.object({
    resource: z.literal(`${base}/mcp`, { error: `isn't ${base}/mcp` }),
    authorization_servers: has(base),
  });

/** The metadata of RFC 8414 section 2 that MCP requires. */
function authorizationServer(base: string) {
  // On a loopback address, clients register.
  const takesDocuments = !isLoopback(new URL(base).hostname);
  const endpoint = z
    .string({ error: 'is missing' })
    .refine((url) => URL.parse(url)?.origin === base, `isn't at ${base}`);
  return z.object({
    issuer: z.literal(base, { error: `isn't ${base}` }),
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    registration_endpoint: endpoint,
    response_types_supported: has('code'),
    grant_types_supported: has('authorization_code', 'refresh_token'),
    code_challenge_methods_supported: has('S256'),
    client_id_metadata_document_supported: z.literal(takesDocuments, { error: `isn't ${takesDocuments}` }),
    scopes_supported: z
      .array(z.string(), { error: 'is missing' })
      .refine((all) => scopes.every((scope) => all.includes(scope)), 'lacks scopes of this checkout'),
  });
}

/** Checks the metadata that every client reads first. */
export async function checkMetadata(visit: Served): Promise<Outcome<Endpoints>> {
  const { base } = visit.target;
  const fixOf = (problem: string) =>
    problem.includes(base) ? sentence(howToSet('BASE_URL', visit)) : letThrough('answer there', visit);
  const read = async (path: string, schema: z.ZodType): Promise<{ answer: Answer; findings: Finding[] }> => {
    const answer = await visit.ask(`${base}${path}`);
    return {
      answer,
      findings: problemsOf(answer, schema).map((problem) => failure(`${path}: ${problem}`, fixOf(problem))),
    };
  };
  const [root, inserted, server] = await Promise.all([
    read('/.well-known/oauth-protected-resource', protectedResource(base)),
    read('/.well-known/oauth-protected-resource/mcp', protectedResource(base)),
    read('/.well-known/oauth-authorization-server', authorizationServer(base)),
  ]);
  const findings = [root, inserted, server].flatMap((one) => one.findings);
  const endpoints = endpointsOf(server.answer, base);
  const good = `issuer, resource and endpoints are at ${base}; PKCE, client metadata documents, ${scopes.length} scopes`;
  return {
    findings: wrongOr(findings, good),
    ...(endpoints && { learnt: { ...visit, ...endpoints } }),
  };
}

function problemsOf(answer: Answer, schema: z.ZodType): string[] {
  if (answer.status !== 200) return [`answered ${describeAnswer(answer)}`];
  const body = jsonOf(answer);
  if (body === undefined) return [`answered ${describeAnswer(answer)}, and no JSON`];
  return schema.safeParse(body).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()) ?? [];
}

function endpointsOf(answer: Answer, base: string) {
  const { registration_endpoint, authorization_endpoint } = authorizationServer(base).shape;
  const { data } = z.object({ registration_endpoint, authorization_endpoint }).safeParse(jsonOf(answer));
  return data && { register: data.registration_endpoint, authorize: data.authorization_endpoint };
}
