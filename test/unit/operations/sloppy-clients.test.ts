import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import type { Schema } from '../../../simulator/document.ts';
import { CallError } from '../../../src/errors.ts';
import { readArguments } from '../../../src/operations/read-arguments.ts';
import { document, parametersSchema } from '../../support/oracle.ts';
import { everyBranch, samplesOf } from '../../support/samples/samples.ts';
import { HABITS, sloppily } from '../../support/samples/sloppy.ts';

/**
 * Arguments as a sloppy client writes them make the very request that the clean ones make, or are refused by paths. More calls:
 * `SEED=7 RUNS=100 npx vitest run --project unit sloppy --testTimeout 0`.
 */
const seed = Number(process.env.SEED ?? 11);
const runs = Number(process.env.RUNS ?? 8);

type Arguments = Record<string, unknown>;
const count = { same: 0, refused: 0 };
const refusals = new Map<string, number>();

const cases = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.operations.map(({ id, params, partial }) => {
    const operation = document.operations.find((other) => other.id === id);
    if (!operation) throw new Error(`There is no operation ${id}`);
    const names = Object.keys(params().shape).filter((argument) => argument !== 'clear');
    const schema = { params: parametersSchema(operation, names), body: operation.body?.schema };
    return [name, id, tool, { ...schema, isUpdate: partial === true }] as const;
  }),
);

/** The request that a call makes: all that the operation hands to the client of Polar. */
async function requestOf(tool: Tool, given: Arguments): Promise<unknown> {
  const { operation, params, body, dropped } = readArguments(tool, given);
  const sent: unknown[] = [];
  const record = (method: string) => async (path: string, init: object) => sent.push({ method, path, init, dropped });
  const polar = Object.fromEntries(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => [method, record(method)]));
  await operation.call(polar as never, params as never, body as never);
  return sent;
}

const problemOf = (error: unknown) => {
  if (!(error instanceof CallError) || error.code !== 'invalid_arguments') throw error;
  if (error.fields.length === 0) throw new Error(`A refusal without a path: ${error.message}`);
  return error.fields;
};

describe.each(cases)('%s: %s', (name, _, tool, { params, body, isUpdate }) => {
  async function check(clean: Arguments, sloppy: Arguments) {
    const shown = `${JSON.stringify(clean)} as ${JSON.stringify(sloppy)}`;
    const want = await requestOf(tool, clean).catch(problemOf);
    try {
      expect(await requestOf(tool, sloppy), shown).toEqual(want);
      count.same++;
    } catch (error) {
      const [{ path, message } = { path: '', message: '' }] = problemOf(error);
      // A clean call that is refused, as an update that changes nothing, is refused in both forms.
      if (Array.isArray(want) && want.length > 0 && 'message' in (want[0] as object)) count.same++;
      else {
        count.refused++;
        const kind = `${name} ${path}: ${message}`.slice(0, 160);
        refusals.set(kind, (refusals.get(kind) ?? 0) + 1);
      }
    }
  }

  const samples = (schema: Schema | undefined): fc.Arbitrary<unknown> =>
    schema
      ? fc.oneof(fc.constantFrom(...everyBranch(schema, document.resolve)), samplesOf(schema, document.resolve))
      : fc.constant({});

  test('a sloppy client gets what a clean one gets', async () => {
    const habits = fc.subarray([...HABITS], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        samples(params),
        samples(body),
        habits,
        fc.infiniteStream(fc.boolean()),
        async (query, fields, usual, dice) => {
          const does = (habit: (typeof HABITS)[number]) => usual.includes(habit) && dice.next().value === true;
          const written = (schema: Schema | undefined, value: unknown, isUpdate: boolean) => {
            if (!schema) return {};
            const text = sloppily(schema, value, { does, isUpdate });
            return (typeof text === 'string' ? JSON.parse(text) : text) as Arguments;
          };
          const clean = { ...(fields as Arguments), ...(query as Arguments) };
          await check(clean, { ...written(body, fields, isUpdate), ...written(params, query, false) });
        },
      ),
      { numRuns: runs, seed },
    );
  });
});

test('hardly any sloppy call is refused: JSON text in JSON text is read three levels deep', () => {
  expect(count.same).toBeGreaterThan(cases.length);
  expect(count.refused).toBeLessThan(count.same / 100);
});

afterAll(() => {
  console.log(`${count.same} calls of sloppy clients made the request of the clean one, ${count.refused} were refused`);
  for (const [kind, times] of [...refusals].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(times, kind);
});
