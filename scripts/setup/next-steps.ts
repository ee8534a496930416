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

/** What comes next, in order: one line each, or a few. */
export function nextSteps({ environment, local, deployed }: NextSteps): string[] {
  return [
    ...(local ? ['npm start', `connect a client to ${local}/mcp`] : []),
    ...(deployed ? deploymentSteps(environment, deployed) : []),
  ];
}

function deploymentSteps(
  environment: Environment,
  { baseUrl, lacksRoute, polarApiUrl }: Required<NextSteps>['deployed'],
) {
  const { host } = new URL(baseUrl);
  const section = `[env.${environment}]`;
  return [
    ...(lacksRoute
      ? [
          `in wrangler.toml, under ${section}: routes = [{ pattern = "${host}", custom_domain = true }]\nand workers_dev = false`,
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
