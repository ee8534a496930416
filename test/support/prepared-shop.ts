import type { SimulatorControl } from '../../simulator/control.ts';
import { SEED } from '../../simulator/index.ts';

/** Brings the seeded shop into a state in which Polar's rules let an operation through, for any arguments of it. */
export async function prepareShop(control: SimulatorControl, operationId: string): Promise<void> {
  if (operationId.startsWith('customers:members:')) await control.change('customers', SEED.customer, { type: 'team' });
  if (operationId === 'orders:create' || operationId === 'orders:finalize') await optIn(control, SEED.organization);
  if (operationId === 'orders:create') await control.change('products', SEED.products.starter, { is_recurring: false });
  if (operationId === 'orders:receipt') await control.change('orders', SEED.order, { receipt_number: 'R-1' });
  if (operationId === 'orders:generate_invoice') {
    await control.change('orders', SEED.order, { billing_name: 'Maja Berg', billing_address: { country: 'SE' } });
  }
  if (operationId === 'orders:invoice') await control.change('orders', SEED.order, { is_invoice_generated: true });
  if (operationId === 'subscriptions:create') {
    const free = { amount_type: 'fixed', price_amount: 0, price_currency: 'usd' };
    await control.change('products', SEED.products.starter, { prices: [free] });
  }
}

/** Lets an organization charge saved cards, as Polar's support does. */
export function optIn(control: SimulatorControl, organizationId: string): Promise<void> {
  return control.change('organizations', organizationId, {
    feature_settings: {
      off_session_charges_enabled: true,
      member_model_enabled: true,
      seat_based_pricing_enabled: true,
    },
  });
}
