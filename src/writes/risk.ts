import type { PolarCall } from '../mcp/polar-call.ts';
import type { WriteRisk } from './ledger.ts';

const FROM_HIGH_TO_LOW: readonly WriteRisk[] = ['money', 'irreversible', 'write'];

/**
 * The risks of what a call gives, the highest first: some arguments do what can be taken back, and some hide what can't.
 * One of which the catalog says nothing has the risk of the tool.
 */
export function risksOf({ tool, params, body, given: all }: PolarCall): [WriteRisk, ...WriteRisk[]] {
  const { risks = {} } = tool;
  // What `clear` set to null is in the body too, and was not given.
  const inBody = Object.keys(body ?? {}).filter((name) => Object.hasOwn(all, name));
  const given = [...inBody, ...('clear' in params ? ['clear'] : [])];
  const each = given.map((name) => (Object.hasOwn(risks, name) ? risks[name] : tool.risk));
  const found = given.length === 0 ? [tool.risk] : each;
  const [highest = 'write', ...others] = FROM_HIGH_TO_LOW.filter((risk) => found.includes(risk));
  return [highest, ...others];
}
