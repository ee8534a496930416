/** The addresses of Polar's two environments: its API, and the page that people log in on. */
export const POLAR_HOSTS = {
  production: { api: 'https://api.polar.sh', authorize: 'https://polar.sh/oauth2/authorize' },
  sandbox: { api: 'https://sandbox-api.polar.sh', authorize: 'https://sandbox.polar.sh/oauth2/authorize' },
} as const;

/** Polar's two environments: test data, or real customers and real money. */
export type PolarEnvironment = keyof typeof POLAR_HOSTS;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text has the form of Polar's own ids. An external id is free text, and may be an email. */
export const isPolarId = (text: string) => UUID.test(text);
