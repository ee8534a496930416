import type { Risk } from '../../generated/policy.gen.ts';
import { nearestName } from '../lib/names.ts';
import { type AnyToolName, isTool, riskOf, TOOL_NAMES } from '../policy/index.ts';

/** Verbs that clients write → the one of the tools' names. */
const VERBS: Readonly<Record<string, string>> = {
  fetch: 'get',
  read: 'get',
  retrieve: 'get',
  show: 'get',
  view: 'get',
  find: 'list',
  search: 'list',
  add: 'create',
  make: 'create',
  new: 'create',
  change: 'update',
  edit: 'update',
  modify: 'update',
};

/**
 * ` Did you mean list_orders?`, or nothing. It suggests no tool that moves money or whose effect can't be undone: a client may
 * follow a suggestion without asking anybody.
 */
export function didYouMeanTool(name: string): string {
  const meant = meantTool(name);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

function meantTool(name: string): AnyToolName | undefined {
  const [verb = '', ...noun] = name.split('_');
  const written = [Object.hasOwn(VERBS, verb) ? VERBS[verb] : verb, ...noun].join('_');
  // `get_orders` reads several.
  const list = written.replace(/^get_/, 'list_');
  const meant = isTool(list) ? list : nearestName(written, TOOL_NAMES);
  return meant !== undefined && isTool(meant) && IS_SUGGESTED[riskOf(meant)] ? meant : undefined;
}

/** Whether a tool of this risk is suggested. */
const IS_SUGGESTED: Readonly<Record<Risk, boolean>> = {
  read: true,
  write: true,
  exposes: true,
  irreversible: false,
  money: false,
};
