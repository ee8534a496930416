import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownTools } from '../../../generated/own-tools.gen.ts';
import { defaultTools, toolList } from '../../../generated/tool-list.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import { SEED } from '../../../simulator/index.ts';
import type { Call, LabClient, Model, Session, Turn } from './client.ts';
import type { LabHouse } from './house.ts';

/** What became of a step: it works, it ends in words that say what to do, or it fails. */
export interface Verdict {
  mark: 'works' | 'told' | 'fails';
  /** What the client did, in a few words. */
  note: string;
}

export const STEPS = {
  login: 'Log in',
  lists: 'Lists',
  call: 'Call',
  wrong: 'Wrong argument',
  refresh: 'Token expired',
  restart: 'Server restarted',
  stepUp: 'More permission',
  refund: 'Refund',
} as const;
export type Step = keyof typeof STEPS;

export type Row = Record<Step, Verdict>;

const works = (note = ''): Verdict => ({ mark: 'works', note });
const told = (note: string): Verdict => ({ mark: 'told', note });
const fails = (note: string): Verdict => ({ mark: 'fails', note });

/** The longest that a step of a program may take. */
const STEP_MS = 120_000;

/** How long access tokens live, so that the lab sees them end. */
const TOKEN_SECONDS = 15;
const LONG_TOKEN_SECONDS = 75;

/** Makes one call, and then ends the turn. */
const once =
  (call: Call): Model =>
  (answers) =>
    answers.length === 0 ? call : undefined;

const LIST_PRODUCTS = once({ tool: 'list_products', arguments: {} });
/** A product of the simulator's shop. */
const A_PRODUCT = 'Icon Pack';

/**
 * Drives one client through everything. No step stops the next one.
 *
 * @param homes an empty folder for the client's homes
 */
export async function driveClient(client: LabClient, house: LabHouse, homes: string): Promise<Row> {
  const open: Session[] = [];
  const connect = async (path: string): Promise<Session> => {
    const session = await client.connect(house, `${house.url}${path}`, await mkdtemp(join(homes, 'home-')));
    open.push(session);
    return session;
  };
  await house.polar.reset({ keepLogins: true });
  house.front.tokenSeconds = client.renewsEarly ? LONG_TOKEN_SECONDS : TOKEN_SECONDS;
  house.person.allows = 'everything';
  house.person.visits.length = 0;
  const row = await driveSteps(house, connect);
  await Promise.allSettled(open.map((session) => session.close()));
  return row;
}

async function driveSteps(house: LabHouse, connect: (path: string) => Promise<Session>): Promise<Row> {
  let main: Session | undefined;
  const step = async (act: () => Promise<Verdict>): Promise<Verdict> => {
    try {
      return await inTime(act());
    } catch (error) {
      return fails(oneLine(error instanceof Error ? error.message : String(error)));
    }
  };
  /** A step of the session that is connected. */
  const onMain = (act: (session: Session) => Promise<Verdict>) =>
    step(async () => (main ? act(main) : fails('It isn’t connected')));
  const login = await step(async () => {
    main = await connect('/mcp');
    return house.person.visits.at(-1) === 'allowed' ? works() : fails(house.person.visits.at(-1) ?? 'Nobody was asked');
  });
  const call = await onMain(async (session) => calledProducts(await session.turn(LIST_PRODUCTS)));
  const wrong = await onMain(wrongArgument);
  const refresh = await onMain((session) =>
    withoutPerson(house, session, async () => {
      await sleep((house.front.tokenSeconds + 1) * 1000);
      // The steps after this are about other things, and can take long on a busy machine.
      house.front.tokenSeconds = LONG_TOKEN_SECONDS;
    }),
  );
  const refund = await onMain((session) => refundOnce(house, session));
  const restart = await onMain((session) => withoutPerson(house, session, house.restart));
  return {
    login,
    lists: await step(() => listsOf(main, connect)),
    call,
    wrong,
    refresh,
    restart,
    stepUp: await step(() => stepUp(house, connect)),
    refund,
  };
}

function calledProducts({ offered, answers }: Turn): Verdict {
  const [answer] = answers;
  if (!answer) return fails(`It made no call. It offered ${offered.length} tools`);
  return answer.text.includes(A_PRODUCT) ? works() : fails(oneLine(answer.text));
}

/** The addresses, and the fewest tools that a client must offer there. */
const ADDRESSES = [
  ['/mcp', defaultTools.length],
  ['/mcp?toolsets=discovery', 4],
  ['/mcp?toolsets=all', toolList.length],
  ['/mcp/readonly', defaultTools.length / 2],
] as const;

/** A client's own tools are listed beside this server's. */
const OURS: ReadonlySet<string> = new Set([...Object.keys(tools), ...Object.keys(ownTools)]);

