import { readFileSync } from 'node:fs';
import { WRANGLER_TOML, withWorkerName } from '../../scripts/setup/wrangler-toml.ts';

/** The tables that people change, as this project has them. */
const TABLES = {
  vars: 'ALLOWED_ORGANIZATIONS = ""\n',
  'env.production.vars': 'POLAR_ENVIRONMENT = "production"\nALLOWED_ORGANIZATIONS = ""\n',
  triggers: 'crons = ["37 3 * * *"]\n',
  observability: 'enabled = true\nredact_query_string = true\n',
};

/**
 * The text of wrangler.toml, for tests that expect this project's own values in it. The tests of a clone that Cloudflare's
 * button made run with its owner's names, domains, variables and ids.
 */
export const shippedWranglerToml = (): string => asShipped(readFileSync(WRANGLER_TOML, 'utf8'));

/** Puts back what is marked with "Yours:" in the text, except for rate limits and datasets. Comments stay. */
export function asShipped(toml: string): string {
  const named = withWorkerName(withWorkerName(toml, 'sandbox', 'polar-mcp-sandbox'), 'production', 'polar-mcp');
  const placed = named
    .replace(/^(?:id|preview_id|workers_dev|routes)[ \t]*=[ \t]*(?:\[[^\]]*\].*|.*)\n/gm, '')
    .replace(/^\[env\.production\]\n/m, '$&routes = []\nworkers_dev = true\n');
  return Object.entries(TABLES).reduce((text, [table, lines]) => withTable(text, table, lines), placed);
}

/** Replaces the values under [<table>], and leaves the comments before the next one. */
function withTable(toml: string, table: string, lines: string): string {
  const whole = new RegExp(`^(\\[${table.replaceAll('.', '\\.')}\\]\\n)((?:(?!\\[).*\\n)*)`, 'm');
  return toml.replace(
    whole,
    (_, header: string, rest: string) => `${header}${lines}${rest.replace(/^[\w-]+[ \t]*=.*\n/gm, '')}`,
  );
}
