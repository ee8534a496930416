import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import type { Schema } from '../../../simulator/document.ts';
import { document, isAccepted, parametersSchema } from '../../support/oracle.ts';
import { everyMutation, mutations } from '../../support/samples/mutations.ts';
import { everyBranch, samplesOf } from '../../support/samples/samples.ts';
import { liesIn, mistakesIn } from './mistakes.ts';

/**
 * For each operation: what its zod schemas take is what the document takes (test/support/oracle.ts), and comes out
 * unchanged. Other values, and many more: `SEED=7 RUNS=100 npx vitest run --project unit exact --testTimeout 0`.
 */
const seed = Number(process.env.SEED ?? 1);
/** For each value that stands for a branch, since some operations have one and some have hundreds. */
const runs = Number(process.env.RUNS ?? 4);
const CHANGES = 4;
/** Pieces of the document that operations share are tried with the first. */
const tried = new Set<Schema>();
// This makes zod behave as in workerd, which lacks the `eval` for zod's faster checks. Schemas read it when they are
// made.
z.config({ jitless: true });
const count = { samples: 0, mutations: 0 };

interface Pair {
  name: string;
  schema: Schema;
  zod: z.ZodType;
}

/** The document's schemas beside those of the tools. */
const pairs = Object.values<Tool>(tools)
  .flatMap(({ operations }) => operations)
  .map(({ id, params, body }) => {
    const operation = document.operations.find((other) => other.id === id);
    if (!operation) throw new Error(`There is no operation ${id}`);
    // In the document's order; after them, what is no parameter of Polar's.
    const names = Object.keys(params().shape);
    const pairs: Pair[] = [{ name: 'parameters', schema: parametersSchema(operation, names), zod: params() }];
    if (body && operation.body) pairs.push({ name: 'body', schema: operation.body.schema, zod: body() });
    return [id, pairs] as const;
  });

afterAll(() => {
  const [samples, changed] = [count.samples, count.mutations].map((n) => n.toLocaleString('en'));
  console.log(`${samples} samples, ${changed} mutations`);
});

test('every operation is here', () => {
  expect(pairs.map(([id]) => id).sort()).toEqual(document.operations.map(({ id }) => id).sort());
});

describe.each(pairs)('%s', (_, pairs) => {
  test.each(pairs)('$name that the document takes comes out as it is', ({ schema, zod }) => {
    const check = (value: unknown) => {
      count.samples++;
      if (!isAccepted(schema, value)) throw new Error(`The document doesn't take the sample ${fc.stringify(value)}`);
      takes(zod, value);
    };
    const listed = everyBranch(schema, document.resolve);
    for (const value of listed) check(value);
    fc.assert(fc.property(samplesOf(schema, document.resolve), check), { seed, numRuns: runs * listed.length });
  });

  test.each(pairs)('$name that is changed in one place is judged alike', ({ schema, zod }) => {
    const judge = (value: unknown) => {
      count.mutations++;
      if (isAccepted(schema, value)) takes(zod, value);
      else refuses(zod, value);
    };
    const listed = everyBranch(schema, document.resolve);
    for (const value of everyMutation(schema, listed, { resolve: document.resolve, isAccepted, tried })) judge(value);
    const sample = fc.oneof(fc.constantFrom(...listed), samplesOf(schema, document.resolve));
    const changes = fc.array(mutations(schema, document.resolve), { minLength: CHANGES, maxLength: CHANGES });
    const check = (value: unknown, changes: ((value: unknown) => unknown)[]) => {
      for (const change of changes) judge(change(value));
    };
    fc.assert(fc.property(sample, changes, check), { seed, numRuns: runs * listed.length });
  });
});

function takes(zod: z.ZodType, value: unknown): void {
  const { data, error } = zod.safeParse(value);
  if (error) throw new Error(`zod refuses ${fc.stringify(value)}: ${JSON.stringify(error.issues)}`);
  if (!isDeepStrictEqual(data, value)) throw new Error(`${fc.stringify(value)} came out as ${fc.stringify(data)}`);
}

function refuses(zod: z.ZodType, value: unknown): void {
  const { error } = zod.safeParse(value);
  if (!error) throw new Error(`zod takes ${fc.stringify(value)}`);
  for (const { path, message } of mistakesIn(error.issues)) {
    if (message === '') throw new Error(`nothing is said of ${path} in ${fc.stringify(value)}`);
    if (!liesIn(value, path)) throw new Error(`there is no ${path} in ${fc.stringify(value)}`);
  }
}
