import { useEffect, useState } from 'preact/hooks';
import type { Host } from '../host.ts';

const MINUTE_MS = 60_000;

interface TimeLeftProps {
  /** In milliseconds since 1970. */
  until: number;
  host: Host;
  /** Called when the time is over by the clock of this device, which may be wrong. */
  onEnd(): Promise<void>;
}

/** Until when a person can decide. A screen reader hears it when a minute is left, and not each second. */
export function TimeLeft({ until, host, onEnd }: TimeLeftProps) {
  const [now, setNow] = useState(Date.now);
  const left = until - now;
  const isOver = left <= 0;
  const isLast = !isOver && left <= MINUTE_MS;
  useEffect(() => {
    if (isOver) return;
    const timer = setTimeout(() => setNow(Date.now()), isLast ? 1000 : Math.max(1000, (left % MINUTE_MS) + 50));
    return () => clearTimeout(timer);
  }, [now]);
  useEffect(() => {
    if (isLast) host.announce('One minute is left to decide.');
  }, [isLast]);
  useEffect(() => {
    if (isOver) void onEnd();
  }, [isOver]);
  if (isOver) return <p class="quiet">The time to decide is over.</p>;
  const minutes = Math.ceil(left / MINUTE_MS);
  const words = isLast ? `${Math.ceil(left / 1000)} s` : `${minutes} minutes`;
  return (
    <p class="quiet">
      Decide by {new Intl.DateTimeFormat(host.locale, { timeStyle: 'short', timeZone: host.timeZone }).format(until)}:{' '}
      <span aria-hidden="true">{words} left</span>
    </p>
  );
}
