interface Closable {
  close(): Promise<void>;
}

/** Closes what a part opened, in the reverse order, however far it came. */
export class Opened {
  readonly #all: Closable[] = [];

  keep<T extends Closable>(one: T): T {
    this.#all.push(one);
    return one;
  }

  readonly close = async (): Promise<void> => {
    for (const one of this.#all.splice(0).reverse()) await one.close();
  };
}
