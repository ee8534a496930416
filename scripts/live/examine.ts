import { DEFAULT_ORGANIZATION_TOKEN, startSimulator } from '../../simulator/index.ts';
import { writeStdioBundle } from '../stdio-bundle.ts';
import { compare, type Difference } from './compare.ts';
import { type Leftover, removeLeftovers } from './leftovers.ts';
import { namesOf } from './names.ts';
import { outcomeOf } from './outcome.ts';
import { pause } from './pause.ts';
import { LearntValues, MissingValue, type Question, titleOf, valueAt } from './question.ts';
import { questions } from './questions/index.ts';
import { type CallResult, Side, type SideOptions } from './side.ts';

/** How long a question waits for background work, and how often it looks. */
const BACKGROUND_MS = { polar: 60_000, simulator: 20_000 };
const LOOK_EVERY_MS = 3000;
/** The limit of the removal after Ctrl+C. Nothing else bounds it. */
const REMOVAL_MS = 5 * 60_000;

/** One question, and its result at Polar. */
export interface Examined {
  tool: string;
  about: string | undefined;
  /** Why it wasn't asked at Polar; undefined when it was. */
  skipped: string | undefined;
  /** Whether an answer could be compared with the document. */
  isDocumented: boolean;
  /** Whether the simulator was asked the same. */
  isCompared: boolean;
  differences: Difference[];
}

export interface Examination {
  examined: Examined[];
  /** The things that earlier runs had left, each with its end. */
  before: Leftover[];
  /** The things that this run had left in the end, each with its end. */
  after: Leftover[];
  /** Things that Polar keeps for good, in words. */
  stays: string[];
  isStopped: boolean;
}

export interface Options extends SideOptions {
  /** The address to which mail to the invented customers goes. Default: the organization's own. */
  email: string | undefined;
  /** Ends the questions early. The things that were made are removed all the same. */
  signal: AbortSignal;
  /** Called before each question, and when things are removed. */
  onProgress: (underWay: string) => void;
}

/**
 * Asks a Polar and the simulator the same questions through this server's tools, and compares the answers.
 *
 * @throws Error with one line when there is no connection, or no address for the mail to invented customers
 */
