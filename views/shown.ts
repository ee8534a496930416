import type { CallToolResult } from '@modelcontextprotocol/server';
import { VIEW_META_KEY, type ViewMeta } from '../src/views/view-meta.ts';

export type Json = Record<string, unknown>;

/** A result as a screen shows it. */
export interface Shown {
  result: Json;
  /** Undefined where the host keeps it for itself, and for errors. */
  meta: ViewMeta | undefined;
  /** What went wrong, in the server's words. */
  problem: Problem | undefined;
}

export interface Problem {
  message: string;
  whatToDo?: string | undefined;
  code?: string | undefined;
}

/** Reads a tool's result. Nothing in it can be trusted to have its form. */
export function shownOf({ structuredContent, content, isError, _meta }: CallToolResult): Shown {
  const text = (content ?? []).map((block) => (block.type === 'text' ? block.text : '')).join('\n');
  const result = isJson(structuredContent) ? structuredContent : { text };
  const meta = _meta?.[VIEW_META_KEY];
  return {
    result,
    meta: isJson(meta) && isJson(meta.call) ? (meta as unknown as ViewMeta) : undefined,
    problem: isError ? problemIn(result, text) : undefined,
  };
}

function problemIn({ error }: Json, text: string): Problem {
  if (!isJson(error)) return { message: text || 'It failed, and nobody said why.' };
  const { message, what_to_do, code } = error;
  return { message: textOr(message, text), whatToDo: textOr(what_to_do, undefined), code: textOr(code, undefined) };
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOr = <Other>(value: unknown, other: Other) => (typeof value === 'string' ? value : other);
