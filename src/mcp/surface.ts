import { defaultTools, toolList } from '../../generated/tool-list.gen.ts';
import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { toolsets } from '../../generated/toolsets.gen.ts';
import { AddressError } from './address.ts';

type ListedTool = (typeof toolList)[number];

/** What a client sees, and what it may call by name. */
export interface Surface {
  listed: readonly ListedTool[];
  isCallable(name: string): name is ToolName;
}

const TOOLSET_NAMES = toolsets.map(({ name }) => name);
const inDefault = (name: ToolName) => defaultTools.some((other) => other === name);
const isToolName = (name: string): name is ToolName => Object.hasOwn(tools, name);

/** Without a wish, a client sees the default tools. The others are left out to save its tokens, and can be called. */
const DEFAULT: Surface = { listed: toolList.filter(({ name }) => inDefault(name)), isCallable: isToolName };

/**
 * The tools that the address asks for: `?toolsets=products,orders`, where `default` and `all` are names too. What it
 * doesn't ask for can't be called there.
 *
 * @throws AddressError
 */
export function surfaceOf(url: URL): Surface {
  const slip = [...url.searchParams.keys()].find((key) => key !== 'toolsets' && /^toolset/i.test(key));
  if (slip !== undefined) throw new AddressError(`${JSON.stringify(slip)} means nothing here. Write ?toolsets=…`);
  const wishes = url.searchParams.getAll('toolsets').flatMap((value) => value.split(','));
  const names = wishes.map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  if (names.length === 0) return DEFAULT;
  const known = [...TOOLSET_NAMES, 'default', 'all'];
  const unknown = names.filter((name) => !known.some((other) => other === name));
  if (unknown.length > 0) {
    const shown = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new AddressError(`There is no toolset ${shown}. The toolsets are ${known.join(', ')}.`);
  }
  const isWanted = (name: ToolName) =>
    names.includes('all') || names.includes(tools[name].toolset) || (names.includes('default') && inDefault(name));
  return {
    listed: toolList.filter(({ name }) => isWanted(name)),
    isCallable: (name): name is ToolName => isToolName(name) && isWanted(name),
  };
}
