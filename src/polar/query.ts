/**
 * A query string as Polar reads it: lists repeat their key, objects are `deepObject` (`metadata[plan]=pro`), and a list
 * inside an object repeats its key too. What is null or undefined is left out.
 */
export function serializeQuery(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) append(search, key, value);
  return search.toString();
}

function append(search: URLSearchParams, key: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) append(search, key, item);
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) append(search, `${key}[${name}]`, item);
  } else {
    search.append(key, String(value));
  }
}
