import { CallError } from '../errors.ts';
import { type Caller, parseCall, sendCall } from '../operations/index.ts';
import type { FieldSelection } from '../results/index.ts';

type Fields = Record<string, unknown>;

interface State {
  id: string;
  active_subscriptions?: (Fields & { product_id: string; meters?: MeterOf[] })[];
  granted_benefits?: (Fields & { benefit_id: string })[];
  active_meters?: MeterOf[];
}

type MeterOf = Fields & { meter_id: string };

/**
 * A customer's state as a person reads it. Polar's answer has ids alone, and of each meter of the shop what this customer
 * used, which is nothing for the most part. The names are read beside it, in one read for each kind of thing that it has;
 * those that can't be read are left out.
 *
 * @param choice what is shown of it: what isn't needs no name, and a caller who names the fields gets all meters
 */
export async function completeCustomerState(
  data: unknown,
  { chosen, isNamed }: FieldSelection,
  caller: Caller,
  signal: AbortSignal,
): Promise<unknown> {
  const shown = (list: keyof State) => chosen === true || chosen.has(list);
  const { active_subscriptions = [], granted_benefits = [], active_meters = [], ...state } = data as State;
  const meters = isNamed ? active_meters : active_meters.filter(isUsed);
  const measured = active_subscriptions.flatMap((subscription) => subscription.meters ?? []);
  const read = readsBy(caller, signal);
  const subscriptions = shown('active_subscriptions') ? active_subscriptions : [];
  const benefits = shown('granted_benefits') ? granted_benefits : [];
  const needsMeters =
    (shown('active_meters') && meters.length > 0) || (subscriptions.length > 0 && measured.length > 0);
  const [products, benefitsById, customerMeters] = await Promise.all([
    read('list_products', { id: idsOf(subscriptions, 'product_id') }, 'id'),
    read('list_benefits', { id: idsOf(benefits, 'benefit_id') }, 'id'),
    read('list_customer_meters', needsMeters ? { customer_id: [state.id] } : {}, 'meter_id'),
  ]);
  const named = (meter: MeterOf) => ({
    meter_name: (customerMeters.get(meter.meter_id)?.meter as Fields | undefined)?.name,
    ...meter,
  });
  return {
    ...state,
    active_subscriptions: active_subscriptions.map((subscription) => {
      const product = products.get(subscription.product_id);
      const count = product?.recurring_interval_count;
      return {
        ...subscription,
        product_name: product?.name,
        // It never changes, so it is the product's; without it, a price of every two months reads as monthly.
        ...(count !== 1 && { recurring_interval_count: count }),
        ...(subscription.meters && { meters: subscription.meters.map(named) }),
      };
    }),
    granted_benefits: granted_benefits.map((grant) => ({
      ...grant,
      benefit_description: benefitsById.get(grant.benefit_id)?.description,
    })),
    active_meters: meters.map(named),
  };
}

const isUsed = ({ consumed_units, credited_units, balance }: MeterOf) =>
  [consumed_units, credited_units, balance].some((units) => Number(units) !== 0);

/** The size of a page. */
const MOST_NAMED = 100;

const idsOf = (items: readonly Fields[], name: string) =>
  [...new Set(items.map((item) => item[name]))].slice(0, MOST_NAMED);

type Reading = 'list_products' | 'list_benefits' | 'list_customer_meters';

/** Reads things, to find them by an id. Without anything to look for, Polar isn't asked. */
function readsBy(caller: Caller, signal: AbortSignal) {
  return async (tool: Reading, given: Record<string, unknown[]>, id: string): Promise<ReadonlyMap<unknown, Fields>> => {
    if (!Object.values(given).some((ids) => ids.length > 0)) return new Map();
    try {
      const data = await sendCall(parseCall(tool, { ...given, limit: MOST_NAMED }, caller), caller, { signal });
      return new Map((data as { items: Fields[] }).items.map((item) => [item[id], item]));
    } catch (error) {
      // The state was read: without names it is an answer too.
      if (error instanceof CallError) return new Map();
      throw error;
    }
  };
}
