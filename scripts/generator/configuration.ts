import { type VariableGroup, type VariableText, variableGroups, variableTexts } from '../../settings/variable-texts.ts';
import { REQUIRED_SECRETS, type Variable, type VariableName, variables } from '../../settings/variables.ts';

const REQUIRED: readonly string[] = REQUIRED_SECRETS;
const READERS = { both: '', worker: 'Worker', stdio: 'stdio' };

/** Writes docs/configuration.md: every variable with its meaning and its default. */
export function emitConfiguration(): string {
  const sections = Object.entries(variableGroups).map(
    ([group, title]) => `## ${title}\n\n${table(group as VariableGroup)}`,
  );
  return `<!-- Written by \`npm run generate\` from settings/. Do not edit. -->

# Configuration

| where it runs | where the variables stand |
|---|---|
| Cloudflare | the secrets in \`.secrets.sandbox.json\` and \`.secrets.production.json\`, which \`npm run setup\` writes and \`npm run deploy\` sends; the rest under \`[vars]\` (the sandbox's) or \`[env.production.vars]\` in \`wrangler.toml\` |
| \`npm start\` | \`.dev.vars\`, one \`NAME=value\` a line, or the environment, which wins |
| over stdio | the environment of the command |

A variable that is empty is unset. A value that can’t be right stops everything but \`GET /health\`, which says what is wrong; a
variable that there isn’t stops \`npm start\` and \`npm run deploy\`. Where only the Worker or only the server over stdio reads a variable, the last column says so.

${sections.join('\n\n')}

## How limits of changes count

\`WRITES_PER_HOUR\` and \`REFUND_CAP_PER_DAY\` count for each organization of Polar’s, over all connections of this deployment. A new login, or
another person, begins nothing anew. Over stdio they count for the process.

They count from the deployment that sets them, and a deployment of another version keeps the counts.

Where a connection reaches several organizations, a change counts for the one whose thing it changes or that a creation names. A change that tells
neither, such as a checkout, counts for each organization that the connection reaches, until Polar's answer names the one. It is not sent where
the connection may not list them.

## Rate limits and the daily purge

\`wrangler.toml\` holds the rate limits and the hour at which leftovers are purged. Each rate limit has a \`namespace_id\` that must be unused in your
Cloudflare account.
`;
}

function table(group: VariableGroup): string {
  const names = (Object.keys(variables) as VariableName[]).filter((name) => variableTexts[name].group === group);
  return ['| variable | meaning | default | read by |', '|---|---|---|---|', ...names.map(row)].join('\n');
}

function row(name: VariableName): string {
  const { about } = variableTexts[name];
  return `| \`${name}\` | ${about} | ${otherwise(name)} | ${READERS[variables[name].read]} |`;
}

function otherwise(name: VariableName): string {
  const { default: value, defaultOverStdio, read }: Variable = variables[name];
  const { unset }: VariableText = variableTexts[name];
  if (REQUIRED.includes(name) || (read === 'stdio' && value === undefined && unset === undefined)) return 'required';
  if (value === undefined) return unset ?? '';
  return `\`${value}\`${defaultOverStdio ? `; over stdio \`${defaultOverStdio}\`` : ''}`;
}
