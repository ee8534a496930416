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
 * Completes a customer's state so that a person can read it. Polar's answer has ids alone, and lists every meter of the shop, most
 * of them unused. This reads the names, with one read for each kind of thing, and leaves out names that can't be read.
 *
 * @param choice the fields to show: others need no names. A caller who names the fields gets all meters
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
        // It never changes, so the product's is right. Without it, a price of every two months looks monthly.
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

/** The most things that one read names. */
const PAGE_SIZE = 100;

const idsOf = (items: readonly Fields[], name: string) =>
  [...new Set(items.map((item) => item[name]))].slice(0, PAGE_SIZE);

type Reading = 'list_products' | 'list_benefits' | 'list_customer_meters';

/** Reads things into a map by id. Without an id to look for, it doesn't ask Polar. */
function readsBy(caller: Caller, signal: AbortSignal) {
  return async (tool: Reading, given: Record<string, unknown[]>, id: string): Promise<ReadonlyMap<unknown, Fields>> => {
    if (!Object.values(given).some((ids) => ids.length > 0)) return new Map();
    try {
      const data = await sendCall(parseCall(tool, { ...given, limit: PAGE_SIZE }, caller), caller, { signal });
      return new Map((data as { items: Fields[] }).items.map((item) => [item[id], item]));
    } catch (error) {
      // The state is an answer without names too.
      if (error instanceof CallError) return new Map();
      throw error;
    }
  };
}
