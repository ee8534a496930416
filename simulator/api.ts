import { type Caller, requireScope, requireSubject } from './access.ts';
import { answerPortal } from './customer-portal.ts';
import type { ApiDocument, SimulatedOperation } from './document.ts';
import type { OAuthState } from './oauth/state.ts';
import type { Call } from './operations/call.ts';
import type { Export } from './operations/figures/exports.ts';
import { handlerOf } from './operations/index.ts';
import type { OAuthSettings } from './options.ts';
import { crash, invalid, noRoute, Problem } from './problems.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Match } from './routing.ts';
import { isItem } from './shape.ts';
import type { Store } from './store.ts';
import { readBody } from './validation/body.ts';
import { readParameters } from './validation/parameters.ts';
import type { Validators } from './validation/validators.ts';

export interface ApiContext {
  document: ApiDocument;
  validators: Validators;
  rates: RateLimit;
  settings: OAuthSettings;
  store(): Store;
  oauth(): OAuthState;
  log(line: string): void;
}

/** Answers a request to the merchant API that was admitted. Throws the problems. */
export async function answerApi(
  context: ApiContext,
  request: Request,
  match: Match,
  url: URL,
  admitted: Caller | undefined,
): Promise<Response> {
  if (match.kind === 'redirect') {
    return new Response(null, { status: 307, headers: { location: url.origin + match.path + url.search } });
  }
  if (match.kind === 'none') {
    const answer = request.method === 'GET' && answerPortal(url.pathname, context.store());
    if (answer) return answer;
    throw noRoute();
  }
  if (match.kind === 'method_not_allowed') {
    throw new Problem(405, { detail: 'Method Not Allowed' }, { allow: match.allow });
  }
  const { operation, params } = match;
  context.store().jobs.runDue();
  const caller = requireSubject(admitted, operation);
  requireScope(caller, operation.scopes);
  const sent = readParameters(context.document, operation, params, url.searchParams);
  const contentType = request.headers.get('content-type');
  const { body, details } = readBody(context.document, operation, await request.text(), contentType);
  const wrong = [...sent.details, ...details];
  if (wrong.length > 0) throw invalid(wrong);
  const call = { ...callOf(context, operation, sent.params, sent.query, body, caller), origin: url.origin };
  return respond(context, operation, call);
}

function callOf(
  context: ApiContext,
  operation: SimulatedOperation,
  params: Record<string, string>,
  query: Call['query'],
  body: unknown,
  caller: Caller,
): Omit<Call, 'origin'> {
  const join = (organizationId: string) => {
    const user = context.oauth().users.find((entry) => entry.id === caller.userId);
    user?.organizations.push(organizationId);
    caller.organizations.add(organizationId);
  };
  const sent = isItem(body) ? body : {};
  return { operation, document: context.document, params, query, body: sent, caller, store: context.store(), join };
}

/** Runs the operation and puts what it returns into the form that the document promises. */
function respond(context: ApiContext, operation: SimulatedOperation, call: Call): Response {
  const given = handlerOf(operation)(call);
  const { status, schema, csv } = operation.success;
  if (csv) {
    const { name, text } = given as Export;
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    };
    return new Response(text, { status, headers });
  }
  if (!schema && status !== 204) return Response.json(null, { status });
  // If an operation has two successes (a receipt now or later), the empty one is 202.
  if (!schema || given === undefined) {
    return new Response(null, { status: schema ? 202 : status, headers: { 'content-type': 'application/json' } });
  }
  const body = context.store().shape(schema, given);
  const validate = context.validators.of(schema);
  if (!validate(body)) {
    const error = validate.errors?.[0];
    context.log(
      `${operation.id} would answer against the document: ${error?.instancePath ?? ''} ${error?.message ?? ''}`,
    );
    throw crash();
  }
  return Response.json(body, { status });
}