export async function examinePolar(options: Options): Promise<Examination> {
  const { readOnly, signal, onProgress } = options;
  await writeStdioBundle();
  const simulator = await startSimulator({ clock: 'real', log: () => {} });
  const sides: Side[] = [];
  const open = async (of: SideOptions) => {
    const side = await Side.open(of);
    sides.push(side);
    return side;
  };
  try {
    const polar = await open(options);
    const { token } = DEFAULT_ORGANIZATION_TOKEN;
    const other = await open({ ...options, polar: simulator.url, token, requestsPerMinute: undefined });
    const made = namesOf(await emailFor(polar, options), new Date());
    const before = readOnly ? [] : await removing(polar, signal, onProgress);
    const asking = new Asking(polar, other, new LearntValues(made), new LearntValues(made));
    const wanted = questions.filter(({ changes, own }) => !readOnly || !(changes || own));
    const examined: Examined[] = [];
    try {
      for (const [i, question] of wanted.entries()) {
        onProgress(`${i + 1} of ${wanted.length}: ${titleOf(question)}`);
        examined.push(await asking.ask(question, signal));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    const after = readOnly ? [] : await removeAll(polar, options);
    return {
      examined,
      before,
      after,
      stays: [...new Set([...archivedIn(after), ...keptOf(asking)])],
      isStopped: signal.aborted,
    };
  } finally {
    await Promise.all(sides.map((side) => side.close()));
    await simulator.close();
  }
}

/** Ctrl+C ends this project's server too, so the removal needs a new one. */
async function removeAll(polar: Side, options: Options): Promise<Leftover[]> {
  const limit = AbortSignal.timeout(REMOVAL_MS);
  if (!options.signal.aborted) return removing(polar, limit, options.onProgress);
  const again = await Side.open(options);
  try {
    return await removing(again, limit, options.onProgress);
  } finally {
    await again.close();
  }
}

function removing(side: Side, signal: AbortSignal, onProgress: Options['onProgress']): Promise<Leftover[]> {
  onProgress('removing what runs made');
  return removeLeftovers(side, signal);
}

async function emailFor(polar: Side, { email, readOnly, signal }: Options): Promise<string> {
  if (email !== undefined) return email;
  if (readOnly) return 'nobody@example.com';
  const connection = await polar.ask('get_connection', {}, signal);
  const args = { organization_id: valueAt(connection.answer, 'organization_id'), fields: 'email' };
  const own = valueAt((await polar.ask('get_organization', args, signal)).answer, 'email');
  if (typeof own === 'string') return own;
  throw new Error(
    'The organization has no e-mail address. Say with --email to which mail for invented customers may go',
  );
}

const archivedIn = (after: readonly Leftover[]) =>
  after.filter(({ stays, failed }) => stays && !failed).map(({ what }) => `${what} (archived)`);

/** The things that the questions themselves archived, and those that nobody can delete. */
function keptOf({ known }: Asking): string[] {
  const { made } = known;
  const kinds = {
    'own thing': () => `product ${made.name('thing')} (archived)`,
    'own metered plan': () => `product ${made.name('usage')} (archived)`,
    'own meter': () => `meter ${made.name('meter')} (archived)`,
    'own draft': (id: string) => `draft order ${id}`,
    'own checkout': (id: string) => `checkout ${id}`,
    'own event': (id: string) => `event ${id}`,
  };
  return Object.entries(kinds).flatMap(([name, told]) => (known.has(name) ? [told(known.text(name))] : []));
}

/** Puts each question to both sides at once. */
class Asking {
  readonly known: LearntValues;
  private readonly polar: Side;
  private readonly simulator: Side;
  private readonly knownThere: LearntValues;

  constructor(polar: Side, simulator: Side, known: LearntValues, knownThere: LearntValues) {
    this.polar = polar;
    this.simulator = simulator;
    this.known = known;
    this.knownThere = knownThere;
  }

  async ask(question: Question, signal: AbortSignal): Promise<Examined> {
    const [here, there] = await Promise.all([
      askOne(this.polar, question, this.known, BACKGROUND_MS.polar, signal),
      askOne(this.simulator, question, this.knownThere, BACKGROUND_MS.simulator, signal),
    ]);
    const { tool, about } = question;
    if ('skipped' in here)
      return { tool, about, skipped: here.skipped, isDocumented: false, isCompared: false, differences: [] };
    const outcome = outcomeOf(tool, here);
    const other = 'skipped' in there ? undefined : outcomeOf(tool, there);
    return {
      tool,
      about,
      skipped: undefined,
      isDocumented: outcome.breaks !== undefined,
      isCompared: other !== undefined,
      differences: compare(question, outcome, other),
    };
  }
}

async function askOne(
  side: Side,
  question: Question,
  known: LearntValues,
  backgroundMs: number,
  signal: AbortSignal,
): Promise<CallResult | { skipped: string }> {
  const { tool, args, first, until, learns, ends } = question;
  try {
    await first?.(known, signal);
    const given = args(known);
    const deadline = Date.now() + backgroundMs;
    for (;;) {
      const asked = await side.ask(tool, given, signal);
      const isThere = until === undefined || valueAt(asked.answer, until) !== undefined;
      const mayWait = asked.code === 'ok' || ends?.includes(asked.code);
      if (isThere || !mayWait) {
        if (learns && asked.code === 'ok') known.learn(learns, asked.answer);
        return asked;
      }
      if (Date.now() > deadline) return { skipped: `nothing was there after ${backgroundMs / 1000} s` };
      await pause(LOOK_EVERY_MS, signal);
    }
  } catch (error) {
    if (error instanceof MissingValue) return { skipped: error.message };
    throw error;
  }
}
