declare module 'vitest' {
  interface ProvidedContext {
    /** Ids of two seeded people, and of what is in the shop that is the first one's alone. */
    seed: Record<
      | 'ada'
      | 'ben'
      | 'organization'
      | 'product'
      | 'benefit'
      | 'customer'
      | 'customerExternalId'
      | 'otherOrganization'
      | 'subscription'
      | 'order'
      | 'discount'
      | 'webhookEndpoint'
      | 'checkoutLink'
      | 'licenseKey',
      string
    >;
    interleavingSeed: number;
    interleavings: number;
  }
}

export {};
