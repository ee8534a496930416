import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import worker from '../../src/index.ts';
import { rehearse } from '../../src/rehearsal.ts';

const bindings = env as unknown as Env;

afterEach(() => {
  vi.restoreAllMocks();
});

test('the rehearsal answers a preflight, the start page, lists of tools, calls and searches to their end', async () => {
  const [preflight, page, ...others] = await rehearse(worker.fetch, bindings);
  expect([preflight?.status, page?.status]).toEqual([204, 200]);
  const results = await Promise.all(others.map(async (answer) => (await answer.json<{ result: Result }>()).result));
  const [list, call, search] = results;
  expect(list?.tools?.map(({ name }) => name)).toContain('list_products');
  expect(call?.isError).toBeUndefined();
  expect(call?.structuredContent?.items).toMatchObject([{ name: 'Example' }]);
  expect(search?.structuredContent?.tools?.map(({ name }) => name)).toContain('list_products');
  expect(results.filter(({ tools, structuredContent }) => tools ?? structuredContent)).toHaveLength(36);
});

interface Result {
  tools?: { name: string }[];
  isError?: boolean;
  structuredContent?: { items?: unknown[]; tools?: { name: string }[] };
}

test('the rehearsal asks nobody and leaves no line in the log', async () => {
  const levels = ['log', 'warn', 'error'] as const;
  const spies = [vi.spyOn(globalThis, 'fetch'), ...levels.map((level) => vi.spyOn(console, level))];
  await rehearse(worker.fetch, bindings);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test('a Worker with a mistake in its variables has no rehearsal', async () => {
  await expect(rehearse(worker.fetch, { ...bindings, BASE_URL: 'nowhere' })).rejects.toThrow('BASE_URL');
});
