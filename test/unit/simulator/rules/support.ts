import { beforeEach, expect, test } from 'vitest';
import { controlSimulator } from '../../../../simulator/control.ts';
import { DEFAULT_ORGANIZATION_TOKEN, type Simulator } from '../../../../simulator/index.ts';
import { type ApiAnswer, api } from '../../../support/simulator-client.ts';

/** An id of nothing. */
export const UNKNOWN = '11111111-1111-4111-8111-111111111111';

/** A request, and what Polar refuses it with: `status class`, then each detail as `type@place: message`. */
export type Row = [name: string, request: [method: string, path: string, body?: unknown], want: string[]];

type Detail = { type: string; loc: (string | number)[]; msg: string };

/** A refusal in the form of a row's. */
export function refusalOf({ status, body }: ApiAnswer): string[] {
  if (typeof body === 'string') return [`${status} ${body}`];
  const first = `${status} ${body.error}`;
  if (!Array.isArray(body.detail)) return [first, body.detail];
  return [first, ...body.detail.map(({ type, loc, msg }: Detail) => `${type}@${loc.join('.')}: ${msg}`)];
}

/** Requests by the organization's token, each test on a fresh shop. */
export function shop(simulator: () => Simulator) {
  const call = (method: string, path: string, body?: unknown) =>
    api(simulator(), DEFAULT_ORGANIZATION_TOKEN.token, method, path, body);
  beforeEach(() => controlSimulator(simulator().url).reset());
  const control = () => controlSimulator(simulator().url);
  const refuses = (rows: Row[]) =>
    test.each(rows)('%s', async (_name, [method, path, body], want) => {
      expect(refusalOf(await call(method, path, body))).toEqual(want);
    });
  return { call, control, refuses, get: (path: string) => call('GET', path) };
}
