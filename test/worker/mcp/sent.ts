import { expect, vi } from 'vitest';
import { requestsDuring } from '../auth/polar.ts';

/** The requests to Polar meanwhile: the number of reads, and the operation of each change. */
export async function sentDuring(act: () => Promise<unknown>) {
  vi.spyOn(console, 'warn').mockReturnValue();
  const requests = await requestsDuring(act);
  const changes = requests.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);
  return { reads: requests.length - changes.length, changes };
}

/** The error of a confirmation that this server never gave. */
export const NEVER_GIVEN = {
  code: 'not_confirmed',
  message: expect.stringContaining('never given to this connection'),
};
export const CHANGED = { code: 'not_confirmed', message: expect.stringContaining('not what was shown') };
