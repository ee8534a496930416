import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { CallError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/mcp/arguments.ts';
import { createPolar } from '../../../src/polar/client.ts';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { apiDocument, type Item } from '../../simulator/document.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../simulator/index.ts';
import { bodiesFor, pathValues, queryValues } from '../simulator/inputs.ts';
import { login } from '../simulator/support.ts';

const TIMEOUT_MS = 10_000;
const document = apiDocument();

let simulator: Simulator;
let control: SimulatorControl;
let personsToken: string;
beforeAll(async () => {
  simulator = await startSimulator();
  control = controlSimulator(simulator.url);
  personsToken = (await login(simulator)).access_token;
});
afterAll(() => simulator.close());
beforeEach(() => control.reset({ keepLogins: true }));

function polarFor(token: string) {
  const refused = () => Promise.reject(new CallError('connection_ended', 'The token was refused'));
  return createPolar({
    apiUrl: simulator.url,
    tokens: { current: async () => token, afterRefusal: refused },
    deadline: Date.now() + TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** The flat arguments of a tool's operation: with its required parameters or all, and each kind of body. */
function argumentsFor({ id, params, partial }: Operation): Record<string, unknown>[] {
  const operation = document.operations.find((other) => other.id === id);
  if (!operation) throw new Error(`There is no operation ${id}`);
  const path = Object.values(pathValues(operation));
  // Path parameters may have other names as arguments; their order is the same.
  const parameters = Object.keys(params().shape).slice(0, path.length);
  const inPath = Object.fromEntries(parameters.map((argument, i) => [argument, path[i]]));
  const bodies = bodiesFor(operation, document);
  // An update that changes nothing is taken by Polar, and not by the tool.
  const said = bodies.filter(({ body }) => !partial || Object.values(body as Item).some((value) => value !== null));
  return [false, true].flatMap((all) =>
    (said.length > 0 ? said : [{ body: {} }]).map(({ body }) => ({
      ...(body as Item),
      ...queryValues(operation, document, all),
      ...inPath,
    })),
  );
}

function read(tool: Tool, given: Record<string, unknown>) {
  try {
    return readArguments(tool, given);
  } catch (error) {
    throw new Error(`${JSON.stringify(given)} → ${JSON.stringify((error as CallError).fields)}`);
  }
}

const cases = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.operations.map((operation) => [name, operation.id, tool, operation] as const),
);

describe.each(cases)('%s: %s', (name, id, tool, operation) => {
  test('what Polar accepts reaches it', async () => {
    for (const given of argumentsFor(operation)) {
      const shown = JSON.stringify(given);
      const input = read(tool, given);
      expect(input.operation.id).toBe(id);
      // An organization's token may not name the organization; a person's must, where something is created.
      const token =
        shown.includes('"organization_id"') || id === 'organizations:create'
          ? personsToken
          : DEFAULT_ORGANIZATION_TOKEN.token;
      await control.clearRequests();
      const { response, error } = await operation.call(polarFor(token), input.params as never, input.body as never);
      expect(response.status, `${name} ${shown} → ${JSON.stringify(error)}`).toBeLessThan(300);
      const [request, ...more] = await control.requests();
      expect(request?.operationId).toBe(id);
      expect(more).toEqual([]);
      if (tool.risk !== 'read') await control.reset({ keepLogins: true });
    }
  });

  test('an argument that does not exist is refused', () => {
    const [given = {}] = argumentsFor(operation);
    expect(() => readArguments(tool, { ...given, no_such_argument: 1 })).toThrow(CallError);
  });
});
