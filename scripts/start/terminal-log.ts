import { styleText } from 'node:util';

/** A line that the Worker wrote to its console. */
interface WorkerdLine {
  /** In ms since 1970. */
  timestamp: number;
  message: string;
}

/** What `src/observability/` writes: an event, and its fields. docs/telemetry.md lists them. */
type Entry = { event: string } & Record<string, unknown>;

/** The words after a tool's name, by the outcome of a change that wasn't refused. */
const SENT = { done: 'done', failed: 'failed', unknown: 'outcome unknown' } as const;
const COLOURS = { good: 'green', bad: 'yellow', plain: 'reset' } as const;

interface Line {
  /** Of a tool or an event. */
  subject: string;
  said: string;
  tone: keyof typeof COLOURS;
}

/**
 * Makes lines for a person of what the Worker logs: `15:27 create_refund 248.75 USD done`. What isn't an entry of the
 * Worker's log is printed as it is.
 *
 * @param stream decides whether there is colour
 * @param isWhole prints each entry whole, as JSON
 */
export function terminalLog(stream: NodeJS.WritableStream, isWhole: boolean): (line: WorkerdLine) => void {
  /** The change that was printed last, by its request and tool: the end of its call says the same. */
  let change = '';
  let last = '';
  return ({ timestamp, message }) => {
    const entry = entryOf(message);
    if (!entry || isWhole) return void stream.write(`${message}\n`);
    const key = `${entry.request_id} ${entry.tool}`;
    if (entry.event === 'write') change = key;
    else if (entry.event === 'call' && key === change) return;
    const { subject, said, tone } = lineOf(entry);
    const time = timeOf(timestamp);
    const line = `${time} ${subject} ${said}`;
    // A client in a loop is refused many times a second.
    if (line === last && entry.event !== 'call') return;
    last = line;
    stream.write(`${styleText('dim', time, { stream })} ${subject} ${styleText(COLOURS[tone], said, { stream })}\n`);
  };
}

function entryOf(message: string): Entry | undefined {
  if (!message.startsWith('{"event":')) return undefined;
  try {
    return JSON.parse(message) as Entry;
  } catch {
    return undefined;
  }
}

function lineOf(entry: Entry): Line {
  const { event, tool, outcome } = entry;
  if (event === 'write') {
    const said = outcome === 'refused' ? refusal(entry.code) : SENT[outcome as keyof typeof SENT];
    const amount = typeof entry.amount_formatted === 'string' ? `${entry.amount_formatted} ` : '';
    return { subject: String(tool), said: amount + said, tone: outcome === 'done' ? 'good' : 'bad' };
  }
  if (event === 'call' && outcome === 'unusable') return { subject: 'unknown tool', said: 'refused', tone: 'bad' };
  if (event === 'call') return { subject: String(tool), ...endOf(entry) };
  return { subject: `${event.replaceAll('_', ' ')}:`, said: causeOf(entry), tone: 'bad' };
}

function endOf({ outcome, duration_ms: ms }: Entry): Omit<Line, 'subject'> {
  if (outcome === 'ok') return { said: `${ms} ms`, tone: 'plain' };
  if (outcome === 'asked') return { said: 'asks first', tone: 'plain' };
  return { said: refusal(outcome), tone: 'bad' };
}

/** @param code of the error; the code `refused` says no more than that */
const refusal = (code: unknown) => (code === 'refused' ? 'refused' : `refused: ${code}`);

const IDS = ['event', 'request_id', 'trace_id', 'time', 'at'];

/** The values of an entry; of a mistake in this server, also where it arose. */
function causeOf(entry: Entry): string {
  const values = Object.entries(entry).flatMap(([name, value]) => (IDS.includes(name) ? [] : [String(value)]));
  const place = typeof entry.at === 'string' ? /\(?([^\s(]+:\d+:\d+)\)?/.exec(entry.at)?.[1] : undefined;
  return [...values, ...(place ? [`at ${place}`, 'DEBUG=1 npm start shows the whole'] : [])].join(', ');
}

function timeOf(timestamp: number): string {
  const date = new Date(timestamp);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
