import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { controlSimulator, type SimulatorControl } from '../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator, startSimulator } from '../../../simulator/index.ts';
import { CallError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { createPolarClient } from '../../../src/polar/client.ts';
import { prepareShop } from '../../support/prepared-shop.ts';
import { login } from '../../support/simulator-client.ts';
import { argumentsFor, needsPerson } from './arguments-for.ts';

const TIMEOUT_MS = 10_000;

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
  return createPolarClient({
    apiUrl: simulator.url,
    tokens: { current: async () => token, afterRefusal: refused },
    deadline: Date.now() + TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
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
      const token = needsPerson(id, given) ? personsToken : DEFAULT_ORGANIZATION_TOKEN.token;
      await prepareShop(control, id);
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