/** Each address is connected anew, as another entry of the client's settings. */
async function listsOf(main: Session | undefined, connect: (path: string) => Promise<Session>): Promise<Verdict> {
  const counts: (number | string)[] = [];
  let isComplete = true;
  for (const [path, fewest] of ADDRESSES) {
    try {
      const session = path === '/mcp' && main ? main : await connect(path);
      const { offered } = await session.turn(() => undefined);
      const count = offered.filter((name) => OURS.has(name)).length;
      counts.push(count);
      isComplete &&= count >= fewest;
    } catch (error) {
      counts.push(oneLine(error instanceof Error ? error.message : String(error)));
      isComplete = false;
    }
  }
  return isComplete ? works(counts.join(' · ')) : fails(counts.join(' · '));
}

async function wrongArgument(session: Session): Promise<Verdict> {
  // Some clients make null of what they can't read as a number, and null counts as not given.
  const call = { tool: 'list_products', arguments: { sorting: ['sideways'] } };
  const { answers } = await session.turn(once(call));
  const text = answers[0]?.text ?? '';
  if (text.includes('invalid_arguments')) return works();
  if (/schema|\bsorting\b.*\bmust\b/.test(text)) return works('the client refuses it itself');
  return fails(oneLine(text) || 'It made no call');
}

/** The client goes on by itself after what happens. */
async function withoutPerson(house: LabHouse, session: Session, happen: () => Promise<void>): Promise<Verdict> {
  const before = house.person.visits.length;
  await happen();
  const verdict = calledProducts(await session.turn(LIST_PRODUCTS));
  const logins = house.person.visits.length - before;
  return verdict.mark === 'works' && logins > 0 ? fails('The person had to log in again') : verdict;
}

const REFUND = { order_id: SEED.order, reason: 'customer_request', amount: 100 };

/** The model makes a refund, and brings the yes if the server gives it the preview. */
async function refundOnce(house: LabHouse, session: Session): Promise<Verdict> {
  const alone = await refundIn((model) => session.turn(model), house);
  if (alone.mark !== 'told' || !session.turnAtTerminal) return alone;
  const asked = await refundIn((model) => session.turnAtTerminal?.(model) ?? session.turn(model), house);
  return {
    ...asked,
    note: `${asked.note}. Where nobody is there, nothing is sent, and the model reads: ${alone.note}`,
  };
}

async function refundIn(turn: Session['turn'], house: LabHouse): Promise<Verdict> {
  await house.polar.clearRequests();
  const { answers } = await turn((given) => {
    if (given.length === 0) return refundCall();
    const confirm = given.length === 1 && CONFIRM.exec(given[0]?.text ?? '')?.[1];
    return confirm ? refundCall(confirm) : undefined;
  });
  const sent = (await house.polar.requests()).filter(({ method, path }) => method === 'POST' && /refunds/.test(path));
  const last = answers.at(-1)?.text;
  if (sent.length > 1) return fails(`It was sent ${sent.length} times`);
  if (sent.length === 0) return last === undefined ? fails('It made no call') : told(oneLine(last));
  return works(answers.length === 1 ? 'the client asks the person' : 'the model gets a preview, and brings the yes');
}

/** The token of a preview, also where the result is JSON in JSON. */
const CONFIRM = /\\?"confirm\\?":\s*\\?"([\w.:-]{20,})/;

const refundCall = (confirm?: string): Call => ({
  tool: 'call_write_tool',
  arguments: { name: 'create_refund', arguments: { ...REFUND, ...(confirm && { confirm }) } },
});

/** The person has allowed products alone. The model tries a refund, and once more if the client fails; now the person would allow everything. */
async function stepUp(house: LabHouse, connect: (path: string) => Promise<Session>): Promise<Verdict> {
  house.person.allows = 'products';
  const session = await connect('/mcp');
  house.person.allows = 'everything';
  const before = house.person.visits.length;
  const first = judgeStepUp(await triedRefund(session), house.person.visits.length - before);
  if (first.mark !== 'fails') return first;
  const second = judgeStepUp(await triedRefund(session), house.person.visits.length - before);
  return second.mark === 'fails'
    ? first
    : { ...second, note: `the first call fails in the client; the second: ${second.note}` };
}

/** A library throws what an agent would show its model. */
const triedRefund = (session: Session): Promise<string> =>
  session.turn(once(refundCall())).then(
    ({ answers }) => answers[0]?.text ?? '',
    (error: Error) => error.message,
  );

function judgeStepUp(text: string, logins: number): Verdict {
  if (/Not done yet|amount_formatted/.test(text))
    return works(`the person logs in ${logins === 1 ? 'once more' : `${logins} times`}, and allows it`);
  if (/insufficient_scope/.test(text)) return told('the model is told which permission is missing, and what to do');
  if (/re-authenticate/.test(text)) return told('the client says that the person has to log in again, and where');
  return fails(oneLine(text) || 'It made no call');
}

/** The beginning of a text, on one line. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_NOTE_CHARACTERS ? `${line.slice(0, MAX_NOTE_CHARACTERS - 1)}…` : line;
}

const MAX_NOTE_CHARACTERS = 200;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`It took longer than ${STEP_MS / 1000} s`)), STEP_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
