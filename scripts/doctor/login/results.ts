import * as z from 'zod';
import { printable } from '../../refusal-words.ts';

const MAX_NAMES = 5;

const connection = z.object({
  environment: z.string().optional(),
  organizations: z.array(z.object({ name: z.string().optional(), slug: z.string().optional() })).optional(),
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

/** How many products there are, from what `list_products` said. */
export function productsIn(answer: unknown): string {
  const { items, pagination } = products.parse(answer);
  const count = pagination?.total_count ?? items.length;
  return `Polar answered: ${count} product${count === 1 ? '' : 's'}`;
}
