import { catalogError } from './catalog.ts';

/** A tool and the operation that owns its name. */
interface NamedTool {
  name: string;
  toolset: string;
  operations: readonly [{ id: string }, ...unknown[]];
}

const MAX_NAME_LENGTH = 32;
const NAME = /^[a-z]+(_[a-z]+)+$/;

/** @throws Error with one line when a name has another form than verb_noun, or two tools have the same */
export function checkNames(tools: readonly NamedTool[]): void {
  const owners = new Map<string, string>();
  for (const { name, toolset, operations } of tools) {
    const { id } = operations[0];
    if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
      const form = `verb_noun, at most ${MAX_NAME_LENGTH} characters`;
      throw catalogError(toolset, `${id}: "${name}" is not a tool name: ${form}`);
    }
    const other = owners.get(name);
    if (other) throw catalogError(toolset, `${id} and ${other} are both named "${name}"`);
    owners.set(name, id);
  }
}

/** Tool name → the operation that has it. Clients, prompts and people's settings know tools by these names. */
export type LockedNames = Readonly<Record<string, string>>;

/**
 * Adds the names of new tools to the lock.
 *
 * @param tools all tools, including hidden ones: a hidden tool keeps its name
 * @throws Error with one line when a locked name is gone, or has become that of another operation
 */
export function lockNames(locked: LockedNames, tools: readonly NamedTool[]): LockedNames {
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
      `${what}: clients and settings that use this name would lose the tool. If that is meant, change its line in openapi/names.lock.json`,
    );
  }
  return Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
}
