import type { Toolset } from '../../openapi/catalog/types.ts';
import type { LockedNames } from '../generator/names.ts';

/** What the tools and their arguments are called, for operations of any document. */
export class Names {
  readonly #tools = new Map<string, string>();
  readonly #renames = new Map<string, Record<string, string>>();

  constructor(catalog: readonly Toolset[], locked: LockedNames) {
    // An operation that the catalog lost may still have its name.
    for (const [name, id] of Object.entries(locked)) this.#tools.set(id, name);
    const entries = catalog.flatMap(({ tools }) => Object.entries(tools));
    for (const [id, entry] of entries) {
      this.#renames.set(id, entry.rename ?? {});
      if ('name' in entry) this.#tools.set(id, entry.name);
    }
    for (const [id, entry] of entries) {
      const name = 'sameToolAs' in entry ? this.#tools.get(entry.sameToolAs) : undefined;
      if (name !== undefined) this.#tools.set(id, name);
    }
  }

  /** The name of the tool that calls an operation. */
  toolOf(operationId: string): string | undefined {
    return this.#tools.get(operationId);
  }

  /** Parameter → argument, where they aren't called the same. */
  renamesOf(operationId: string): Record<string, string> {
    return this.#renames.get(operationId) ?? {};
  }
}
