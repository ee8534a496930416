import type { ChangeRisks, Tool } from '../../generated/tool.gen.ts';
import type { WriteRisk } from '../config/index.ts';
import { type PolarCall, parsedArguments } from '../operations/index.ts';

/** How grave each is: of several, a record and a preview name the gravest. A risk without a place here is a type error. */
const GRAVITY: Readonly<Record<WriteRisk, number>> = { write: 0, exposes: 1, irreversible: 2, money: 3 };

/**
 * The risks of what a call gives, the highest first: some arguments do what can be taken back, and some hide what can't.
 * One of which the catalog says nothing has the risk of the tool.
 *
 * @param harmless the arguments of which is known that nobody gets anything by their values
 */
export function risksOf(call: PolarCall, harmless: readonly string[] = []): [WriteRisk, ...WriteRisk[]] {
  const { tool, params } = call;
  const risk = ofChange(tool.risk);
  // An argument that says which thing is meant has no risk of its own.
  const given = Object.entries(parsedArguments(call)).filter(
    ([name]) => name === 'clear' || !Object.hasOwn(params, name),
  );
  const found = given.flatMap(([name, value]) => {
    const risks = risksBy(name, value, tool.risks ?? {}, risk);
    return harmless.includes(name) ? risks.map((one) => (one === 'exposes' ? 'write' : one)) : risks;
  });
  return inOrder(found.length === 0 ? [risk] : found);
}

function inOrder(risks: readonly WriteRisk[]): [WriteRisk, ...WriteRisk[]] {
  const [highest = 'write', ...others] = [...new Set(risks)].sort((a, b) => GRAVITY[b] - GRAVITY[a]);
  return [highest, ...others];
}

/** @param otherwise the risk of what the catalog doesn't name */
function risksBy(
  name: string,
  value: unknown,
  risks: NonNullable<Tool['risks']>,
  otherwise: WriteRisk,
): readonly WriteRisk[] {
  const own = Object.hasOwn(risks, name) ? risks[name] : undefined;
  if (own === undefined) return [otherwise];
  if (!isByValue(own)) return [own].flat();
  const values = Array.isArray(value) && value.length > 0 ? value.map(String) : [String(value)];
  return values.flatMap((one) => (Object.hasOwn(own, one) ? own[one] : undefined) ?? otherwise);
}

const isByValue = (
  own: ChangeRisks | Readonly<Record<string, ChangeRisks>>,
): own is Readonly<Record<string, ChangeRisks>> => typeof own === 'object' && !Array.isArray(own);

/** A tool that only reads makes no change, whatever it is called with. */
const ofChange = (risk: Tool['risk']): WriteRisk => (risk === 'read' ? 'write' : risk);
