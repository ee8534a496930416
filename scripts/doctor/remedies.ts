import { type Variable, variables } from '../../settings/variables.ts';
import { ENVIRONMENTS, varsTable, wranglerFlag } from '../secrets-file.ts';
import type { Visit } from './visit.ts';

/** Says how an operator sets a variable. Each phrase here follows another one. */
export function howToSet(name: string, visit: Visit): string {
  if (visit.target.isLocal)
    return `set ${name} in .dev.vars, the file that \`npm run setup\` makes, or in the environment, and restart \`npm start\``;
  const environment = nameOf(visit);
  const isSecret = (variables as Record<string, Variable>)[name]?.secret;
  return isSecret
    ? `set ${name} with \`npm run setup -- --environment ${environment}\`, then ${deployAgain(visit)}`
    : `set ${name} under [${tableOf(visit)}] in wrangler.toml, then ${deployAgain(visit)}`;
}

/** Says how an operator deploys this checkout. */
export function deployAgain(visit: Visit): string {
  return visit.target.isLocal ? 'restart `npm start`' : `\`npm run deploy -- ${nameOf(visit)}\``;
}

/** Says where an operator sees the Worker's log. */
export function whereLogsAre(visit: Visit): string {
  return visit.target.isLocal
    ? 'the output of `npm start` says why'
    : `\`npx wrangler tail ${flagOf(visit)}\` says why`;
}

/** The remedy for an answer that isn't the Worker's own. */
export function letThrough(what: string, visit: Visit): string {
  return `Let nothing between the clients and the Worker ${what} (rules at Cloudflare, a proxy); otherwise ${deployAgain(visit)}.`;
}

export const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const nameOf = ({ environment }: Visit) => environment ?? '<environment>';

/** The environments that it may be: both, as long as the server doesn't say. */
const perhaps = ({ environment }: Visit) => (environment ? [environment] : ENVIRONMENTS);
const tableOf = (visit: Visit) => perhaps(visit).map(varsTable).join('] or [');
const flagOf = (visit: Visit) => perhaps(visit).map(wranglerFlag).join('` or `npx wrangler tail ');
