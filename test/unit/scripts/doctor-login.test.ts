import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { listenForCallback } from '../../../scripts/doctor/login/callback-listener.ts';
import { interruptByKey, interruptBySignal } from '../../../scripts/doctor/login/interrupt.ts';
import { connectedTo, productsIn } from '../../../scripts/doctor/login/results.ts';
import { StepFailure } from '../../../scripts/doctor/login/step-failure.ts';
import { parseTarget } from '../../../scripts/doctor/target.ts';
import { run } from './run.ts';

describe('what a result says', () => {
  const named = (...names: string[]) => ({ organizations: names.map((name) => ({ name, id: 'x' })) });
  test.each([
    [named('Acme'), 'Acme'],
    [named('A', 'B\x1b[31m'), 'A, B [31m'],
    [named('1', '2', '3', '4', '5', '6', '7'), '1, 2, 3, 4, 5, and 2 more'],
    [{ organizations: [{ slug: 'acme' }] }, 'acme'],
    [{ organizations: [] }, 'no organization is named'],
    [{}, 'no organization is named'],
  ])('%j', (answer, words) => {
    expect(connectedTo(answer)).toBe(words);
  });

  test.each([
    [{ items: [{}], pagination: { total_count: 11 } }, 'Polar answered: 11 products'],
    [{ items: [{}] }, 'Polar answered: 1 product'],
  ])('%j', (answer, words) => {
    expect(productsIn(answer)).toBe(words);
  });

  test('is nothing where it is no list', () => {
    expect(() => productsIn({ error: 'no' })).toThrow();
  });
});

test.each([
  [true, false],
  [false, true],
])('a denied login names what limits who may connect where something does (open: %s)', (isOpen, isSaid) => {
  const ask = () => Promise.reject(new Error('Nothing is asked'));
  const visit = { target: parseTarget('https://mcp.example.com'), environment: 'sandbox' as const, isOpen, ask };
  const { fix } = StepFailure.refused({ error: 'access_denied', description: undefined }, visit);
  expect(fix).toContain('allow on both pages');
  expect(fix.includes('ALLOWED_ORGANIZATIONS')).toBe(isSaid);
});

describe('the listener for the callback', () => {
  test('takes the first that comes to its own address, and shows nothing of it', async () => {
    const { redirectUri, next, close } = await listenForCallback();
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const came = next(AbortSignal.timeout(5000));
    expect((await fetch(new URL('/favicon.ico', redirectUri))).status).toBe(404);
    expect((await fetch(`${redirectUri}?code=posted`, { method: 'POST' })).status).toBe(404);
    const answer = await fetch(`${redirectUri}?code=secret-code&state=s`);
    expect(await answer.text()).not.toContain('secret-code');
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    await fetch(`${redirectUri}?code=later`);
    expect((await came).get('code')).toBe('secret-code');
    close();
    await expect(fetch(redirectUri)).rejects.toThrow();
  });
});

describe('Ctrl+C', () => {
  test('as a signal is heard once, and by nobody else; then all is as before', () => {
    const before = process.listeners('SIGINT');
    const { signal } = interruptBySignal();
    expect(process.listenerCount('SIGINT')).toBe(1);
    process.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(process.listeners('SIGINT')).toEqual(before);
    interruptBySignal().done();
    expect(process.listeners('SIGINT')).toEqual(before);
  });

  test('as a key makes no signal meanwhile', () => {
    const raw: boolean[] = [];
    const stdin = Object.assign(new EventEmitter(), {
      isTTY: true,
      setRawMode: (isRaw: boolean) => raw.push(isRaw),
      pause: () => {},
    }) as unknown as NodeJS.ReadStream;
    const { signal } = interruptByKey(stdin);
    stdin.emit('data', Buffer.from('q\r'));
    expect(signal.aborted).toBe(false);
    stdin.emit('data', Buffer.from('\x03'));
    expect(signal.aborted).toBe(true);
    expect(raw).toEqual([true, false]);
    expect(stdin.listenerCount('data')).toBe(0);
  });
});

test.each([
  [['--login', '--no-register'], /cannot be used with option '--no-register'/],
  [['--login', '--polar-api-url', 'https://api.polar.sh'], /cannot be used with/],
  [['--polar-api-url', 'https://api.polar.sh/v1', 'localhost:8787'], /--polar-api-url must be an origin with https/],
])('%j is one line that says why', async (args, message) => {
  const { code, lines } = await run('scripts/doctor.ts', args);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(message);
});
