import { connectDemoClient } from '../demo-client/demo-client.ts';

/** A server that takes longer does not work. */
const LIMIT_MS = 25_000;

/**
 * Connects as a client does: registers, logs in through the pages, lists products, and gives its tokens back.
 *
 * @param isLimited whether ALLOWED_ORGANIZATIONS or ALLOWED_USERS limit who may connect
 * @returns what came of it: the products, or why there are none
 * @throws Error with one line when something of that fails
 */
export async function listProducts(mcpUrl: string, isLimited: boolean): Promise<string> {
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`The server doesn't answer a client within ${LIMIT_MS / 1000} s`);
    setTimeout(() => reject(error), LIMIT_MS).unref();
  });
  return Promise.race([check(mcpUrl, isLimited), late]);
}

async function check(mcpUrl: string, isLimited: boolean): Promise<string> {
  const connection = await connectDemoClient(mcpUrl).catch((error: unknown) => {
    if (isLimited && error instanceof Error && error.message.endsWith('access_denied')) return undefined;
    throw error;
  });
  if (!connection)
    return 'No client logged in: ALLOWED_ORGANIZATIONS or ALLOWED_USERS leave out the shop that it chose, brightside-tools.';
  const { client, end } = connection;
  const isListed = (await client.listTools()).tools.some(({ name }) => name === 'list_products');
  const answer =
    isListed &&
    (await client.callTool({
      name: 'list_products',
      arguments: { limit: 100, fields: 'name,recurring_interval,prices.amount_type,prices.price_amount' },
    }));
  await end();
  if (!answer) return 'A client registered and logged in. TOOLSETS or EXCLUDE_TOOLS leave it no products to list.';
  const { isError, content } = answer;
  const text = content[0]?.type === 'text' ? content[0].text : '';
  if (isError) throw new Error(`list_products failed: ${text}`);
  const { items } = JSON.parse(text) as { items: Product[] };
  const width = Math.max(...items.map(({ name }) => name.length));
  const rows = items.map((product) => `  ${product.name.padEnd(width)}  ${price(product)}`);
  return ['A client registered, logged in and called list_products:', '', ...rows].join('\n');
}

interface Product {
  name: string;
  recurring_interval: string | null;
  prices: { amount_type: string; price_amount_formatted?: string }[];
}

function price({ prices: [first], recurring_interval: interval }: Product): string {
  const amount = first?.price_amount_formatted ?? `${first?.amount_type.replaceAll('_', ' ') ?? 'no'} price`;
  return interval ? `${amount} a ${interval}` : amount;
}
