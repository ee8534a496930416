import { stepsOf } from '../collections.ts';
import type { SimulatedOperation } from '../document.ts';
import type { Handler } from './call.ts';
import { benefitFiles, completeUpload, createFile, listFiles } from './catalog/files.ts';
import { quantities } from './catalog/meters.ts';
import { updateBenefits } from './catalog/products.ts';
import { listLinks } from './checkout/links.ts';
import { create, get, list, remove, update } from './crud.ts';
import { createCustomer, customerOf, deleteCustomer, updateCustomer } from './customers/customers.ts';
import { createMember, deleteMember, getMember, listMembers, updateMember } from './customers/members.ts';
import { createSession } from './customers/sessions.ts';
import { customerState } from './customers/state.ts';
import { exportCustomers, exportMetrics, exportOrders, exportSubscriptions } from './figures/exports.ts';
import { limits, metrics } from './figures/metrics.ts';
import { HOOKS } from './hooks.ts';
import { activate, deactivate, getWithActivations, validate } from './license-keys.ts';
import { acceptDispute } from './orders/disputes.ts';
import { generateInvoice, invoice, receipt } from './orders/invoices.ts';
import { createDraft, finalize, updateOrder } from './orders/orders.ts';
import { createRefund } from './orders/refunds.ts';
import { assignSeat, listSeats, resendInvitation, revokeSeat } from './subscriptions/seats.ts';
import { createSubscription, revoke, updateSubscription } from './subscriptions/subscriptions.ts';
import { listNames, listTypes, updateType } from './usage/event-types.ts';
import { ingest, listEvents } from './usage/events.ts';
import { redeliver, resetSecret } from './webhooks.ts';

/** The operations that are more than list, get, create, update or delete. */
const SPECIAL: Record<string, Handler> = {
  'benefits:files': benefitFiles,
  'checkout-links:list': listLinks,
  'customer-seats:assign_seat': assignSeat,
  'customer-seats:list_seats': listSeats,
  'customer-seats:resend_invitation': resendInvitation,
  'customer-seats:revoke_seat': revokeSeat,
  'customer-sessions:create': createSession,
  'customers:create': createCustomer,
  'customers:delete': deleteCustomer,
  'customers:delete_external': deleteCustomer,
  'customers:export': exportCustomers,
  'customers:get_external': customerOf,
  'customers:get_state': customerState,
  'customers:get_state_external': customerState,
  'customers:members:create': createMember,
  'customers:members:create_external': createMember,
  'customers:members:delete': deleteMember,
  'customers:members:delete_external': deleteMember,
  'customers:members:get': getMember,
  'customers:members:get_external': getMember,
  'customers:members:update': updateMember,
  'customers:members:update_external': updateMember,
  'customers:update': updateCustomer,
  'customers:update_external': updateCustomer,
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
  'members:list_members': listMembers,
  'meters:quantities': quantities,
  'metrics:export': exportMetrics,
  'metrics:get': metrics,
  'metrics:limits': limits,
  'orders:create': createDraft,
  'orders:export': exportOrders,
  'orders:finalize': finalize,
  'orders:generate_invoice': generateInvoice,
  'orders:invoice': invoice,
  'orders:receipt': receipt,
  'orders:update': updateOrder,
  'products:update_benefits': updateBenefits,
  'refunds:create': createRefund,
  'subscriptions:create': createSubscription,
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
