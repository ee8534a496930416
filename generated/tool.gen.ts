// Written by `npm run generate` from openapi/. Do not edit.
import type { Client } from 'openapi-fetch';
import type * as z from 'zod';
import { once } from './runtime.gen.ts';
import type { paths } from './polar.gen.ts';

export type Polar = Client<paths>;

/** What Polar answered: the text of its body, or a refusal. */
export interface Answer {
  data?: string;
  error?: unknown;
  response: Response;
}

/** What is answered when all went well: one thing or a page of them, by the name of its resource; a table; or nothing. */
export type Kind = { kind: 'one' | 'list'; resource: string } | { kind: 'csv' | 'empty' };

/** A tool to call, for each argument of it the one of ours whose value it takes, and arguments that it always gets. */
export interface Read {
  tool: string;
  with: Readonly<Record<string, string>>;
  given?: Readonly<Record<string, unknown>>;
  /** What a person is shown of it, by dot path; omitted: what lists show. */
  fields?: readonly string[];
  /** What is shown of it may change until the person has agreed. */
  changes?: true;
  /** It is read to judge the call by, and not shown. */
  quiet?: true;
}

/** An object in a body that Polar replaces whole. */
export interface Whole {
  field: string;
  /** A part of it is completed with what is there, or refused while it would lose something. */
  partial: 'merged' | 'refused';
  /** Its fields. */
  names: readonly string[];
  /** Dot paths of those that `clear` takes out of what is there: they can't be null. */
  drops?: readonly string[];
}

/**
 * The effect of a call on the account: none, a change, one by which others get access, data or goods, one that can't be
 * taken back, or one that moves money.
 */
export type Risk = 'read' | 'write' | 'exposes' | 'irreversible' | 'money';

/** One risk of a change, or several that it has at once. */
export type ChangeRisks = Exclude<Risk, 'read'> | readonly Exclude<Risk, 'read'>[];

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
  /** What isn't given stays as it is. */
  partial?: true;
  /** The objects in the body that Polar replaces whole. */
  whole?: readonly Whole[];
  /** Fields that the body always has. */
  constants?: Readonly<Record<string, string>>;
  /** The arguments of path parameters that Polar calls otherwise, by Polar's name. */
  renamed?: Readonly<Record<string, string>>;
  answer: Kind;
  /** Of a change: the read of what the path names. */
  target?: Read;
  /** Of a change: the read that tells whether it was made. */
  settledBy?: Read;
  call(polar: Polar, params: z.output<Params>, body: z.output<Body>): Promise<Answer>;
}

export interface Tool {
  title: string;
  toolset: string;
  risk: Risk;
  /** The risks of single arguments, or of some of their values, where they aren't the tool's. */
  risks?: Readonly<Record<string, ChangeRisks | Readonly<Record<string, ChangeRisks>>>>;
  /** A person must know it before such a call is made. */
  consequence?: string;
  /** The same for a call that gives one of these arguments, by dot path. */
  consequences?: Readonly<Record<string, string>>;
  /** What is read before such a call, instead of its target. */
  before?: readonly Read[];
  /** The advice to the caller when the answer was lost, and no read tells whether the change was made. */
  whenLost?: string;
  /** What was done, said where Polar's answer is empty. */
  done?: string;
  /** The secrets that are shown, by dot path. */
  reveals?: readonly string[];
  /** The list in its answer that is in order of time, the oldest first, and whether each period begins in `timezone`. */
  series?: { in: string; isLocal?: true };
  /** All of these groups are needed; of each, any one scope is enough, and the first allows least. */
  scopes: readonly (readonly string[])[];
  /** Only a person's token may call it, never that of one organization. */
  personOnly?: true;
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
