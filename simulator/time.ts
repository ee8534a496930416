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
