import { useEffect, useMemo, useState } from 'preact/hooks';
import { CsvButtons } from '../components/csv-buttons.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import { Table } from '../components/table.tsx';
import type { Host, ScreenProps } from '../host.ts';
import { Chart, type ChartKind } from '../metrics/chart.tsx';
import {
  chartsOf,
  type Figure,
  type Figures,
  firstShown,
  numberOr,
  readFigures,
  readTotals,
} from '../metrics/figures.ts';
import {
  dateIn,
  type Interval,
  intervalFor,
  intervalsFor,
  presetsOf,
  type Range,
  rangeBefore,
  rangeOf,
  withRange,
  zoneOf,
} from '../metrics/periods.ts';
import {
  atAxis,
  changeInWords,
  figuresAsCsv,
  inMajorUnits,
  inWords,
  rangeInWords,
  startInWords,
  titleOf,
} from '../metrics/words.ts';
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
  const before = useBefore(host, tool, args, range);
  const shown = figures.figures.filter(({ slug }) => chosen.includes(slug));
  const charts = useMemo(() => chartsOf(shown), [figures, chosen]);
  const periods = useMemo(
    () => figures.starts.map((start) => startInWords(start, args.interval, zoneOf(args), host.locale)),
    [figures, host.locale],
  );
  const isCut = typeof (result.about as Json | undefined)?.cut === 'string';
  return (
    <>
      <ul class="tiles">
        {shown.map((figure) => (
          <Tile key={figure.slug} figure={figure} before={before} host={host} />
        ))}
      </ul>
      <div class="controls">
        {host.can.call && range && <TimeControls tool={tool} args={args} range={range} host={host} />}
        <fieldset>
          <legend>Chart</legend>
          {(['line', 'bar'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              {one === 'line' ? 'Lines' : 'Bars'}
            </button>
          ))}
        </fieldset>
        {isCut && host.can.call && (
          <button type="button" onClick={() => void host.replace(tool, again(tool, args, ALL_PERIODS))}>
            Show the whole time
          </button>
        )}
      </div>
      {figures.figures.length > 1 && <Choice all={figures.figures} chosen={chosen} choose={setChosen} />}
      {charts.map((group) => (
        <ChartOf key={group.map(({ slug }) => slug).join()} {...{ group, kind, periods, host }} />
      ))}
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

/** A result that names its fields may be longer, so a year of days comes whole. */
const ALL_PERIODS = 'periods,totals';

/** What a call for another time asks for. */
const again = (tool: string, args: Readonly<Json>, fields: string): Json =>
  tool === 'get_metrics' ? { ...args, fields } : { ...args };

interface TimeControlsProps {
  tool: string;
  args: Readonly<Json>;
  range: Range;
  host: Host;
}

function TimeControls({ tool, args, range, host }: TimeControlsProps) {
  const presets = presetsOf(dateIn(zoneOf(args), Date.now()));
  const present = presets.find(({ first, last }) => first === range.first && last === range.last);
  const show = (next: Range, interval: Interval) =>
    void host.replace(tool, again(tool, { ...withRange(args, next), interval }, ALL_PERIODS));
  const possible = intervalsFor(range);
  return (
    <>
      <label>
        Period
        <select
          value={present?.key ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const next = presets.find(({ key }) => key === value);
            if (next) show(next, intervalFor(next, args.interval));
          }}
        >
          {!present && <option value="">{rangeInWords(range, host.locale)}</option>}
          {presets.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        By
        <select
          value={String(args.interval)}
          onChange={({ currentTarget: { value } }) => show(range, value as Interval)}
        >
          {INTERVAL_NAMES.filter(([name]) => possible.includes(name) || name === args.interval).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

const INTERVAL_NAMES: readonly (readonly [Interval, string])[] = [
  ['hour', 'Hour'],
  ['day', 'Day'],
  ['week', 'Week'],
  ['month', 'Month'],
  ['year', 'Year'],
];

interface Before {
  range: Range;
  totals: Json;
}

/** Reads the totals of the time before, of the same length. Without them, the totals stand alone. */
function useBefore(host: Host, tool: string, args: Readonly<Json>, range: Range | undefined): Before | undefined {
  const [before, setBefore] = useState<Before>();
  const earlier = range && rangeBefore(range);
  useEffect(() => {
    let isLate = false;
    setBefore(undefined);
    if (!host.can.call || !earlier) return;
    host.read(tool, again(tool, withRange(args, earlier), 'totals')).then(
      ({ result, problem }) => {
        if (!isLate && !problem) setBefore({ range: earlier, totals: readTotals(result) });
      },
      () => {},
    );
    return () => {
      isLate = true;
    };
  }, [tool, JSON.stringify(args)]);
  return before;
}

function Tile({ figure, before, host }: { figure: Figure; before: Before | undefined; host: Host }) {
  const { slug, unit, values, total } = figure;
  const value = total ?? values.at(-1);
  const then = before && numberOr(before.totals[slug]);
  const change = changeInWords(value, then, unit, host.locale);
  return (
    <li>
      <span class="quiet">{titleOf(figure)}</span>
      <b>{value === undefined ? '–' : inWords(value, unit, host.locale)}</b>
      {before && then !== undefined && (
        <span class="quiet" title={rangeInWords(before.range, host.locale)}>
          {change && `${change}, `}before: {inWords(then, unit, host.locale)}
        </span>
      )}
    </li>
  );
}

interface ChoiceProps {
  all: readonly Figure[];
  chosen: readonly string[];
  choose(slugs: string[]): void;
}

function Choice({ all, chosen, choose }: ChoiceProps) {
  return (
    <details>
      <summary>
        Choose figures ({chosen.length} of {all.length} shown)
      </summary>
      <div class="choices">
        {all.map(({ slug, name }) => (
          <label key={slug} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(slug)}
              onChange={({ currentTarget: { checked } }) =>
                choose(checked ? [...chosen, slug] : chosen.filter((one) => one !== slug))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </details>
  );
}

interface ChartOfProps {
  group: readonly Figure[];
  kind: ChartKind;
  periods: readonly string[];
  host: Host;
}

function ChartOf({ group, kind, periods, host }: ChartOfProps) {
  const { unit } = group[0] as Figure;
  const names = group.map(({ name }) => name).join(', ');
  const props = useMemo(
    () => ({
      label: `${kind === 'line' ? 'Line' : 'Bar'} chart of ${names}, ${periods[0]} to ${periods.at(-1)}. The table below has its figures.`,
      lines: group.map(({ name, values }) => ({
        name,
        values: values.map((value) => value && inMajorUnits(value, unit)),
      })),
      isWhole:
        unit.kind === 'number' && group.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0))),
      atAxis: (value: number) => atAxis(value, unit, host.locale),
      inWords: (value: number) => inWords(unit.kind === 'money' ? value * 100 : value, unit, host.locale),
    }),
    [group, kind, periods, host.locale],
  );
  return (
    <section>
      <h2>{titleOf({ name: group.length === 1 ? names : GROUPS[unit.kind], unit })}</h2>
      <Chart kind={kind} periods={periods} {...props} />
    </section>
  );
}

const GROUPS = { money: 'Money', share: 'Rates', number: 'Counts' } as const;

function FigureTable({ periods, shown, host }: { periods: readonly string[]; shown: readonly Figure[]; host: Host }) {
  const columns = [
    { key: 'period', title: 'Period', cell: (i: number) => periods[i] },
    ...shown.map(({ slug, name, unit, values }) => ({
      key: slug,
      title: titleOf({ name, unit }),
      isNumber: true,
      cell: (i: number) => {
        const value = values[i];
        return value === undefined ? '' : inWords(value, unit, host.locale);
      },
    })),
  ];
  return <Table caption="The figures of each period" columns={columns} rows={periods.map((_, i) => i)} />;
}
