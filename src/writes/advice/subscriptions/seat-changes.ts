import type { components } from '../../../../generated/polar.gen.ts';
import type { CallError } from '../../../errors.ts';
import type { GivenRead } from '../../reads.ts';
import { type Advice, counted, dayOf, type Known, one, refused, refusedArgument, sentences } from '../adviser.ts';
import type { SeatPrice } from './prices.ts';
import { asSet, billingReads, hasNoCard, NO_CARD, type Proration, prorationOf } from './prorations.ts';
import { settled } from './states.ts';

type Subscription = components['schemas']['Subscription'];
type SeatsList = components['schemas']['SeatsList'];

/** The seats themselves matter to fewer alone: nobody may lose one by this. */
export function seatReads(known: Known, subscription: Subscription): GivenRead[] {
  if (settled(subscription) || !seatPrice(subscription)) return [];
  const seats: GivenRead = {
    tool: 'list_seats',
    arguments: { subscription_id: subscription.id },
    quiet: true,
    mayLack: true,
  };
  const isFewer = Number(known.given.seats) < seatsOf(subscription);
  return [...billingReads(known, subscription), ...(isFewer ? [seats] : [])];
}

const seatsOf = ({ seats }: Subscription) => seats ?? 1;

const seatPrice = ({ prices }: Subscription) =>
  prices.find((price): price is SeatPrice => price.amount_type === 'seat_based');

/** Another number of seats. */
export function seatChange(known: Known, subscription: Subscription): Advice {
  const refusal = settled(subscription) ?? refusalOf(known, subscription);
  if (refusal) return { refusal };
  const [was, becomes] = [seatsOf(subscription), Number(known.given.seats)];
  if (was === becomes) {
    return { consequence: 'It has as many seats now: nothing changes, but that a planned change of seats is dropped.' };
  }
  const proration = prorationOf(known);
  const isTrial = subscription.status === 'trialing';
  const isMore = becomes > was;
  const when = { isTrial, end: subscription.current_period_end };
  return {
    consequence: sentences(
      isMore ? more(becomes - was, proration, when) : fewer(was - becomes, proration, when),
      asSet(known, proration),
      isMore && !isTrial && proration !== 'next_period' && hasNoCard(known) && NO_CARD,
    ),
  };
}

function refusalOf(known: Known, subscription: Subscription): CallError | undefined {
  const price = seatPrice(subscription);
  const wanted = Number(known.given.seats);
  if (!price) return refusedArgument('seats', 'This subscription is not sold by seats');
  const { minimum_seats: least, maximum_seats: most } = price.seat_tiers;
  if (wanted < least) return refusedArgument('seats', `The product is sold from ${counted(least, 'seat')}`);
  if (most !== null && most !== undefined && wanted > most) {
    return refusedArgument('seats', `The product is sold up to ${counted(most, 'seat')}`);
  }
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

function more(count: number, proration: Proration | undefined, { isTrial, end }: When): string {
  const added = `${count} more ${count === 1 ? 'seat' : 'seats'}`;
  if (proration === 'next_period') return `${added} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (isTrial) return `${added} at once; nothing is charged before the trial ends, on ${dayOf(end)}.`;
  if (proration === 'prorate') return `${added} at once; they are charged with the next invoice, on ${dayOf(end)}.`;
  if (proration === 'reset') return `${added} at once: a new period begins, and its full price is charged now.`;
  if (proration === 'invoice') {
    return `${added} at once; for the rest of the period they are charged now. Polar works out the exact amount.`;
  }
  return `${added}, at once or from the end of the period; they may be charged now.`;
}

function fewer(count: number, proration: Proration | undefined, { isTrial, end }: When): string {
  const gone = `${count} fewer ${count === 1 ? 'seat' : 'seats'}`;
  if (proration === 'next_period') return `${gone} from the end of the period, ${dayOf(end)}; nothing is charged now.`;
  if (proration === 'reset' && !isTrial) {
    return `${gone} at once: a new period begins, and its full price is charged now.`;
  }
  if (isTrial) return `${gone} at once; nothing is charged now.`;
  if (proration === undefined) return `${gone}, at once or from the end of the period; nothing is charged for that.`;
  return `${gone} at once; nothing is charged, and what was paid too much is credited.`;
}
