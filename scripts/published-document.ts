import { readFile } from 'node:fs/promises';

/**
 * The address of the OpenAPI document that Polar publishes for a version of its API, such as `2026-10`.
 *
 * @throws Error with one line when it is no version
 */
export function publishedAt(apiVersion: unknown): string {
  if (!/^\d{4}-\d\d$/.test(String(apiVersion)))
    throw new Error(`"${apiVersion}" is no version of Polar's API: 2026-10 is one`);
  return `https://raw.githubusercontent.com/polarsource/polar/main/docs/openapi/${apiVersion}.openapi.json`;
}

const FETCH_TIMEOUT_MS = 30_000;

/**
 * Reads a document's text.
 *
 * @param from an http(s) address, or a file
 * @throws Error with one line when there is nothing to read, or no answer within 30 s
 */
export async function readDocument(from: string): Promise<string> {
  if (!isUrl(from)) {
    return readFile(from, 'utf8').catch(() => {
      throw new Error(`There is no file ${from}`);
    });
  }
  const response = await fetch(from, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }).catch(() => {
    throw new Error(`${from} can't be reached`);
  });
  if (!response.ok) throw new Error(`${from} answered ${response.status}`);
  return response.text();
}

export function isUrl(from: string): boolean {
  return /^https?:\/\//.test(from);
}

/** @throws Error with one line that names where the text is from */
export function parseDocument(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${from} is not JSON`);
  }
}
