import type * as pages from './error-pages.ts';

/**
 * The pages of errors, for who stands before every request: what makes pages is imported with the first of them. In a new
 * isolate, a client that is no browser doesn't wait for it.
 */
const load = () => import('./error-pages.ts');

export async function errorPage(...given: Parameters<typeof pages.errorPage>): Promise<Response> {
  return (await load()).errorPage(...given);
}

export async function misconfiguredPage(...given: Parameters<typeof pages.misconfiguredPage>): Promise<Response> {
  return (await load()).misconfiguredPage(...given);
}
