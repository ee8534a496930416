/** The address, or a header, asks for what there isn't. Its message is for the person who wrote it. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  /** @param status of the HTTP answer */
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
