import { useEffect, useRef, useState } from 'preact/hooks';
import { type Outcome, OVER, outcomeOfDecision, outcomeTold, UNHEARD } from '../changes/outcome.ts';
import { type Line, readPreview } from '../changes/preview.ts';
import { TimeLeft } from '../changes/time-left.tsx';
import { CellView } from '../components/cell.tsx';
import type { Host, ScreenProps } from '../host.ts';
import { withAmounts } from '../money.ts';
import { RecordScreen } from './record.tsx';

/** Nobody reads a question faster. A press before that was meant for what stood there before. */
const READING_MS = 500;

/** A change that waits for the person: what it would do, the two answers, and what became of it. */
export function ChangeScreen({ result, meta, host }: ScreenProps) {
  const preview = readPreview(result.would);
  const [isDecided, setDecided] = useState(false);
  const { change } = meta;
  if (!preview) return null;
  const { environment, facts, consequence, gaps, parts } = preview;
  return (
    <>
      <p class={`place ${environment}`}>
        {environment === 'sandbox' ? 'Sandbox: test data, no real money' : 'Production: real customers and real money'}
      </p>
      <h1 tabIndex={-1}>{withAmounts(change?.headline ?? `${preview.title}?`, host.locale)}</h1>
      {consequence && <p>{withAmounts(consequence, host.locale)}</p>}
      <Lines lines={facts} host={host} />
      {gaps.map((gap) => (
        <p key={gap} class="note">
          {gap}
        </p>
      ))}
      {change ? (
        <Decision change={change} host={host} onDecided={setDecided} />
      ) : (
        <p class="note">The conversation decides about this change: answer there.</p>
      )}
      {parts.map(({ title, titleAfterwards, lines }) => (
        <details key={title} open={parts.length < 4 && !isDecided}>
          <summary>
            <h2>{isDecided ? titleAfterwards : title}</h2>
          </summary>
          <Lines lines={lines} host={host} />
        </details>
      ))}
    </>
  );
}

function Lines({ lines, host }: { lines: readonly Line[]; host: Host }) {
  if (lines.length === 0) return null;
  return (
    <dl class="lines">
      {lines.map((line, index) => (
        <div key={index} class={'lines' in line ? 'nested' : ''}>
          <dt>{line.label}</dt>
          <dd>
            {'lines' in line ? (
              <Lines lines={line.lines} host={host} />
            ) : (
              <bdi>
                <CellView cell={line.cell} host={host} />
              </bdi>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface DecisionProps {
  change: { id: string; code: string; until: number };
  host: Host;
  /** Hears whether there is an outcome: a look can still show that the change waits. */
  onDecided(isDecided: boolean): void;
}

/** The person's yes or no, which no model can give: it lacks the code. */
function Decision({ change: { id, code, until }, host, onDecided }: DecisionProps) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [isSending, setSending] = useState<'approve' | 'decline' | 'look'>();
  const [isReadable, setReadable] = useState(false);
  const [trouble, setTrouble] = useState('');
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const timer = setTimeout(() => setReadable(true), READING_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    onDecided(outcome !== undefined);
    if (!outcome) return;
    title.current?.focus();
    // These are words of this program alone, and none of a stranger's.
    void host.inform(`The person looked at the change ${id}: ${outcome.title}. get_change tells what became of it.`);
  }, [outcome]);

  /** Asks what became of the change. @returns whether it still waits; undefined where nobody says */
  const look = async (): Promise<boolean | undefined> => {
    try {
      const shown = await host.read('get_change', { id });
      const told = outcomeTold(shown);
      if (told) setOutcome(told);
      return told ? false : shown.result.state === 'waiting' ? true : undefined;
    } catch {
      return undefined;
    }
  };

  const decide = async (decision: 'approve' | 'decline') => {
    setSending(decision);
    setTrouble('');
    host.announce(decision === 'approve' ? 'Approved. It is being made.' : 'Declined.');
    try {
      const shown = await host.call('confirm_change', { id, code, decision });
      const known = outcomeOfDecision(decision, shown);
      if (known) setOutcome(known);
      else if ((await look()) !== false)
        setOutcome({ tone: 'bad', title: 'It was not made', text: shown.problem?.message ?? '' });
    } catch {
      // The app may have passed the answer on, and lost what came back.
      const waits = await look();
      if (waits === undefined) setOutcome(UNHEARD);
      if (waits) setTrouble('This app did not pass your answer on, and nothing was changed. You can answer again.');
    }
    setSending(undefined);
  };

  const end = async () => {
    if ((await look()) === undefined) setOutcome(OVER);
  };

  const lookAgain = async () => {
    setSending('look');
    const waits = await look();
    if (waits) {
      setOutcome(undefined);
      setTrouble('Nothing was changed yet. You can answer again.');
    }
    setSending(undefined);
  };

  if (outcome) {
    const { shown } = outcome;
    return (
      <>
        <div class={`note ${outcome.tone}`}>
          <h2 ref={title} tabIndex={-1}>
            {outcome.title}
          </h2>
          <p>{outcome.text}</p>
          {outcome.canLookAgain && (
            <button type="button" onClick={lookAgain} disabled={isSending !== undefined}>
              Look again
            </button>
          )}
        </div>
        {shown?.meta && (
          <details>
            <summary>
              <h2>What Polar has now</h2>
            </summary>
            <RecordScreen result={shown.result} meta={shown.meta} host={host} />
          </details>
        )}
      </>
    );
  }
  if (!host.can.call) {
    return (
      <p class="note">
        This app passes no answer on. Ask in the conversation for the page on which you can approve this change.
      </p>
    );
  }
  const isHeld = isSending !== undefined || !isReadable;
  return (
    <fieldset class="decision" aria-label="Your decision">
      {trouble && (
        <p class="note bad" role="alert">
          {trouble}
        </p>
      )}
      <div class="answers">
        <button type="button" class="approve" disabled={isHeld} onClick={() => decide('approve')}>
          {isSending === 'approve' ? 'Approving…' : 'Approve'}
        </button>
        <button type="button" disabled={isHeld} onClick={() => decide('decline')}>
          {isSending === 'decline' ? 'Declining…' : 'Don’t'}
        </button>
      </div>
      <TimeLeft until={until} host={host} onEnd={end} />
    </fieldset>
  );
}
