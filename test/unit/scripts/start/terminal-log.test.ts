import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { terminalLog } from '../../../../scripts/start/terminal-log.ts';

const AT = new Date(2026, 10, 30, 15, 27).getTime();
const REQUEST = { request_id: 'r1' };
const write = { event: 'write', ...REQUEST, tool: 'create_refund', risk: 'money', targets: { order_id: 'o' } };
const money = { amount: 24875, amount_formatted: '248.75 USD', currency: 'usd' };
const call = { event: 'call', ...REQUEST, tool: 'list_orders', risk: 'read', duration_ms: 84, polar_ms: 70 };
const STACK = '    at readOrder (src/orders.ts:12:3)\n    at handle (src/worker.ts:40:9)';

/** What a terminal without colours shows. */
function shown(entries: (object | string)[], isWhole = false): string[] {
  const stream = new PassThrough({ encoding: 'utf8' });
  const print = terminalLog(stream, isWhole);
  for (const entry of entries)
    print({ timestamp: AT, message: typeof entry === 'string' ? entry : JSON.stringify(entry) });
  return String(stream.read() ?? '')
    .split('\n')
    .slice(0, -1);
}

describe('terminalLog', () => {
  test.each<[string, object, string]>([
    ['a refund', { ...write, ...money, outcome: 'done' }, '15:27 create_refund 248.75 USD done'],
    ['a change without money', { ...write, outcome: 'done' }, '15:27 create_refund done'],
    [
      'a refused change',
      { ...write, ...money, outcome: 'refused', code: 'invalid_arguments' },
      '15:27 create_refund 248.75 USD refused: invalid_arguments',
    ],
    ['what Polar refuses', { ...write, outcome: 'refused', code: 'refused' }, '15:27 create_refund refused'],
    [
      'a refund that a bank refuses',
      { ...write, ...money, outcome: 'failed' },
      '15:27 create_refund 248.75 USD failed',
    ],
    [
      'a change over a limit',
      { ...call, tool: 'create_refund', outcome: 'limit_reached' },
      '15:27 create_refund refused: limit_reached',
    ],
    ['a lost answer', { ...write, ...money, outcome: 'unknown' }, '15:27 create_refund 248.75 USD outcome unknown'],
    ['a read', { ...call, outcome: 'ok' }, '15:27 list_orders 84 ms'],
    ['a refused read', { ...call, outcome: 'not_found' }, '15:27 list_orders refused: not_found'],
    ['a change that asks', { ...call, tool: 'create_refund', outcome: 'asked' }, '15:27 create_refund asks first'],
    ['a tool that there is not', { ...call, tool: 'unknown', outcome: 'unusable' }, '15:27 unknown tool refused'],
    [
      'an old token',
      { event: 'oauth_error', ...REQUEST, status: 401, reason: 'token_not_valid' },
      '15:27 oauth error: 401, token_not_valid',
    ],
    [
      'a mistake of the server',
      { event: 'tool_call_failed', ...REQUEST, name: 'TypeError', at: STACK },
      '15:27 tool call failed: TypeError, at src/orders.ts:12:3, DEBUG=1 npm start shows the whole',
    ],
  ])('%s is one line', (_, entry, line) => {
    expect(shown([entry])).toEqual([line]);
  });

  test('a change is said once, and the calls beside it too', () => {
    const end = { ...call, tool: 'create_refund', outcome: 'ok' };
    expect(
      shown([{ ...write, ...money, outcome: 'done' }, end, { ...end, request_id: 'r2', outcome: 'asked' }]),
    ).toEqual(['15:27 create_refund 248.75 USD done', '15:27 create_refund asks first']);
  });

  test('what a client in a loop is told is said once, and each of its calls', () => {
    const refused = { event: 'rate_limited', limit: 'mcp' };
    const read = { ...call, outcome: 'ok' };
    expect(shown([refused, refused, read, read])).toEqual([
      '15:27 rate limited: mcp',
      '15:27 list_orders 84 ms',
      '15:27 list_orders 84 ms',
    ]);
  });

  test('what is no entry stays as it is, and so do entries with DEBUG=1', () => {
    expect(shown(['hello', '{"a":1}', '{"event":'])).toEqual(['hello', '{"a":1}', '{"event":']);
    expect(shown([write], true)).toEqual([JSON.stringify(write)]);
  });
});
