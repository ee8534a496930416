import { expect, test } from 'vitest';
import { asShipped, shippedWranglerToml } from '../../support/wrangler-toml.ts';

const shipped = shippedWranglerToml();
const BINDING = 'binding = "OAUTH_KV"\n';

test.each<[string, (toml: string) => string]>([
  ['the sandbox’s name', (toml) => toml.replace('"polar-mcp-sandbox"', '"acme"')],
  ['production’s name', (toml) => toml.replace('"polar-mcp"', '"acme-live"')],
  ['the ids of namespaces', (toml) => toml.replaceAll(BINDING, `${BINDING}id = "0f2ac74b"\n`)],
  [
    'who may connect',
    (toml) => toml.replaceAll('ALLOWED_ORGANIZATIONS = ""', 'ALLOWED_ORGANIZATIONS = "acme"\nREAD_ONLY = "true"'),
  ],
  [
    'a domain',
    (toml) => `routes = [{ pattern = "mcp.acme.example", custom_domain = true }]\nworkers_dev = false\n${toml}`,
  ],
  [
    'production’s domain',
    (toml) =>
      toml
        .replace('routes = []', 'routes = [\n  { pattern = "mcp.acme.example", custom_domain = true }\n]')
        .replace('workers_dev = true', 'workers_dev = false'),
  ],
  ['the hour', (toml) => toml.replace('"37 3 * * *"', '"5 4 * * *"')],
  ['how many requests are logged', (toml) => toml.replace('[observability]\n', '$&head_sampling_rate = 0.1\n')],
])('the tests don’t see that a person changed %s', (_, change) => {
  const changed = change(shipped);
  expect(changed).not.toBe(shipped);
  expect(asShipped(changed)).toBe(shipped);
});
