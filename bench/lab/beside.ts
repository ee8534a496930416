import { createHash } from 'node:crypto';
import { bundle } from '../../test/support/bundle.ts';
import { type BenchHouse, POLAR_TOKEN } from './house.ts';
import { startWorkerd, type Workerd } from './workerd.ts';

/** A client's token at those Workers that know no login: see bench/workers/token.ts. */
export const TOKEN = 'a token';

const CALLED = {
  floor: 'the floor',
  libraries: 'the two libraries alone',
  usual: 'the usual way',
} as const;

export type Beside = keyof typeof CALLED;
export const nameOf = (name: Beside) => CALLED[name];

/** Starts one of bench/workers/ beside ours, with the same KV and the same Polar. */
export async function startBeside(name: Beside, { kv, polar, url }: BenchHouse): Promise<Workerd> {
  const built = await bundle(`bench/workers/${name}.ts`);
  const vars = { POLAR_API_URL: polar.url, POLAR_TOKEN, BASE_URL: url };
  const worker = await startWorkerd({ bundle: built.folder, kv: kv.address, vars }).catch(async (error) => {
    await built.remove();
    throw error;
  });
  return {
    ...worker,
    close: async () => {
      await worker.close();
      await built.remove();
    },
  };
}

/** Lets `TOKEN` in. */
export async function admit({ kv }: BenchHouse): Promise<void> {
  const hash = createHash('sha256').update(TOKEN).digest().join('.');
  await kv.put(`login:${hash}`, JSON.stringify({ token: POLAR_TOKEN }));
}
