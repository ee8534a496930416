import { describe, expect, test } from 'vitest';
import type { CallError } from '../../../src/errors.ts';
import { noAnswerError, unreadableError } from '../../../src/polar/failure.ts';

const because = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('at x'), { code }) });
const shown = ({ message, whatToDo }: CallError) => `${message} ${whatToDo}`;

const timeout = new DOMException('The operation timed out', 'TimeoutError');

describe('no answer', () => {
  test.each<[string, unknown, string]>([
    ['a timeout', timeout, 'timeout'],
    ['a reset', new TypeError('terminated'), 'polar_unavailable'],
    ['a reset that Node names', because('ECONNRESET'), 'polar_unavailable'],
    ['a connection that timed out at some time', because('ETIMEDOUT'), 'polar_unavailable'],
    ['a failure of TLS at some time', because('EPROTO'), 'polar_unavailable'],
    ['what workerd says of any', new Error('Network connection lost.'), 'polar_unavailable'],
    ['nothing that anybody throws', undefined, 'polar_unavailable'],
  ])('%s', (_, thrown, code) => {
    expect(noAnswerError(thrown, true)).toMatchObject({ code, retryable: true });
    expect(noAnswerError(thrown, false)).toMatchObject({ code: 'outcome_unknown', retryable: false });
    for (const isRead of [true, false])
      expect(shown(noAnswerError(thrown, isRead))).not.toMatch(/terminated|lost\.|Unexpected/);
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s: nothing was sent',
    (code) => {
      for (const isRead of [true, false]) {
        const told = noAnswerError(because(code), isRead);
        expect(told).toMatchObject({ code: 'polar_unavailable', retryable: true });
        expect(told.message).toContain('nothing was sent');
      }
    },
  );

  test('an answer that can’t be read', () => {
    expect(unreadableError(true, 200)).toMatchObject({ code: 'not_understood', status: 200, retryable: true });
    expect(unreadableError(false, 201)).toMatchObject({ code: 'outcome_unknown', status: 201, retryable: false });
  });
});
