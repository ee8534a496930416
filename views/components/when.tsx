import type { Host } from '../host.ts';

/** A moment in the person's language and time zone. Its title says it in UTC. */
export function When({ at, host, dateOnly = false }: { at: string; host: Host; dateOnly?: boolean }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{at}</>;
  const { locale, timeZone } = host;
  const options: Intl.DateTimeFormatOptions = {
    dateStyle: 'medium',
    ...(!dateOnly && { timeStyle: 'short' }),
    timeZone,
  };
  const utc = date
    .toISOString()
    .replace('T', ' ')
    .replace(/(:\d\d)?\.\d+Z$/, ' UTC');
  return (
    <time dateTime={date.toISOString()} title={utc}>
      {new Intl.DateTimeFormat(locale, options).format(date)}
    </time>
  );
}
