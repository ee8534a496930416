// Copied by `npm run generate` from scripts/generator/runtime/tool.ts. Do not edit.
import type { Client } from 'openapi-fetch';
import type * as z from 'zod';
import type { paths } from './polar.gen.ts';
import type { Read, Risk, ToolPolicy } from './policy.gen.ts';
import { once } from './runtime.gen.ts';

export type { ChangeRisks, Read, Risk } from './policy.gen.ts';

export type Polar = Client<paths>;

/** Polar's answer: the text of its body, or a refusal. */
export interface Answer {
  data?: string;
  error?: unknown;
  response: Response;
}

/** The form of an answer to a call that succeeded: one thing or a page of them, by the name of its schema; a table; or nothing. */
export type AnswerKind = { kind: 'one' | 'list'; resource: string } | { kind: 'csv' | 'empty' };

/** An object in a body that Polar replaces whole. */
export interface ReplacedObject {
  field: string;
  /**
   * This server's way with a part: `merged` completes it with the present values, `refused` refuses it if it would
   * lose one.
   */
  partial: 'merged' | 'refused';
  /** Its fields in all cases of the body. */
  names: readonly string[];
  /** Dot paths of the fields that `clear` removes, because they can't be null. */
  drops?: readonly string[];
}

/** The value of an empty field. */
export type EmptyValue = null | '' | readonly never[] | Readonly<Record<string, never>>;

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
  /** An argument that isn't given stays as it is. */
  partial?: true;
  /** The objects in the body that Polar replaces whole. */
  replacedObjects?: readonly ReplacedObject[];
  /** Arguments that are accepted, and that no list shows: outdated ones, and those that have one value. */
  unlisted?: readonly string[];
  /** The values by which `clear` empties fields, by dot path. Default: null. */
  emptyValues?: Readonly<Record<string, EmptyValue>>;
  /** Fields that the body always has. */
  constants?: Readonly<Record<string, string>>;
  /** Dot paths of the body's fields that this server works out where a call leaves them out. */
  computed?: readonly string[];
  /** The arguments of path parameters that Polar calls otherwise, by Polar's name. */
  renamed?: Readonly<Record<string, string>>;
  answer: AnswerKind;
  /** Reads what the path of a change names. */
  target?: Read;
  /** Tells whether a change was made. */
  settledBy?: Read;
  call(polar: Polar, params: z.output<Params>, body: z.output<Body>): Promise<Answer>;
}

export interface Tool extends ToolPolicy {
  title: string;
  toolset: string;
  risk: Risk;
  /** All of these groups are needed; of each, any one scope is enough, and the first allows least. */
  scopes: readonly (readonly string[])[];
  /** A person's token may call it, and an organization's may not. */
  personOnly?: true;
  /**
   * This server finds the customers of the argument `email`, which Polar doesn't have here: `one` for the customer that the call
   * is about, `any` for a filter by customers.
   */
  byEmail?: 'one' | 'any';
  /** Names that clients write → the argument that they can only mean. */
  aliases?: Readonly<Record<string, string>>;
  /** Several operations find the same thing by different ids. */
  operations: readonly [Operation, ...Operation[]];
}

/**
 * The fields of an object in an answer, each with its content: a value (0), a secret (`!`), fields that nobody declared
 * (`*`), or the fields of another shape, by its name. The content of a list is that of each item.
 */
export type Shape = Readonly<Record<string, 0 | '!' | '*' | (string & {})>>;

/** A kind of object in a union: the fields that tell it apart, each with the texts that it has then. */
export type Kind = Readonly<Record<string, readonly string[]>>;

/** Checks a call against its schemas, then forgets their types, so that one dispatcher serves all. */
export function operation<Params extends z.ZodObject, Body extends z.ZodType>(
  definition: Operation<Params, Body>,
): Operation {
  const { params, body } = definition;
  return { ...definition, params: once(params), ...(body && { body: once(body) }) } as Operation;
}
