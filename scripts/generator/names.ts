import type { Tool } from './tools.ts';

/** Tool name → the operation that has it. Clients, prompts and people's settings know tools by these names. */
export type LockedNames = Readonly<Record<string, string>>;

/**
 * Adds the names of new tools to the lock.
 *
 * @param tools with hidden ones among them: hiding a tool keeps its name
 * @throws Error with one line when a locked name is gone, or has become that of another operation
 */
export function lockNames(locked: LockedNames, tools: readonly Tool[]): LockedNames {
  const names = new Map(tools.map(({ name, operations: [{ id }] }) => [name, id]));
  for (const [name, id] of Object.entries(locked)) {
    const now = names.get(name);
    if (now === id) continue;
    const renamed = tools.find(({ operations: [first] }) => first.id === id);
    const what =
      now !== undefined
        ? `"${name}" is now the tool of ${now}, and was that of ${id}`
        : renamed
          ? `"${name}" is now called "${renamed.name}"`
          : `there is no tool "${name}" any more`;
    throw new Error(
      `${what}: whoever uses it by that name loses it. If that is meant, change its line in openapi/names.lock.json`,
    );
  }
  return Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
}
