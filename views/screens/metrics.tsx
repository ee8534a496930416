import { useMemo, useState } from 'preact/hooks';
import { CsvButtons } from '../components/csv-buttons.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import type { ScreenProps } from '../host.ts';
import { again, PERIODS_AND_TOTALS } from '../metrics/again.ts';
import type { ChartKind } from '../metrics/chart.tsx';
import { Charts, FigureTable } from '../metrics/charts.tsx';
import { Choice, TimeControls } from '../metrics/controls.tsx';
import { type Figures, firstShown, isFlat, readFigures } from '../metrics/figures.ts';
import { type Range, rangeOf, zoneOf } from '../metrics/periods.ts';
import { Tiles } from '../metrics/tiles.tsx';
import { figuresAsCsv, rangeInWords, startInWords } from '../metrics/words.ts';
import type { Json } from '../shown.ts';

const TITLES: Readonly<Record<string, string>> = { get_metrics: 'Metrics', get_meter_quantities: 'Usage' };

/** Figures over time, as `get_metrics` and `get_meter_quantities` give them. */
export function MetricsScreen({ result, meta, host }: ScreenProps) {
  const { tool, arguments: args } = meta.call;
  const figures = useMemo(() => readFigures(result, args.metrics), [result]);
  const range = rangeOf(args);
  const title = TITLES[tool] ?? meta.title;
  const zone = zoneOf(args);
  if (!figures || figures.starts.length === 0) {
    return (
      <>
        <h1 tabIndex={-1}>{title}</h1>
        <p>There are no figures for this time.</p>
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {range && (
        <p class="quiet">
          {rangeInWords(range, host.locale)}
          {typeof args.interval === 'string' && `, by ${args.interval}`}. Time zone: {zone}.
        </p>
      )}
      <Shown key={figures.figures.map(({ slug }) => slug).join()} {...{ figures, range, result, meta, host }} />
    </>
  );
}

interface ShownProps extends ScreenProps {
  figures: Figures;
  range: Range | undefined;
}

function Shown({ figures, range, result, meta, host }: ShownProps) {
  const { tool, arguments: args } = meta.call;
  const [chosen, setChosen] = useState(() => firstShown(figures));
  const [kind, setKind] = useState<ChartKind>('line');
  const shown = useMemo(() => figures.figures.filter(({ slug }) => chosen.includes(slug)), [figures, chosen]);
  const periods = useMemo(
    () => figures.starts.map((start) => startInWords(start, args.interval, zoneOf(args), host.locale)),
    [figures, host.locale],
  );
  // A line along zero shows nothing, and neither does a single point.
  const canDraw = periods.length > 1 && !shown.every(isFlat);
  const isCut = typeof (result.about as Json | undefined)?.cut === 'string';
  return (
    <>
      <Tiles {...{ shown, tool, args, range, host }} />
      <div class="controls">
        {host.can.call && range && <TimeControls tool={tool} args={args} range={range} host={host} />}
        {canDraw && (
          <fieldset>
            <legend>Chart</legend>
            {(['line', 'bar'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
                {one === 'line' ? 'Lines' : 'Bars'}
              </button>
            ))}
          </fieldset>
        )}
        {isCut && host.can.call && (
          <button type="button" onClick={() => void host.replace(tool, again(tool, args, PERIODS_AND_TOTALS))}>
            Show the whole time
          </button>
        )}
      </div>
      {figures.figures.length > 1 && <Choice all={figures.figures} chosen={chosen} choose={setChosen} />}
      {canDraw && <Charts {...{ shown, kind, periods, host }} />}
      {shown.length === 0 && <p>No figure is chosen.</p>}
      {!canDraw && shown.length > 0 && periods.length > 1 && (
        <p>There is nothing to draw: these are zero in the whole period.</p>
      )}
      <details>
        <summary>
          Table of {figures.starts.length} {figures.starts.length === 1 ? 'period' : 'periods'}
        </summary>
        <ScrollBox label="The figures of each period">
          <FigureTable periods={periods} shown={shown} host={host} />
        </ScrollBox>
      </details>
      <CsvButtons
        host={host}
        name={`polar-${tool.replace('get_', '').replaceAll('_', '-')}${range ? `-${range.first}-${range.last}` : ''}.csv`}
        csv={() => figuresAsCsv({ starts: figures.starts, figures: shown })}
      />
    </>
  );
}
