import type { McpUiDisplayMode } from '@modelcontextprotocol/ext-apps';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from 'preact/hooks';
import type { ViewMeta } from '../src/views/view-meta.ts';
import { readPreview } from './changes/preview.ts';
import type { Channel } from './channel.ts';
import { EnvironmentChip } from './components/chip.tsx';
import { DisplayModeButton } from './components/display-mode-button.tsx';
import { ProblemNote } from './components/note.tsx';
import { type Host, type HostFacts, hostFor, hostProblem } from './host.ts';
import { screenFor } from './router.ts';
import { type Json, type Problem, type Shown, shownOf } from './shown.ts';

/** What the host gave to show. */
export type Given =
  | { kind: 'waiting' }
  | { kind: 'cancelled' }
  | { kind: 'alone' }
  | { kind: 'result'; result: CallToolResult; at: number };

interface AppProps {
  channel: Channel;
  /** Undefined until the host has answered. */
  facts: HostFacts | undefined;
  given: Given;
  /** Asks the host for another display mode. */
  display(mode: McpUiDisplayMode): Promise<void>;
}

const WORDS = {
  waiting: 'Waiting for the result…',
  cancelled: 'The call was cancelled.',
  nothing: 'This app passes nothing on that could be shown here.',
  failed: 'This view can’t show the result. Ask the app for it in words.',
  alone: 'This page shows results of Polar in an app that shows views. Here is none.',
} as const;

export function App({ channel, facts, given, display }: AppProps) {
  if (!facts || given.kind !== 'result') {
    return (
      <main>
        <h1 class="unseen">Polar</h1>
        <p role="status">{WORDS[given.kind === 'result' ? 'waiting' : given.kind]}</p>
      </main>
    );
  }
  // A new result begins anew.
  return <Screens key={given.at} channel={channel} facts={facts} first={given.result} display={display} />;
}

/** A screen, and the element that had the focus when another was opened above it. */
interface Entry {
  shown: Shown;
  key: number;
  focused?: Element | null;
}

interface ScreensProps extends Pick<AppProps, 'channel' | 'display'> {
  facts: HostFacts;
  first: CallToolResult;
}

/** The screens that were opened above each other, of which the last is seen. The others keep their state below it. */
function Screens({ channel, facts, first, display }: ScreensProps) {
  const [entries, setEntries] = useState<Entry[]>(() => [{ shown: shownOf(first), key: 0 }]);
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const latest = useRef(0);
  const top = useRef<HTMLElement>(null);
  const present = entries.at(-1) as Entry;

  const bring = async (host: Host, tool: string, args: Json, put: (entry: Entry) => void) => {
    const turn = ++latest.current;
    setBusy(true);
    setProblem(undefined);
    setSaid('Loading');
    try {
      const shown = await host.read(tool, args);
      // The person has asked for something else meanwhile.
      if (turn !== latest.current) return;
      if (shown.problem) setProblem(shown.problem);
      else put({ shown, key: turn });
      setSaid(shown.problem ? '' : 'Loaded');
    } catch (error) {
      if (turn === latest.current) setProblem(hostProblem(error));
    } finally {
      if (turn === latest.current) setBusy(false);
    }
  };

  const push = (entry: Entry) => {
    const focused = document.activeElement;
    setEntries((before) => [...before.slice(0, -1), { ...(before.at(-1) as Entry), focused }, entry]);
  };

  const hostOf = ({ shown }: Entry): Host => {
    const host: Host = hostFor(channel, facts, shown.meta?.reader, {
      announce: setSaid,
      open: (tool, args) => bring(host, tool, args, push),
      show(result, meta) {
        setBusy(false);
        setProblem(undefined);
        push({ shown: { result, meta, problem: undefined }, key: ++latest.current });
      },
      // The key stays, so that the screen keeps the focus.
      replace: (tool, args) =>
        bring(host, tool, args, ({ shown: next }) =>
          setEntries((before) => [...before.slice(0, -1), { ...(before.at(-1) as Entry), shown: next }]),
        ),
    });
    return host;
  };

  const back = () => {
    latest.current++;
    setBusy(false);
    setProblem(undefined);
    setEntries((before) => before.slice(0, -1));
  };

  const depth = entries.length;
  const before = useRef(depth);
  useEffect(() => {
    const focused = entries.at(-1)?.focused;
    if (depth < before.current) (focused as HTMLElement | null | undefined)?.focus?.();
    if (depth > before.current) top.current?.querySelector<HTMLElement>(`[data-key="${present.key}"] h1`)?.focus();
    before.current = depth;
  }, [depth]);

  const { shown } = present;
  return (
    <>
      <header class="bar">
        {depth > 1 && (
          <button type="button" onClick={back}>
            Back
          </button>
        )}
        {shown.meta && !shown.meta.change && <EnvironmentChip environment={shown.meta.environment} />}
        {!shown.meta?.change && <DisplayModeButton context={facts.hostContext} request={display} />}
      </header>
      <p role="status" class="unseen">
        {said}
      </p>
      {problem && <ProblemNote problem={problem} />}
      <main ref={top} aria-busy={isBusy}>
        {entries.map((entry) => (
          <section key={entry.key} data-key={entry.key} hidden={entry !== present}>
            <SafeScreen entry={entry} hostOf={hostOf} facts={facts} />
          </section>
        ))}
      </main>
    </>
  );
}

