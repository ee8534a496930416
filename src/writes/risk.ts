import type { Tool } from '../../generated/tool.gen.ts';
import { argumentsRead, type PolarCall } from '../mcp/polar-call.ts';
import type { WriteRisk } from './ledger.ts';

const FROM_HIGH_TO_LOW: readonly WriteRisk[] = ['money', 'irreversible', 'write'];

/**
 * The risks of what a call gives, the highest first: some arguments do what can be taken back, and some hide what can't.
 * One of which the catalog says nothing has the risk of the tool.
 */
export function risksOf(call: PolarCall): [WriteRisk, ...WriteRisk[]] {
  const { tool, params } = call;
  const { risk, risks = {} } = tool;
  // What says which thing is meant has no risk of its own.
  const given = Object.entries(argumentsRead(call)).filter(
    ([name]) => name === 'clear' || !Object.hasOwn(params, name),
  );
  const found = given.length === 0 ? [risk] : given.map(([name, value]) => riskOf(name, value, risks) ?? risk);
  const [highest = 'write', ...others] = FROM_HIGH_TO_LOW.filter((one) => found.includes(one));
  return [highest, ...others];
}

function riskOf(name: string, value: unknown, risks: NonNullable<Tool['risks']>): Tool['risk'] | undefined {
  const own = Object.hasOwn(risks, name) ? risks[name] : undefined;
  if (own === undefined || typeof own === 'string') return own;
  return Object.hasOwn(own, String(value)) ? own[String(value)] : undefined;
}
