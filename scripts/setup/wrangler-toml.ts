import { parse, TomlError } from 'smol-toml';
import { type Environment, varsTable } from '../secrets-file.ts';

export const WRANGLER_TOML = 'wrangler.toml';

/**
 * The name of an environment's Worker in the text of wrangler.toml.
 *
 * @throws Error when it has none
 */
export function workerName(toml: string, environment: Environment): string {
  return find(toml, environment).name;
}

/** Replaces the name in the text; every other byte stays. */
export function withWorkerName(toml: string, environment: Environment, name: string): string {
  const { start, end } = find(toml, environment);
  return `${toml.slice(0, start)}${name}${toml.slice(end)}`;
}

interface Tables {
  vars?: Record<string, unknown>;
  env?: Record<string, Tables>;
}

/**
 * All variables of an environment that are no secrets, by name, as wrangler reads them: an environment takes none of the root.
 *
 * @throws Error with one line when the text is no TOML
 */
export function variablesIn(toml: string, environment: Environment): Record<string, unknown> {
  try {
    const root: Tables = parse(toml.replace(/^\ufeff/, ''));
    return (environment === 'sandbox' ? root : root.env?.[environment])?.vars ?? {};
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason] = error.message.split('\n');
    throw new Error(`Line ${error.line} of wrangler.toml can't be read: ${reason}`, { cause: error });
  }
}

/** A variable that is no secret; undefined when it isn't set. */
export function variable(toml: string, environment: Environment, name: string): string | undefined {
  return variableIn(section(toml, varsTable(environment)).text, name)?.value;
}

/**
 * Replaces the value of a variable in the text; every other line stays. The value must have nothing that TOML would
 * escape.
 */
export function withVariable(toml: string, environment: Environment, name: string, value: string): string {
  const { text, start } = section(toml, varsTable(environment));
  const before = variableIn(text, name);
  const line = `${name} = "${value}"`;
  if (before) return `${toml.slice(0, start + before.start)}${line}${toml.slice(start + before.end)}`;
  // The new line follows the table's last, because comments after that are about the next table.
  const last = [...text.matchAll(/^[ \t]*[\w-]+[ \t]*=[^\n]*\n/gm)].at(-1);
  const end = start + (last ? last.index + last[0].length : 0);
  return `${toml.slice(0, end)}${line}\n${toml.slice(end)}`;
}

function variableIn(text: string, name: string) {
  const line = new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*(["'])(.*?)\\1`, 'm').exec(text);
  return line ? { value: line[2] ?? '', start: line.index, end: line.index + line[0].length } : undefined;
}

/** Whether a Worker answers at this host: at workers.dev by its name, elsewhere by `routes` of its environment. */
export function isRouted(toml: string, environment: Environment, host: string): boolean {
  if (host.endsWith('.workers.dev')) return true;
  const lines = section(toml, tableOf(environment)).text.split('\n');
  return lines.some((line) => !line.trimStart().startsWith('#') && line.includes(`"${host}`));
}

function find(toml: string, environment: Environment): { name: string; start: number; end: number } {
  const { text, start } = section(toml, tableOf(environment));
  const line = /^[ \t]*name[ \t]*=[ \t]*(["'])(.*?)\1/m.exec(text);
  if (!line) throw new Error(`wrangler.toml has no name for ${environment}`);
  const [all, , name = ''] = line;
  // The new value goes before the closing quote.
  const end = start + line.index + all.length - 1;
  return { name, start: end - name.length, end };
}

/** The table with an environment's name and routes; undefined is the root, which stands before all tables. */
const tableOf = (environment: Environment) => (environment === 'sandbox' ? undefined : `env.${environment}`);

/** The text under [<table>], up to the next table. */
function section(toml: string, table: string | undefined): { text: string; start: number } {
  const start = table === undefined ? 0 : startOf(toml, table);
  const next = toml.slice(start).search(/^[ \t]*\[/m);
  return { text: toml.slice(start, next < 0 ? undefined : start + next), start };
}

/** @throws Error when there is no such table */
function startOf(toml: string, table: string): number {
  const header = new RegExp(`^[ \\t]*\\[${table.replaceAll('.', '\\.')}\\][^\\n]*\\n`, 'm').exec(toml);
  if (!header) throw new Error(`wrangler.toml has no [${table}]`);
  return header.index + header[0].length;
}
