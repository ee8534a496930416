/** An instant some seconds after another. */
export function inSeconds(from: string, seconds: number): string {
  return new Date(Date.parse(from) + seconds * 1000).toISOString();
}

/** An instant some billing intervals after another. */
export function inIntervals(from: string, interval: string, count = 1): string {
  const date = new Date(from);
  if (interval === 'year') date.setUTCFullYear(date.getUTCFullYear() + count);
  else if (interval === 'month') date.setUTCMonth(date.getUTCMonth() + count);
  else if (interval === 'hour') date.setUTCHours(date.getUTCHours() + count);
  else date.setUTCDate(date.getUTCDate() + count * (interval === 'week' ? 7 : 1));
  return date.toISOString();
}

const MAX_PERIODS = 1500;

/** The starts of the periods between two instants. */
export function periodsBetween(start: string, end: string, interval: string): string[] {
  const first = new Date(start);
  if (interval === 'month' || interval === 'year') first.setUTCDate(1);
  if (interval === 'year') first.setUTCMonth(0);
  if (interval !== 'hour') first.setUTCHours(0, 0, 0, 0);
  else first.setUTCMinutes(0, 0, 0);
  const starts: string[] = [];
  for (let at = first.toISOString(); Date.parse(at) <= Date.parse(end) && starts.length < MAX_PERIODS; ) {
    starts.push(at);
    at = inIntervals(at, interval);
  }
  return starts;
}
