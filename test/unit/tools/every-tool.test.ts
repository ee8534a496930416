import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toolList } from '../../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
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
// `format` stands in the list for the model; the exact schema enforces it.
const ajv = new Ajv2020({ strict: false, validateFormats: false });

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

/** The tool's flat arguments: with its required parameters or all, and each kind of body. */
function argumentsFor(name: ToolName): Record<string, unknown>[] {
  const operation = document.operations.find(({ id }) => id === tools[name].operation);
  if (!operation) throw new Error(`${name} has no operation`);
  const path = Object.values(pathValues(operation));
  // Path parameters may have other names as arguments; their order is the same.
  const parameters = Object.keys(tools[name].params().shape).slice(0, path.length);
  const inPath = Object.fromEntries(parameters.map((argument, i) => [argument, path[i]]));
  const bodies = bodiesFor(operation, document);
  return [false, true].flatMap((all) =>
    (bodies.length > 0 ? bodies : [{ body: {} }]).map(({ body }) => ({
      ...(body as Item),
      ...queryValues(operation, document, all),
      ...inPath,
    })),
  );
}

function read(tool: (typeof tools)[ToolName], given: Record<string, unknown>) {
  try {
    return readArguments(tool, given);
  } catch (error) {
    throw new Error(`${JSON.stringify(given)} → ${JSON.stringify((error as CallError).fields)}`);
  }
}

/** The two things that the list says in one way only: a list of one for a single value, and absent for null. */
function asAdvertised(given: Record<string, unknown>, properties: object): Record<string, unknown> {
  const shown = properties as Record<string, { type?: string; anyOf?: unknown }>;
  const entries = Object.entries(given).flatMap(([name, value]) => {
    if (value === null && !shown[name]?.anyOf) return [];
    return [[name, shown[name]?.type === 'array' && !Array.isArray(value) ? [value] : value]];
  });
  return Object.fromEntries(entries);
}

describe.each(Object.keys(tools) as ToolName[])('%s', (name) => {
  const tool = tools[name];
  const advertised = toolList.find((entry) => entry.name === name);
  const isAdvertised = ajv.compile(advertised?.inputSchema ?? false) as ValidateFunction;

  test('what Polar accepts passes both schemas and reaches the right operation', async () => {
    for (const given of argumentsFor(name)) {
      const shown = JSON.stringify(given);
      expect(
        isAdvertised(asAdvertised(given, advertised?.inputSchema.properties ?? {})),
        `${shown} ${JSON.stringify(isAdvertised.errors)}`,
      ).toBe(true);
      const { params, body } = read(tool, given);
      // An organization's token may not name the organization; a person's must, where something is created.
      const token =
        shown.includes('"organization_id"') || tool.operation === 'organizations:create'
          ? personsToken
          : DEFAULT_ORGANIZATION_TOKEN.token;
      await control.clearRequests();
      const { response, error } = await tool.call(polarFor(token), params as never, body as never);
      expect(response.status, `${shown} → ${JSON.stringify(error)}`).toBeLessThan(300);
      const [request, ...more] = await control.requests();
      expect(request?.operationId).toBe(tool.operation);
      expect(more).toEqual([]);
      if (tool.risk !== 'read') await control.reset({ keepLogins: true });
    }
  });

  test('an argument that does not exist is refused', () => {
    const [given = {}] = argumentsFor(name);
    expect(() => readArguments(tool, { ...given, no_such_argument: 1 })).toThrow(CallError);
  });
});
