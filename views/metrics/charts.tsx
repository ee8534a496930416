import { useMemo } from 'preact/hooks';
import { Table } from '../components/table.tsx';
import type { Host } from '../host.ts';
import { Chart, type ChartKind } from './chart.tsx';
import { chartsOf, type Figure, isFlat } from './figures.ts';
import { atAxis, inMajorUnits, inWords, titleOf } from './words.ts';

interface ChartsProps {
  shown: readonly Figure[];
  kind: ChartKind;
  periods: readonly string[];
  host: Host;
}

/** The charts of the figures. A line along zero shows nothing, so a sentence says that instead. */
export function Charts({ shown, kind, periods, host }: ChartsProps) {
  const charts = useMemo(() => chartsOf(shown.filter((figure) => !isFlat(figure))), [shown]);
  const flat = shown.filter(isFlat).map(({ name }) => name);
  return (
    <>
      {charts.map((group) => (
        <ChartOf key={group.map(({ slug }) => slug).join()} {...{ group, kind, periods, host }} />
      ))}
      {flat.length > 0 && <p>Zero in the whole period, so not drawn: {flat.join(', ')}.</p>}
    </>
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
      inWords: (value: number) => inWords(value / inMajorUnits(1, unit), unit, host.locale),
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

interface FigureTableProps {
  periods: readonly string[];
  shown: readonly Figure[];
  host: Host;
}

/** What the charts show, in numbers. */
export function FigureTable({ periods, shown, host }: FigureTableProps) {
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
