// Written by `npm run generate` from openapi/. Do not edit.

/** Calls `make` at the first use and keeps what it made: a schema costs nothing until a call needs it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
