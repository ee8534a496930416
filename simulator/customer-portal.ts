import { notFound } from './problems.ts';
import type { Store } from './store.ts';

const PATH = /^\/v1\/customer-portal\/organizations\/([^/]+)$/;

/**
 * Tells anybody of an organization by its slug, as Polar does, in part. It is assumed from the source of Polar's server
 * of 2026.
 *
 * @returns undefined for another path
 */
export function answerPortal(pathname: string, store: Store): Response | undefined {
  const slug = PATH.exec(pathname)?.[1];
  if (slug === undefined) return undefined;
  const organization = store.find('organizations', (one) => one.slug === decodeURIComponent(slug).toLowerCase());
  if (!organization) return notFound().response();
  const { id, name } = organization;
  return Response.json({ organization: { id, slug: organization.slug, name }, products: [] });
}
