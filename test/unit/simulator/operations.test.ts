import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { apiDocument, type SimulatedOperation } from '../../../simulator/document.ts';
import { SEED, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { validatorsOf } from '../../../simulator/validation/validators.ts';
import { prepareShop } from '../../support/prepared-shop.ts';
import { type ApiAnswer, api, login } from '../../support/simulator-client.ts';
import { bodiesFor, pathFor, queryFor } from './inputs.ts';

const document = apiDocument();
const validators = validatorsOf(document);
const lines: string[] = [];
let simulator: Simulator;
let control: SimulatorControl;
/** A person's who chose one organization, so that creates need not name it. */
let token: string;
/** A person's for all organizations: another one is opened by no narrower one. */
let wideToken: string;

beforeAll(async () => {
  simulator = await startSimulator({ log: (line) => lines.push(line) });
  control = controlSimulator(simulator.url);
  token = (await login(simulator, {}, { organizations: [SEED.organization] })).access_token;
  wideToken = (await login(simulator)).access_token;
});
afterAll(() => simulator.close());
beforeEach(() => control.reset({ keepLogins: true }));

function expectGood(operation: SimulatedOperation, answer: ApiAnswer): void {
  const seen = `${operation.id}: ${JSON.stringify(answer.body)?.slice(0, 600)} ${lines.join('\n')}`;
  expect(answer.status, seen).toBeGreaterThanOrEqual(200);
  expect(answer.status, seen).toBeLessThan(300);
  const { schema, csv } = operation.success;
  if (csv) expect(String(answer.body)).toContain('\r\n');
  else if (schema && answer.status !== 202) {
    const validate = validators.of(schema);
    expect(validate(answer.body), JSON.stringify(validate.errors?.[0])).toBe(true);
  } else expect(answer.body).toBe(schema || operation.success.status === 204 ? '' : null);
}

test('the document has operations', () => {
  expect(document.operations.length).toBeGreaterThan(100);
});

describe.each(document.operations.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  const method = operation.method.toUpperCase();

  test('answers as the document says', async () => {
    const path = pathFor(operation);
    const bodies = bodiesFor(operation, document);
    for (const query of new Set([false, true].map((all) => queryFor(operation, document, all).toString()))) {
      const url = query === '' ? path : `${path}?${query}`;
      for (const { name, body } of bodies.length > 0 ? bodies : [{ name: 'no body', body: undefined }]) {
        await prepareShop(control, operation.id);
        const bearer = operation.id === 'organizations:create' ? wideToken : token;
        const answer = await api(simulator, bearer, method, url, withOrganization(operation, body));
        const context = `${operation.id} ${name} ${JSON.stringify(body)}`;
        expect(answer.status, `${context} → ${JSON.stringify(answer.body)?.slice(0, 500)}`).toBeLessThan(300);
        expectGood(operation, answer);
        if (method !== 'GET') await control.reset({ keepLogins: true });
      }
    }
  });

  const broken = brokenInput(operation);
  if (!broken) return;
  test('answers 422 to a broken input', async () => {
    const answer = await api(simulator, token, method, broken.url, broken.body);
    expect(answer.status).toBe(422);
    expect(answer.body.error).toBe('RequestValidationError');
    expect(answer.body.detail[0]).toMatchObject({
      type: expect.any(String),
      loc: expect.arrayContaining([broken.in]),
      msg: expect.any(String),
      input: expect.anything(),
    });
  });
});

/** Each event has to name its organization, whatever the token is for. */
function withOrganization(operation: SimulatedOperation, body: unknown): unknown {
  if (operation.id !== 'events:ingest') return body;
  const { events } = body as { events: object[] };
  return { events: events.map((event) => ({ ...event, organization_id: SEED.organization })) };
}

/** One mistake that the operation must notice; undefined where it takes nothing that could be wrong. */
function brokenInput(operation: SimulatedOperation): { in: string; url: string; body?: unknown } | undefined {
  const path = pathFor(operation);
  if (operation.body) return { in: 'body', url: path, body: 7 };
  const parameters = operation.operation.parameters ?? [];
  const byId = parameters.find((entry) => entry.in === 'path' && entry.schema.format?.startsWith('uuid'));
  if (byId) return { in: 'path', url: operation.path.replace(/\{\w+\}/g, 'not-an-id') };
  if (parameters.some((entry) => entry.name === 'limit')) return { in: 'query', url: `${path}?limit=0` };
  if (parameters.some((entry) => entry.name === 'anonymize')) return { in: 'query', url: `${path}?anonymize=perhaps` };
  const query = queryFor(operation, document, false);
  if (parameters.some((entry) => entry.name === 'organization_id')) query.set('organization_id', 'not-an-id');
  else if (query.has('subscription_id')) query.set('subscription_id', 'not-an-id');
  else return undefined;
  return { in: 'query', url: `${path}?${query}` };
}
