import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PolarUse, readTrace } from '../../../src/observability/request-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const waiting = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('the time at Polar is added up, and what waits beside something else takes none', async () => {
  const polar = new PolarUse();
  const both = Promise.all([polar.measure(waiting(30)), polar.measure(waiting(50))]);
  await vi.advanceTimersByTimeAsync(50);
  await both;
  await vi.advanceTimersByTimeAsync(1000);
  const failing = polar.measure(async () => {
    await waiting(20)();
    throw new Error('lost');
  });
  const [outcome] = await Promise.all([
    failing.catch(({ message }: Error) => message),
    vi.advanceTimersByTimeAsync(20),
  ]);
  expect([polar.totalMs, outcome]).toEqual([70, 'lost']);
});

test('requests are counted, and those that came too soon', () => {
  const polar = new PolarUse();
  for (const status of [429, 200, 503]) polar.countResponse(status);
  expect([polar.requests, polar.rateLimited]).toEqual([3, 1]);
});

const ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const VALID = `00-${ID}-${PARENT}-01`;

test.each<[string, string, string]>([
  ['as it is', VALID, VALID],
  ['not sampled', `00-${ID}-${PARENT}-00`, `00-${ID}-${PARENT}-00`],
  ['with flags of level 2', `00-${ID}-${PARENT}-03`, `00-${ID}-${PARENT}-03`],
  ['of a later version, as the known one', `01-${ID}-${PARENT}-03`, VALID],
  ['of a later version that has more', `cc-${ID}-${PARENT}-00-what the future holds`, `00-${ID}-${PARENT}-00`],
])('a parent is passed on: %s', (_, traceparent, want) => {
  expect(readTrace({ traceparent })).toEqual({ id: ID, headers: { traceparent: want } });
});

test.each<[string, unknown]>([
  ['none', undefined],
  ['no text', 1],
  ['a list', [VALID]],
  ['empty', ''],
  ['a forbidden version', `ff-${ID}-${PARENT}-01`],
  ['no trace', `00-${'0'.repeat(32)}-${PARENT}-01`],
  ['no parent', `00-${ID}-${'0'.repeat(16)}-01`],
  ['capitals', VALID.toUpperCase()],
  ['too short', VALID.slice(0, -1)],
  ['too long', `${VALID}0`],
  ['more than version 00 has', `${VALID}-more`],
  ['more without a dash in a later version', `01-${ID}-${PARENT}-01more`],
  ['no hexadecimal', `00-${ID}-${PARENT}-0g`],
  ['blanks around it', ` ${VALID} `],
  ['a line more', `${VALID}\n`],
  ['two lines of a later version', `01-${ID}-${PARENT}-01-a\nX-Other: b`],
])('a parent that is not valid is dropped, and its state with it: %s', (_, traceparent) => {
  expect(readTrace({ traceparent, tracestate: 'a=1' })).toBeUndefined();
});

const members = (count: number) => Array.from({ length: count }, (_, i) => `k${i}=v`).join(',');

test.each<[string, string]>([
  ['one member', 'rojo=00f067aa0ba902b7'],
  ['several, with blanks and empty ones', 'rojo=1 ,\tcongo=t61rcWkgMzE,,'],
  ['the key of a tenant', '0tenant@system=1'],
  ['all that a key may have', 'a0_-*/=1'],
  ['all that a value may have', 'a= !"#$%&\'()*+-./09:;<>?@AZ[]^_`az{|}~'],
  ['the longest key', `${'k'.repeat(256)}=1`],
  ['the longest value', `a=${'v'.repeat(256)}`],
  ['the most members', members(32)],
  ['the most characters', `a=${'v'.repeat(250)},b=${'v'.repeat(257 - 1)},`.slice(0, 511)],
])('a state is passed on: %s', (_, tracestate) => {
  expect(readTrace({ traceparent: VALID, tracestate })?.headers).toEqual({ traceparent: VALID, tracestate });
});

test.each<[string, unknown]>([
  ['no text', { a: 1 }],
  ['empty', ''],
  ['nothing but empty members', ' , ,'],
  ['no value', 'a='],
  ['no key', '=1'],
  ['no sign', 'a'],
  ['a capital in a key', 'A=1'],
  ['a key that begins with a digit', '0a=1'],
  ['a sign in a value', 'a=b=c'],
  ['a blank at the end of a value alone', 'a= '],
  ['more than ASCII', 'a=é'],
  ['a line', 'a=1\nb=2'],
  ['the same key twice', 'a=1,b=2,a=3'],
  ['one wrong member among others', 'a=1,B=2'],
  ['a key that is too long', `${'k'.repeat(257)}=1`],
  ['a value that is too long', `a=${'v'.repeat(257)}`],
  ['too many members', members(33)],
  ['too many characters', `a=${'v'.repeat(256)},b=${'v'.repeat(252)}`],
])('a state that is not valid is dropped: %s', (_, tracestate) => {
  expect(readTrace({ traceparent: VALID, tracestate })).toEqual({ id: ID, headers: { traceparent: VALID } });
});
