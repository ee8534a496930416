import type { Bounds } from '../bounds.ts';

/**
 * Bounds that Polar enforces and its document lacks. Each stands in Polar's public source, as a constraint of the field
 * that Pydantic leaves out of the schema, or as a validator of it.
 */
export const bounds: Bounds = {
  // The document has the range of the database's integer in place of the field's own `ge=1`.
  SubscriptionUpdateSeats: { seats: { minimum: 1 } },
  SubscriptionUpdateUnits: { units: { minimum: 1 } },
  // The document has a `minLength` here, which means nothing for an object.
  ProductPriceUnitBasedCreate: { unit_label: { minProperties: 1 } },
  // A validator counts the keys.
  SeatAssign: { metadata: { maxProperties: 10 } },
};
