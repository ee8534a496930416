import type { components } from '../../../../generated/polar.gen.ts';
import type { CallError } from '../../../errors.ts';
import type { GivenRead } from '../../reads.ts';
import { type Advice, counted, dayOf, type Known, one, refused, refusedArgument, sentences } from '../adviser.ts';
import type { SeatPrice, UnitPrice } from './prices.ts';
import { asSet, billingReads, hasNoCard, NO_CARD, type Proration, prorationOf, resetRefusal } from './prorations.ts';
import { settled } from './states.ts';

type Subscription = components['schemas']['Subscription'];
type SeatsList = components['schemas']['SeatsList'];

/** The things by whose number a subscription may be sold. */
export type Quantity = 'seats' | 'units';

const NOUNS = { seats: 'seat', units: 'unit' } as const;

/** The seats themselves matter to fewer alone: nobody may lose one by this. */
export function quantityReads(quantity: Quantity, known: Known, subscription: Subscription): GivenRead[] {
  if (settled(subscription) || !boundsOf(quantity, subscription)) return [];
  const seats: GivenRead = {
    tool: 'list_seats',
    arguments: { subscription_id: subscription.id },
    quiet: true,
    mayLack: true,
  };
  const isFewer = Number(known.given[quantity]) < presentOf(quantity, subscription);
  return [...billingReads(known, subscription), ...(isFewer && quantity === 'seats' ? [seats] : [])];
}

const presentOf = (quantity: Quantity, subscription: Subscription) => subscription[quantity] ?? 1;

/** From how many to how many it is sold; undefined where it isn't sold so. */
function boundsOf(quantity: Quantity, { prices }: Subscription): { least: number; most: number } | undefined {
  if (quantity === 'seats') {
    const price = prices.find((one): one is SeatPrice => one.amount_type === 'seat_based');
    return price && { least: price.seat_tiers.minimum_seats, most: price.seat_tiers.maximum_seats ?? Infinity };
  }
  const price = prices.find((one): one is UnitPrice => one.amount_type === 'unit_based');
  return price && { least: Math.max(1, price.minimum_units ?? 1), most: price.maximum_units ?? Infinity };
}

/** Another number of seats, or of units. */
export function quantityChange(quantity: Quantity, known: Known, subscription: Subscription): Advice {
  const refusal = settled(subscription) ?? refusalOf(quantity, known, subscription) ?? resetRefusal(known);
  if (refusal) return { refusal };
  const [was, becomes] = [presentOf(quantity, subscription), Number(known.given[quantity])];
  if (was === becomes) {
    return {
      consequence: `It has as many ${quantity} now: nothing changes, but that a planned change of them is dropped.`,
    };
  }
  const proration = prorationOf(known);
  const isTrial = subscription.status === 'trialing';
  const isMore = becomes > was;
  const when = { isTrial, end: subscription.current_period_end };
  const noun = NOUNS[quantity];
  return {
    consequence: sentences(
      isMore ? more(becomes - was, noun, proration, when) : fewer(was - becomes, noun, proration, when),
      asSet(known, proration),
      isMore && !isTrial && proration !== 'next_period' && hasNoCard(known) && NO_CARD,
    ),
  };
}

function refusalOf(quantity: Quantity, known: Known, subscription: Subscription): CallError | undefined {
  const bounds = boundsOf(quantity, subscription);
  const wanted = Number(known.given[quantity]);
  const noun = NOUNS[quantity];
  if (!bounds) return refusedArgument(quantity, `This subscription is not sold by ${quantity}`);
  if (wanted < bounds.least)
    return refusedArgument(quantity, `The product is sold from ${counted(bounds.least, noun)}`);
  if (wanted > bounds.most) return refusedArgument(quantity, `The product is sold up to ${counted(bounds.most, noun)}`);
  if (quantity === 'units') return undefined;
  const seats = one<SeatsList>(known, 'list_seats')?.seats ?? [];
  const taken = seats.filter(({ status }) => status !== 'revoked').length;
  if (wanted >= taken) return undefined;
  return refused(
    `${counted(taken, 'seat')} of this subscription ${taken === 1 ? 'is' : 'are'} taken, so it can't have ${wanted}.`,
    'Take seats back first with revoke_seat; list_seats shows who holds them.',
  );
}

interface When {
  isTrial: boolean;
  end: string;
}

function more(count: number, noun: string, proration: Proration | undefined, { isTrial, end }: When): string {
  const added = counted(count, `more ${noun}`);
  const are = count === 1 ? 'it is' : 'they are';
  if (proration === 'next_period') return `${added} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (isTrial) return `${added} at once; nothing is charged before the trial ends, on ${dayOf(end)}.`;
  if (proration === 'prorate') return `${added} at once; ${are} charged with the next invoice, on ${dayOf(end)}.`;
  if (proration === 'reset') return `${added} at once: a new period begins, and its full price is charged now.`;
  if (proration === 'invoice') {
    return `${added} at once; for the rest of the period ${are} charged now. Polar works out the exact amount.`;
  }
  return `${added}, at once or from the end of the period; ${count === 1 ? 'it' : 'they'} may be charged now.`;
}

function fewer(count: number, noun: string, proration: Proration | undefined, { isTrial, end }: When): string {
  const gone = counted(count, `fewer ${noun}`);
  if (proration === 'next_period') return `${gone} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (proration === 'reset' && !isTrial) {
    return `${gone} at once: a new period begins, and its full price is charged now.`;
  }
  if (isTrial) return `${gone} at once; nothing is charged now.`;
  if (proration === undefined) return `${gone}, at once or from the end of the period; nothing is charged for that.`;
  return `${gone} at once; nothing is charged, and what was paid too much is credited.`;
}
