import type { Host } from '../host.ts';
import type { Json } from '../shown.ts';
import { again, PERIODS_AND_TOTALS } from './again.ts';
import type { Figure } from './figures.ts';
import {
  dateIn,
  type Interval,
  intervalFor,
  intervalsFor,
  presetsOf,
  type Range,
  withRange,
  zoneOf,
} from './periods.ts';
import { rangeInWords } from './words.ts';

interface TimeControlsProps {
  tool: string;
  args: Readonly<Json>;
  range: Range;
  host: Host;
}

/** Another time, and another interval. Each reads the figures again. */
export function TimeControls({ tool, args, range, host }: TimeControlsProps) {
  const presets = presetsOf(dateIn(zoneOf(args), Date.now()));
  const present = presets.find(({ first, last }) => first === range.first && last === range.last);
  const show = (next: Range, interval: Interval) =>
    void host.replace(tool, again(tool, { ...withRange(args, next), interval }, PERIODS_AND_TOTALS));
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

interface ChoiceProps {
  all: readonly Figure[];
  chosen: readonly string[];
  choose(slugs: string[]): void;
}

/** Which of the figures are shown. */
export function Choice({ all, chosen, choose }: ChoiceProps) {
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
