import { DEFAULT_PORTS } from '../port-from.ts';
import type { Environment } from '../secrets-file.ts';

export interface NextSteps {
  environment: Environment;
  /** Where `npm start` answers, when this machine was set up. */
  local?: string;
  deployed?: {
    baseUrl: string;
    /** Whether wrangler.toml still has to say that the Worker answers there. */
    lacksRoute: boolean;
    /** Another Polar, that the Worker has to be told of. */
    polarApiUrl: string | undefined;
  };
}

/** What comes next, in order, as a person reads it. */
export function nextSteps({ environment, local, deployed }: NextSteps): string {
  const localSteps = local ? list('on this machine', [startAt(local), `connect a client to ${local}/mcp`]) : [];
  const rest = deployed ? list('on Cloudflare', deploymentSteps(environment, deployed)) : [];
  return [...localSteps, ...rest].join('\n');
}

/** The client at Polar is for this very port. */
function startAt(local: string): string {
  const { port } = new URL(local);
  return port === String(DEFAULT_PORTS.PORT) ? 'npm start' : `PORT=${port} npm start`;
}

function list(where: string, steps: string[]): string[] {
  return ['', `Next, ${where}:`, ...steps.map((step, n) => `  ${n + 1}. ${step.replaceAll('\n', '\n     ')}`)];
}

function deploymentSteps(
  environment: Environment,
  { baseUrl, lacksRoute, polarApiUrl }: Required<NextSteps>['deployed'],
) {
  const { hostname } = new URL(baseUrl);
  const section = `[env.${environment}]`;
  return [
    ...(lacksRoute
      ? [
          `in wrangler.toml, under ${section}: routes = [{ pattern = "${hostname}", custom_domain = true }]\nand workers_dev = false`,
        ]
      : []),
    ...(polarApiUrl
      ? [`in wrangler.toml, under [env.${environment}.vars]: POLAR_API_URL and POLAR_AUTHORIZE_URL`]
      : []),
    'npx wrangler login, if you have not',
    `npm run deploy -- ${environment}`,
    `npm run doctor -- ${baseUrl}`,
    `connect a client to ${baseUrl}/mcp`,
  ];
}
