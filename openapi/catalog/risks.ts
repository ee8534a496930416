/**
 * The kinds of effect that a call can have on the merchant's account, from the least:
 * - `read`: nothing.
 * - `write`: a change that another call can take back, or a message that is sent. Where a single field is final, its
 *   hint says so.
 * - `exposes`: others get access, data or goods that they didn't have: customers' data at another address, a portal, a
 *   lower price.
 * - `irreversible`: a change that no call can take back, or an access that is lost at once.
 * - `money`: a charge, a refund, or money given up.
 */
export const RISKS = ['read', 'write', 'exposes', 'irreversible', 'money'] as const;

export type Risk = (typeof RISKS)[number];

export type ChangeRisk = Exclude<Risk, 'read'>;
