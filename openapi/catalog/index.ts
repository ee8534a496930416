import type { OperationId } from '../operation-ids.ts';
import { benefits } from './benefits.ts';
import { checkouts } from './checkouts.ts';
import { customFields } from './custom-fields.ts';
import { customers } from './customers.ts';
import { discounts } from './discounts.ts';
import { files } from './files.ts';
import { licenseKeys } from './license-keys.ts';
import { members } from './members.ts';
import { metrics } from './metrics.ts';
import { orders } from './orders.ts';
import { organization } from './organization.ts';
import { products } from './products.ts';
import { refunds } from './refunds.ts';
import { subscriptions } from './subscriptions.ts';
import type { Toolset } from './types.ts';
import { usage } from './usage.ts';
import { webhooks } from './webhooks.ts';

/** Every tool, in the order in which clients see the toolsets. */
export const catalog = [
  products,
  customers,
  subscriptions,
  orders,
  refunds,
  checkouts,
  discounts,
  benefits,
  licenseKeys,
  usage,
  metrics,
  members,
  customFields,
  files,
  webhooks,
  organization,
] as const satisfies readonly Toolset[];

type KeyOfEach<T> = T extends unknown ? keyof T : never;
type Missing = Exclude<OperationId, KeyOfEach<(typeof catalog)[number]['tools']>>;

// The type checker fails here with the id of an operation that no toolset names: give it an entry in one of the files
// above.
({}) satisfies Record<Missing, never>;
