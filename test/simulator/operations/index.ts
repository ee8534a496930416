import { stepsOf } from '../collections.ts';
import type { SimulatedOperation } from '../document.ts';
import { apiError } from '../problems.ts';
import { type Call, type Handler, recordOf } from './call.ts';
import { benefitFiles, completeUpload, createFile, listFiles } from './catalog/files.ts';
import { quantities } from './catalog/meters.ts';
import { updateBenefits } from './catalog/products.ts';
import { create, get, list, remove, update } from './crud.ts';
import { createSession, customerState } from './customers.ts';
import { exportCustomers, exportMetrics, exportOrders, exportSubscriptions } from './figures/exports.ts';
import { limits, metrics } from './figures/metrics.ts';
import { HOOKS } from './hooks.ts';
import { activate, deactivate, getWithActivations, validate } from './license-keys.ts';
import { finalize, generateInvoice, invoice, receipt } from './orders.ts';
import { assignSeat, listSeats, resendInvitation, revokeSeat } from './seats.ts';
import { revoke, updateSubscription } from './subscriptions.ts';
import { ingest, listEvents, listNames, listTypes, updateType } from './usage/events.ts';
import { redeliver, resetSecret } from './webhooks.ts';

/** The operations that are more than list, get, create, update or delete. */
const SPECIAL: Record<string, Handler> = {
  'benefits:files': benefitFiles,
  'customer-seats:assign_seat': assignSeat,
  'customer-seats:list_seats': listSeats,
  'customer-seats:resend_invitation': resendInvitation,
  'customer-seats:revoke_seat': revokeSeat,
  'customer-sessions:create': createSession,
  'customers:export': exportCustomers,
  'customers:get_state': customerState,
  'customers:get_state_external': customerState,
  'disputes:accept': acceptDispute,
  'event-types:list': listTypes,
  'event-types:update': updateType,
  'events:ingest': ingest,
  'events:list': listEvents,
  'events:list_names': listNames,
  'files:list': listFiles,
  'files:create': createFile,
  'files:uploaded': completeUpload,
  'license_keys:activate': activate,
  'license_keys:deactivate': deactivate,
  'license_keys:get': getWithActivations,
  'license_keys:validate': validate,
  'meters:quantities': quantities,
  'metrics:export': exportMetrics,
  'metrics:get': metrics,
  'metrics:limits': limits,
  'orders:export': exportOrders,
  'orders:finalize': finalize,
  'orders:generate_invoice': generateInvoice,
  'orders:invoice': invoice,
  'orders:receipt': receipt,
  'products:update_benefits': updateBenefits,
  'subscriptions:export': exportSubscriptions,
  'subscriptions:revoke': revoke,
  'subscriptions:update': updateSubscription,
  'webhooks:redeliver_webhook_event': redeliver,
  'webhooks:reset_webhook_endpoint_secret': resetSecret,
};

/** The handler of an operation: its own, or the one that its method and path stand for. */
export function handlerOf(operation: SimulatedOperation): Handler {
  const special = SPECIAL[operation.id];
  if (special) return special;
  const last = stepsOf(operation.path).at(-1);
  const hooks = HOOKS[last?.collection ?? ''] ?? {};
  const single = last?.param !== undefined;
  if (operation.method === 'get') return single ? get : list;
  if (operation.method === 'post' && !single) return (call) => create(call, hooks);
  if (operation.method === 'patch' && single) return (call) => update(call, hooks);
  if (operation.method === 'delete' && single) return (call) => remove(call, hooks);
  throw new Error(`${operation.id} is neither plain nor written by hand`);
}

function acceptDispute(call: Call): unknown {
  const dispute = recordOf(call);
  if (dispute.closed === true) throw apiError(409, 'DisputeNotOpenError', 'The dispute is not open.');
  return call.store.update('disputes', dispute, { status: 'lost', resolved: true, closed: true });
}
