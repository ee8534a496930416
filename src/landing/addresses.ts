import type { Config } from '../config/index.ts';
import { createPolicy, LISTED, restrictionOfAddress } from '../policy/index.ts';
import { type Offered, unlessEmpty } from './tools.ts';

/** An address of the endpoint, and how much it shows and reaches. */
export interface Address {
  url: string;
  what: string;
  /** How many tools the app sees. */
  listed: number;
  /** How many it can call. */
  callable: number;
}

/** Toolsets that everybody has, so that they are no example of a choice. */
const NO_EXAMPLE = ['organization', 'discovery'];

/** The plain address first, then those that change what an app sees or may do, as far as they differ on this server. */
export function addresses({ mcpUrl, restriction }: Config, { tools, toolsets }: Offered): Address[] {
  const [first, second] = toolsets.map(({ name }) => name).filter((name) => !NO_EXAMPLE.includes(name));
  const left = tools.find(({ name }) => name === 'create_refund') ?? tools.find(({ risk }) => risk !== 'read');
  const ways: [string, string | false][] = [
    ['', 'The tools that merchants ask for most, and those that find and call any other.'],
    ['?toolsets=discovery', 'Only the tools that find and call any other: the shortest list.'],
    ['?toolsets=all', 'Every tool, in one list.'],
    [`?toolsets=${first},${second}`, second !== undefined && 'These toolsets alone. Any of those below, with commas.'],
    ['/readonly', !restriction.readOnly && 'Nothing can be changed.'],
    [`?exclude=${left?.name}`, left !== undefined && 'Without this tool. Any of those below, with commas.'],
  ];
  return ways.flatMap(([more, what]) => {
    const url = mcpUrl + more;
    const policy =
      what && unlessEmpty(() => createPolicy([restriction, restrictionOfAddress(new URL(url))], undefined));
    if (!policy) return [];
    const callable = LISTED.filter(({ name }) => !policy.refusal(name)).length;
    return [{ url, what, listed: policy.listed.length, callable }];
  });
}
