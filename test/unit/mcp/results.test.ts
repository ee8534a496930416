import { describe, expect, test } from 'vitest';
import { CallError } from '../../../src/errors.ts';
import { failure, success } from '../../../src/mcp/results.ts';

const textOf = ({ content: [first] }: ReturnType<typeof success>) => (first?.type === 'text' ? first.text : '');

describe('success', () => {
  test('JSON is told as text and as structure', () => {
    const result = success({ id: 'a' }, 'get_product');
    expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
  });

  test('a list at the root has no structure, which older clients refuse', () => {
    expect(success([1], 'list_dashboards')).toEqual({ content: [{ type: 'text', text: '[1]' }] });
  });

  test('CSV stays as it is', () => {
    expect(textOf(success('a,b\r\n', 'export_orders'))).toBe('a,b\r\n');
  });

  test('an empty answer says what was done', () => {
    expect(textOf(success(undefined, 'delete_file'))).toContain('delete_file: done');
  });
});

describe('failure', () => {
  test('names what is wrong, in text and structure', () => {
    const fields = [{ path: 'name', message: 'Required, but missing' }];
    const result = failure(new CallError('invalid_arguments', 'Wrong.', { fields, status: 422 }));
    expect(textOf(result)).toBe('invalid_arguments: Wrong.\n- name: Required, but missing');
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { error: { code: 'invalid_arguments', status: 422, retryable: false, fields } },
    });
  });

  test('does not grow with the number of mistakes', () => {
    const fields = Array.from({ length: 5000 }, (_, i) => ({ path: `events[${i}].name`, message: 'Wrong' }));
    const result = failure(new CallError('invalid_arguments', 'Wrong.', { fields }));
    expect(textOf(result)).toContain('- and 4980 more');
    expect(JSON.stringify(result).length).toBeLessThan(5000);
  });

  test('an error of ours says nothing of itself', () => {
    const result = failure(new TypeError('secret'));
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result).toMatchObject({ isError: true, structuredContent: { error: { code: 'internal' } } });
  });
});
