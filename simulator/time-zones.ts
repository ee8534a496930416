/** Names that Python knows and JavaScript doesn't: what they mean on Polar's servers. */
const OF_THE_MACHINE = ['localtime', 'Factory'];

/** Making a format takes far longer than using it, and metrics ask for each of their days. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: OF_THE_MACHINE.includes(zone) ? 'UTC' : zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** The time that a clock in a time zone shows at an instant, as if it were UTC: in ms. */
function wallClock(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant % 1000);
}

/** The instant at which a clock in a time zone shows a time, given as if it were UTC (in ms). */
export function instantOf(shown: number, zone: string): string {
  const guess = shown - (wallClock(shown, zone) - shown);
  // The clock may have been changed between the guess and the time that was meant.
  const corrected = guess - (wallClock(guess, zone) - shown);
  return new Date(corrected).toISOString();
}

/** An instant as Python writes it in a time zone: `2026-08-01T09:00:00+02:00`, with microseconds where there are any. */
export function isoInZone(zone: string, instant: string): string {
  const at = Date.parse(instant);
  const shown = wallClock(at, zone);
  const offset = Math.round((shown - at) / 60_000);
  const sign = offset < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const text = new Date(shown).toISOString().replace('Z', '000').replace('.000000', '');
  return `${text}${sign}${two(hours)}:${two(minutes)}`;
}
