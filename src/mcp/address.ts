/** The address asks for what there isn't. Its message is for the person who wrote the address. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}
