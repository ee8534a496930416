import type { Bounds } from '../bounds.ts';

/**
 * Bounds that Polar enforces and its document lacks. Each stands in Polar's public source, as a rule that comes after the
 * form of the request: a validator of the field, or a check of the operation.
 */
export const bounds: Bounds = {
  // The field says `ge=1`, and the range of the database's integer overrides it. No price allows less than one (400
  // BelowMinimumSeats, BelowMinimumUnits).
  SubscriptionUpdateSeats: { seats: { minimum: 1 } },
  SubscriptionUpdateUnits: { units: { minimum: 1 } },
  // The document has a `minLength` here, which means nothing for an object.
  ProductPriceUnitBasedCreate: { unit_label: { minProperties: 1 } },
  // A validator counts the keys.
  SeatAssign: { metadata: { maxProperties: 10 } },
  // Polar begins each upload with SHA-256, and its storage doesn't join parts of such an upload without their checksums.
  S3FileUploadCompletedPart: { checksum_sha256_base64: { nullable: false } },
};
