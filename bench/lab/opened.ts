interface Closable {
  close(): Promise<void>;
}

/** What a part opens one after the other, and closes in the other order, however far it came. */
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
