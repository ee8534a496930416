import { useEffect, useState } from 'preact/hooks';
import type { Host } from '../host.ts';
import type { Json } from '../shown.ts';
import { again } from './again.ts';
import { type Figure, numberOr, readTotals } from './figures.ts';
import { type Range, rangeBefore, withRange } from './periods.ts';
import { changeInWords, inWords, rangeInWords, titleOf } from './words.ts';

interface TilesProps {
  shown: readonly Figure[];
  tool: string;
  args: Readonly<Json>;
  range: Range | undefined;
  host: Host;
}

/** The figures of the whole time, each beside that of the time before. */
export function Tiles({ shown, tool, args, range, host }: TilesProps) {
  const before = useBefore(host, tool, args, range);
  return (
    <ul class="tiles">
      {shown.map((figure) => (
        <Tile key={figure.slug} figure={figure} before={before} host={host} />
      ))}
    </ul>
  );
}

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
