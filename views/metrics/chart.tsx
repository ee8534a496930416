import { BarChart, type BaseChart, FixedScaleAxis, Interpolation, LineChart } from 'chartist';
import { useEffect, useRef } from 'preact/hooks';
import { namedPeriods, ticksFor } from './axes.ts';

export type ChartKind = 'line' | 'bar';

export interface ChartProps {
  kind: ChartKind;
  /** Says what the chart shows, for who can't see it. The table has its figures. */
  label: string;
  periods: readonly string[];
  lines: readonly { name: string; values: readonly (number | undefined)[] }[];
  /** Whole numbers alone stand beside the axis. */
  isWhole: boolean;
  atAxis: (value: number) => string;
  inWords: (value: number) => string;
}

const HEIGHT_PIXELS = 200;
/** Room for the values beside the axis, at the other edge, and for a name below the axis. */
const AXIS_PIXELS = 56;
const EDGE_PIXELS = 16;
const NAME_PIXELS = 72;
const MAX_BAR_PIXELS = 14;
/** More points in a line would hide it. */
const MAX_POINTS = 45;

/** A chart over time: lines, or bars beside each other. The host's theme colours it (metrics.css). */
export function Chart({ kind, label, periods, lines, isWhole, atAxis, inWords }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let width = 0;
    let chart: BaseChart | undefined;
    // The names below the axis, and the bars, depend on the width.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      chart?.detach();
      element.replaceChildren();
      if (width > 0) chart = draw(element, width, { kind, label, periods, lines, isWhole, atAxis, inWords });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart?.detach();
      element.replaceChildren();
    };
  }, [kind, label, periods, lines, isWhole, atAxis, inWords]);
  return (
    <>
      {lines.length > 1 && (
        <ul class={`legend ${kind}`} aria-hidden="true">
          {lines.map(({ name }, i) => (
            <li key={name} class={classOf(i)}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div class="chart" role="img" aria-label={label} ref={box} />
    </>
  );
}

const classOf = (index: number) => `line-${index + 1}`;

function draw(
  element: HTMLDivElement,
  width: number,
  { kind, periods, lines, isWhole, atAxis, inWords }: ChartProps,
): BaseChart {
  const room = Math.max(0, width - AXIS_PIXELS - EDGE_PIXELS);
  const named = namedPeriods(periods.length, Math.max(2, Math.floor(room / NAME_PIXELS)));
  // A line's name stands to the right of its point, where the last one has no room.
  const hasRoom = (index: number) =>
    kind === 'bar' || index === 0 || (1 - index / (periods.length - 1)) * room >= NAME_PIXELS - EDGE_PIXELS;
  const data = {
    labels: [...periods],
    series: lines.map(({ values }, i) => ({ className: classOf(i), data: values.map((value) => value ?? null) })),
  };
  const ticks = ticksFor(
    lines.flatMap(({ values }) => values.filter((value) => value !== undefined)),
    isWhole,
  );
  const [low = 0, high = low] = [ticks[0], ticks.at(-1)];
  const options = {
    height: HEIGHT_PIXELS,
    fullWidth: true,
    chartPadding: { top: 12, right: EDGE_PIXELS, bottom: 0, left: 0 },
    axisX: {
      showGrid: false,
      labelInterpolationFnc: (name: unknown, index: number) =>
        named.has(index) && hasRoom(index) ? String(name) : null,
    },
    axisY: {
      type: FixedScaleAxis,
      ticks,
      low,
      high,
      offset: AXIS_PIXELS,
      labelInterpolationFnc: (value: unknown) => atAxis(Number(value)),
    },
  };
  // The bars of a period take most of its room, and some of them are thin.
  const bar = Math.min(MAX_BAR_PIXELS, (room / Math.max(1, periods.length * lines.length)) * 0.75);
  const chart =
    kind === 'line'
      ? new LineChart(element, data, {
          ...options,
          lineSmooth: Interpolation.none({ fillHoles: false }),
          showPoint: periods.length <= MAX_POINTS,
        })
      : new BarChart(element, data, { ...options, seriesBarDistance: bar });
  chart.on('draw', (drawn: Drawn) => {
    if (drawn.type !== 'point' && drawn.type !== 'bar') return;
    if (drawn.type === 'bar') drawn.element.attr({ 'stroke-width': bar });
    const [line, period] = [lines[drawn.seriesIndex ?? 0], periods[drawn.index ?? 0]];
    const value = line?.values[drawn.index ?? 0];
    if (!line || value === undefined) return;
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = `${period}: ${lines.length > 1 ? `${line.name} ` : ''}${inWords(value)}`;
    drawn.element.getNode().appendChild(title);
  });
  return chart;
}

/** What is drawn of a chart, as chartist tells it. */
interface Drawn {
  type: string;
  index?: number;
  seriesIndex?: number;
  element: { getNode(): Node; attr(values: Record<string, number>): unknown };
}
