import { invalidValue } from '../../problems.ts';
import type { StoredRecord } from '../../store.ts';
import type { Call } from '../call.ts';
import { isUsable } from '../catalog/discounts.ts';

/** The discount that the body names, for the product that the subscription will have; `null` takes it off. */
export function discountFrom(call: Call, record: StoredRecord): string | null {
  const { discount_id: id, product_id } = call.body;
  if (typeof id !== 'string') return null;
  const discount = call.store.get('discounts', id);
  const product = typeof product_id === 'string' ? product_id : record.product_id;
  if (
    !discount ||
    discount.organization_id !== record.organization_id ||
    !isUsable(discount, { products: [String(product)], currency: String(record.currency) })
  ) {
    const msg = 'Discount does not exist, is not applicable to this product or is not redeemable.';
    throw invalidValue(['body', 'discount_id'], msg, id);
  }
  if (discount.id === record.discount_id) {
    throw invalidValue(['body', 'discount_id'], 'This discount is already applied to the subscription.', id);
  }
  return discount.id;
}
