import * as z from 'zod';
import { isPolarId } from '../../../settings/polar.ts';
import { printable } from '../../refusal-words.ts';
import type { Served } from '../visit.ts';

const MAX_NAMES = 5;

const connection = z.object({
  environment: z.string().optional(),
  organizations: z
    .array(z.object({ id: z.string().optional(), name: z.string().optional(), slug: z.string().optional() }))
    .optional(),
});
const products = z.object({
  items: z.array(z.unknown()),
  pagination: z.object({ total_count: z.number() }).optional(),
});

/** Which organizations a connection reaches, from what `get_connection` said. */
export function connectedTo(answer: unknown): string {
  const { organizations = [] } = connection.parse(answer);
  if (organizations.length === 0) return 'no organization is named';
  const names = organizations
    .slice(0, MAX_NAMES)
    .map(({ name, slug }) => printable(name ?? slug ?? 'one without a name'));
  const left = organizations.length - names.length;
  return `${names.join(', ')}${left > 0 ? `, and ${left} more` : ''}`;
}

/** Says how to limit a server to the organizations that a connection reaches, if anyone may connect. */
export function proposalFor(answer: unknown, { isOpen, environment }: Pick<Served, 'isOpen' | 'environment'>): string {
  const ids = (connection.parse(answer).organizations ?? []).flatMap(({ id }) => (id && isPolarId(id) ? [id] : []));
  if (!isOpen || ids.length === 0 || ids.length > MAX_NAMES) return '';
  return `; anyone may connect. For this alone: npm run setup -- --environment ${environment} --yes --allowed-organizations ${ids.join(',')}`;
}

/** How many products there are, from what `list_products` said. */
export function productsIn(answer: unknown): string {
  const { items, pagination } = products.parse(answer);
  const count = pagination?.total_count ?? items.length;
  return `Polar answered: ${count} product${count === 1 ? '' : 's'}`;
}
