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

export interface Tool<Params extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType> {
  /** The operation's id in Polar's document. */
  operation: string;
  toolset: string;
  /** What the call can do to the account: nothing, a change, one that can't be taken back, or one that moves money. */
  risk: 'read' | 'write' | 'irreversible' | 'money';
  /** Any one of these scopes is enough. */
  scopes: readonly string[];
  /** Path and query, built when first used. */
  params: () => Params;
  /** All other arguments, as one JSON body, built when first used. */
  body?: () => Body;
  /** The operation also accepts no body. */
  bodyOptional?: true;
  call(polar: Polar, params: z.output<Params>, body: z.output<Body>): Promise<Answer>;
}

/** Checks a tool's call against its schemas, then forgets their types, so that one dispatcher serves all. */
export function tool<Params extends z.ZodObject, Body extends z.ZodType>(definition: Tool<Params, Body>): Tool {
  const { params, body } = definition;
  return { ...definition, params: once(params), ...(body && { body: once(body) }) } as Tool;
}