interface ScreenOf {
  entry: Entry;
  hostOf: (entry: Entry) => Host;
  facts: HostFacts;
}

/** A screen that fails leaves a sentence, and the way back. */
function SafeScreen(props: ScreenOf) {
  const [error] = useErrorBoundary();
  if (error === undefined) return <Screen {...props} />;
  return (
    <Titled title={titleOf(props.entry.shown)}>
      <ProblemNote problem={{ message: WORDS.failed }} />
    </Titled>
  );
}

/** What isn't a screen of its own: a sentence below what was called. */
function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </>
  );
}

const titleOf = ({ meta, problem }: Shown) => meta?.title ?? (problem ? 'That did not work' : UNKNOWN.title);

function Screen({ entry, hostOf, facts }: ScreenOf) {
  const host = useMemo(() => hostOf(entry), [entry.shown, facts]);
  const { result, meta, problem } = entry.shown;
  if (problem) {
    return (
      <Titled title={titleOf(entry.shown)}>
        <ProblemNote problem={problem} />
      </Titled>
    );
  }
  if ((!meta && !isPlainData(result)) || (result.would !== undefined && !readPreview(result.would))) {
    return (
      <Titled title={titleOf(entry.shown)}>
        <p>{WORDS.nothing}</p>
      </Titled>
    );
  }
  const Shows = screenFor(result, meta ?? UNKNOWN);
  return (
    <Fragment>
      <Shows result={result} meta={meta ?? UNKNOWN} host={meta ? host : { ...host, can: NOTHING }} />
      {/* The file of an export has what its rows lack. */}
      {meta?.thing?.kind !== 'list' && !meta?.file && <CutNote result={result} />}
    </Fragment>
  );
}

/** Of a result without data for the view: of a host that keeps these, or of a tool of this server itself. It is only shown. */
const UNKNOWN: ViewMeta = { call: { tool: '', arguments: {} }, title: 'Result', environment: 'production' };
const NOTHING: Host['can'] = { call: false, openLink: false, download: false };

/** Whether a result is data, and neither a text alone nor a change that asks, which needs more than that. */
const isPlainData = ({ would, text, ...data }: Json) => would === undefined && Object.keys(data).length > 0;

/** Says that a result was cut, in the server's words. */
function CutNote({ result }: { result: Json }) {
  const { cut, left_out } = (result.about ?? {}) as { cut?: unknown; left_out?: unknown };
  const said = [cut, left_out].filter((text) => typeof text === 'string');
  return said.length > 0 ? <p class="quiet">{said.join(' ')}</p> : null;
}
