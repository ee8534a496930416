import { tools } from '../../generated/tools/index.gen.ts';
import { isPolarId, type PolarEnvironment } from '../../settings/polar.ts';
import type { ChangeOutcome, ChangeState, WaitingChange } from '../ledger/index.ts';
import { isJsonObject, type JsonObject } from '../lib/json.ts';
import { type ApprovalEnd, approvalOutcomePage, approvalTroublePage, nothingToDecidePage } from '../pages/index.ts';
import { isPolarTool } from '../policy/index.ts';

interface Told {
  change: Pick<WaitingChange, 'tool' | 'state' | 'result' | 'about'>;
  environment: PolarEnvironment;
  /** The change's own page. */
  page: string;
}

/**
 * Says what became of a change that a person decided about.
 *
 * @param isBefore it was decided before the form that came just now
 */
export async function outcomePage({ change, environment, page }: Told, isBefore = false): Promise<Response> {
  const end = END_OF[change.state];
  if (end === undefined) return nothingToDecidePage();
  const { result, about } = change;
  return approvalOutcomePage({
    environment,
    page,
    change: lineOf(change),
    names: about?.names,
    end,
    ...(result ? wordsOf(result, about?.names) : { said: WITHOUT_RESULT[end] ?? [] }),
    isBefore,
  });
}

/**
 * Says why the change could not be shown or made now, though it still waits.
 *
 * @param said the structure of the error's result
 */
export const troublePage = ({ change, environment, page }: Told, said: JsonObject): Promise<Response> =>
  approvalTroublePage({
    environment,
    change: lineOf(change),
    page,
    ...wordsOf({ isError: true, structuredContent: said }),
  });

const END_OF: Readonly<Record<ChangeState, ApprovalEnd | undefined>> = {
  waiting: undefined,
  expired: undefined,
  started: 'started',
  made: 'made',
  declined: 'declined',
  failed: 'refused',
  unknown: 'unknown',
};

const WITHOUT_RESULT: Partial<Record<ApprovalEnd, readonly string[]>> = {
  started: [
    'Look again in a moment. If it stays so, look at Polar whether it was made before you have it asked for again.',
  ],
  unknown: ['Look at Polar whether it was made before you have it asked for again.'],
  declined: ['Nothing was changed.'],
};

/** Who gets how much, once the page has shown it; else the change's title. */
function lineOf({ about, tool }: Told['change']): string {
  if (about) return about.question.replace(/\?$/, '');
  return isPolarTool(tool) ? tools[tool].title : tool;
}

/** Puts what a result says into words for a person. */
function wordsOf({ isError, structuredContent }: ChangeOutcome, names: Names = {}) {
  const { error } = structuredContent;
  if (!isError || !isJsonObject(error)) {
    const { about } = structuredContent;
    const remark = isJsonObject(about) ? textsOf(about.remark) : [];
    return { said: [...textsOf(structuredContent.done), ...remark], facts: mainFacts(structuredContent, names) };
  }
  const fields = Array.isArray(error.fields) ? error.fields.filter(isJsonObject) : [];
  const wrong = fields.map(({ path, message }) => `${path}: ${message}`);
  const { settled_by: settledBy } = error;
  const settled = isJsonObject(settledBy) ? SETTLE : [];
  const facts = isJsonObject(settledBy) && isJsonObject(settledBy.arguments) ? settledBy.arguments : {};
  const polarSays = typeof error.polar_says === 'string' ? error.polar_says : undefined;
  return { said: [...textsOf(error.message), ...wrong, ...settled], polarSays, facts };
}

const SETTLE = [
  'Before it is asked for again, look at Polar whether it was made, by what is below. Your app can read that too.',
];

const textsOf = (value: unknown) => (typeof value === 'string' ? [value] : []);

/** The most facts of what was made. The app gets all of them. */
const MAX_FACTS = 10;

type Names = NonNullable<WaitingChange['about']>['names'];

/**
 * The plain values of what was made, with each amount in words. The id of another thing says nothing to a person, unless the page has
 * a name for it.
 */
function mainFacts(made: JsonObject, names: Names): JsonObject {
  const { about: _, done: __, ...fields } = made;
  const isNameless = ([name, value]: [string, unknown]) =>
    name !== 'id' && typeof value === 'string' && isPolarId(value) && !Object.hasOwn(names, value);
  const plain = Object.entries(fields).filter(
    (field) => field[1] !== null && typeof field[1] !== 'object' && !isNameless(field),
  );
  return Object.fromEntries(plain.slice(0, 2 * MAX_FACTS));
}
