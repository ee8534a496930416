// Written by `npm run generate` from openapi/. Do not edit.
import type { Client } from 'openapi-fetch';
import type * as z from 'zod';
import { once } from './runtime.gen.ts';
import type { paths } from './polar.gen.ts';

export type Polar = Client<paths>;

/** What Polar answered: a body, or a refusal. */
export interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** One operation of Polar: what it takes, exactly, and the call. */
export interface Operation<Params extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType> {
  /** Its id in Polar's document. */
  id: string;
  /** The arguments that choose it, where the tool has several operations. */
  by?: readonly string[];
  /** Path and query, built when first used. */
  params: () => Params;
  /** All other arguments, as one JSON body, built when first used. */
  body?: () => Body;
  /** It also accepts no body. */
  bodyOptional?: true;
  call(polar: Polar, params: z.output<Params>, body: z.output<Body>): Promise<Answer>;
}

export interface Tool {
  toolset: string;
  /** What a call can do to the account: nothing, a change, one that can't be taken back, or one that moves money. */
  risk: 'read' | 'write' | 'irreversible' | 'money';
  /** All of these groups are needed; of each, any one scope is enough, and the first allows least. */
  scopes: readonly (readonly string[])[];
  /** More than one where the same thing is found by different ids. */
  operations: readonly [Operation, ...Operation[]];
}

/** Checks a call against its schemas, then forgets their types, so that one dispatcher serves all. */
export function operation<Params extends z.ZodObject, Body extends z.ZodType>(
  definition: Operation<Params, Body>,
): Operation {
  const { params, body } = definition;
  return { ...definition, params: once(params), ...(body && { body: once(body) }) } as Operation;
}
