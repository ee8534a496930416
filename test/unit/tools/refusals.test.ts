import { afterAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import type { Schema } from '../../../simulator/document.ts';
import { CallError, type FieldError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { document, isAccepted, parametersSchema } from '../../support/oracle.ts';
import { everyMutation } from '../../support/samples/mutations.ts';
import { everyBranch } from '../../support/samples/samples.ts';

/** The forms of a message about one wrong argument: the expected and the actual value, or the correction. */
const IN_WORDS = [
  /^Expected .+, got .+$/s,
  /^Required, but missing: expected .+$/s,
  /^One of these is required: .+$/,
  /^There is no such argument\. (Did you mean .+\?|These are known: .+|Each is .+|Give it within .+|None of the \d+ has a similar name|There are none|No name is that long)$/s,
  /^Not together with .+$/,
  /^Only with .+ ".+"$/,
  /^Only together with .+$/,
  /^Nothing to change was given(\. To empty a field, name it in `clear`)?$/,
];

const cases = Object.values<Tool>(tools).flatMap((tool) =>
  tool.operations.flatMap(({ id, params }) => {
    const operation = document.operations.find((other) => other.id === id);
    if (!operation?.body) return [];
    const [inPath = {}] = everyBranch(parametersSchema(operation, Object.keys(params().shape)), document.resolve);
    return [[id, tool, inPath, operation.body.schema] as const];
  }),
);
/** Pieces of the document that tools share are tried with the first. */
const tried = new Set<Schema>();
let refusals = 0;
afterAll(() => console.log(`${refusals} refusals in words`));

describe('a body that the document does not accept is refused in words', () => {
  test.each(cases)('%s', (_, tool, inPath, schema) => {
    const listed = everyBranch(schema, document.resolve).slice(0, 3);
    const options = { resolve: document.resolve, isAccepted, tried };
    for (const body of everyMutation(schema, listed, options)) {
      if (typeof body !== 'object' || body === null || isAccepted(schema, body)) continue;
      const fields = refusalOf(tool, { ...body, ...(inPath as object) });
      // Text is read as JSON where only an object fits.
      if (!fields) continue;
      refusals += 1;
      for (const { path, message } of fields) {
        if (IN_WORDS.some((words) => words.test(message))) continue;
        throw new Error(`${path}: ${message} for ${JSON.stringify(body)}`);
      }
    }
  });
});

test('and there was something to refuse', () => {
  expect(refusals).toBeGreaterThan(1000);
});

/** Undefined when the arguments are taken after all. */
function refusalOf(tool: Tool, given: Record<string, unknown>): FieldError[] | undefined {
  try {
    readArguments(tool, given);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(CallError);
    return (error as CallError).fields;
  }
}
