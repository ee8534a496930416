import type { Environment } from '../secrets-file.ts';

/**
 * The name of an environment's Worker in the text of wrangler.toml.
 *
 * @throws Error when it has none
 */
export function workerName(toml: string, environment: Environment): string {
  return find(toml, environment).name;
}

/** The same text with another name; every other byte stays. */
export function withWorkerName(toml: string, environment: Environment, name: string): string {
  const { start, end } = find(toml, environment);
  return `${toml.slice(0, start)}${name}${toml.slice(end)}`;
}

/** Whether a Worker answers at this host: at workers.dev by its name, elsewhere by `routes` of its environment. */
export function isRouted(toml: string, environment: Environment, host: string): boolean {
  if (host.endsWith('.workers.dev')) return true;
  const lines = section(toml, environment).text.split('\n');
  return lines.some((line) => !line.trimStart().startsWith('#') && line.includes(`"${host}`));
}

function find(toml: string, environment: Environment): { name: string; start: number; end: number } {
  const { text, start } = section(toml, environment);
  const line = /^[ \t]*name[ \t]*=[ \t]*(["'])(.*?)\1/m.exec(text);
  if (!line) throw new Error(`wrangler.toml has no name under [env.${environment}]`);
  const [all, , name = ''] = line;
  // Before the closing quote.
  const end = start + line.index + all.length - 1;
  return { name, start: end - name.length, end };
}

/** What stands under [env.<environment>], up to the next table. */
function section(toml: string, environment: Environment): { text: string; start: number } {
  const header = new RegExp(`^[ \\t]*\\[env\\.${environment}\\][^\\n]*\\n`, 'm').exec(toml);
  if (!header) throw new Error(`wrangler.toml has no [env.${environment}]`);
  const start = header.index + header[0].length;
  const next = toml.slice(start).search(/^[ \t]*\[/m);
  return { text: toml.slice(start, next < 0 ? undefined : start + next), start };
}
