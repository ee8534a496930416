import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../scripts/doctor/ask.ts';
import { checkClock } from '../../../scripts/doctor/checks/clock.ts';
import { faultsOf } from '../../../scripts/doctor/checks/headers.ts';
import type { Finding } from '../../../scripts/doctor/finding.ts';
import { isWrong, report } from '../../../scripts/doctor/report.ts';
import { parseTarget } from '../../../scripts/doctor/target.ts';
import { run } from './run.ts';

describe('the address', () => {
  test.each([
    ['https://mcp.example.com', 'https://mcp.example.com', false],
    ['https://mcp.example.com/mcp?toolsets=all', 'https://mcp.example.com', false],
    ['mcp.example.com/mcp', 'https://mcp.example.com', false],
    ['HTTPS://MCP.example.com:8443/', 'https://mcp.example.com:8443', false],
    ['http://mcp.example.com', 'http://mcp.example.com', false],
    ['localhost:8787', 'http://localhost:8787', true],
    ['127.0.0.1:8787/mcp', 'http://127.0.0.1:8787', true],
    ['http://[::1]:8787', 'http://[::1]:8787', true],
    ['https://localhost:8787', 'https://localhost:8787', true],
  ])('%s', (text, base, isLocal) => {
    expect(parseTarget(text)).toEqual({ base, isLocal });
  });

  test.concurrent.each([
    ['nonsense', /nonsense is no address/],
    ['ftp://mcp.example.com', /ftp:\/\/ is not served/],
    ['https://', /is no address/],
    ['https://me:word@mcp.example.com', /No name or password/],
  ])('%s: one line that says how to write it', async (text, message) => {
    const { code, lines } = await run('scripts/doctor.ts', [text]);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toContain('https://polar-mcp.example.com');
    expect(lines[0]).not.toContain('word@');
  });

  test('none: the error names what is missing', async () => {
    expect((await run('scripts/doctor.ts', [])).lines[0]).toMatch(/missing required argument 'url'/);
  });
});

describe('the clock', () => {
  const NOW = Date.parse('2026-11-01T12:00:00Z');
  /** An answer whose sender's clock is so many seconds ahead of ours. */
  const ahead = (seconds: number): Answer => ({
    status: 200,
    headers: new Headers({ Date: new Date(NOW + seconds * 1000).toUTCString() }),
    text: '',
    receivedAt: NOW,
  });
  const deployed = { base: 'https://mcp.example.com', isLocal: false };

  test.each<[number, number | undefined, string, RegExp]>([
    [0, undefined, 'ok', /agree/],
    [-60, undefined, 'ok', /agree/],
    [61, undefined, 'warning', /61 s ahead.*Cloudflare's clocks are kept right/],
    [-300, -300, 'warning', /300 s behind.*Polar agrees with the Worker, so it is this machine's/],
    [-300, 0, 'warning', /300 s behind.*Polar agrees with this machine, so the Worker's is wrong/],
  ])('of a Worker %i s ahead, of Polar %s', (seconds, polar, state, text) => {
    const [finding] = checkClock(ahead(seconds), polar === undefined ? undefined : ahead(polar), deployed).findings;
    expect(finding?.state).toBe(state);
    expect(`${finding?.found} ${finding?.fix}`).toMatch(text);
  });

  test('without a Date it is skipped', () => {
    const answer = { ...ahead(0), headers: new Headers() };
    expect(checkClock(answer, undefined, deployed).findings[0]?.state).toBe('skipped');
  });
});

test('the headers of a page: https alone is asked of https alone', () => {
  const headers = new Headers({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  expect(faultsOf(headers, parseTarget('localhost:8787'))).toEqual([]);
  const target = parseTarget('https://mcp.example.com');
  expect(faultsOf(headers, target)).toEqual([expect.stringMatching(/^Strict-Transport-Security is missing/)]);
  headers.set('Strict-Transport-Security', 'max-age=0');
  expect(faultsOf(headers, target)).toHaveLength(1);
  headers.set('Strict-Transport-Security', 'max-age=15552000');
  expect(faultsOf(headers, target)).toEqual([]);
});

describe('the report', () => {
  const LONG = 'the name of something that is too long for one line, and goes on in a second one, as sentences do';
  const findings: Finding[] = [
    { check: 'reachable', state: 'ok', found: 'https://mcp.example.com' },
    { check: 'health', state: 'warning', found: LONG, fix: `Do this: ${LONG}` },
    { check: 'Polar client', state: 'failure', found: 'No', fix: 'Add it' },
    { check: 'pages', state: 'skipped', found: 'because of health' },
  ];
  /** A terminal that knows colours in whatever the tests run (Node sees none where CI is set), or a file. */
  const stream = (isTTY: boolean, columns?: number) =>
    Object.assign(new Writable(), {
      isTTY,
      columns,
      getColorDepth: () =>
        WriteStream.prototype.getColorDepth({ TERM: 'xterm-256color', NO_COLOR: process.env.NO_COLOR }),
    }) as unknown as NodeJS.WriteStream;
  beforeEach(() => {
    for (const name of ['NO_COLOR', 'FORCE_COLOR']) vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('fits into 80 columns, and says below what to do', () => {
    const lines = report(findings, stream(false, 80)).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.slice(0, 7)).toEqual([
      'check         state      found',
      'reachable     ✓ ok       https://mcp.example.com',
      'health        ! warning  the name of something that is too long for one line,',
      '                         and goes on in a second one, as sentences do',
      'Polar client  ✗ failure  No',
      'pages         – skipped  because of health',
      '',
    ]);
    expect(lines).toContain('✗ Polar client: No');
    expect(lines).toContain('    Add it');
    expect(lines.at(-1)).toBe('1 failure, 1 warning');
  });

  test('colour is for terminals, unless NO_COLOR is set, and changes no word', () => {
    const plain = report(findings, stream(false, 80));
    const coloured = report(findings, stream(true, 80));
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    vi.stubEnv('NO_COLOR', '1');
    expect(report(findings, stream(true, 80))).toBe(plain);
  });

  test('only failures count, and warnings when one is strict', () => {
    const [ok, warning, failure] = findings.map((one) => [one]) as [Finding[], Finding[], Finding[]];
    expect([ok, warning, failure].map((one) => isWrong(one, false))).toEqual([false, false, true]);
    expect([ok, warning, failure].map((one) => isWrong(one, true))).toEqual([false, true, true]);
  });
});
