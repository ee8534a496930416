import { describe, expect, test } from 'vitest';
import { success } from '../../../src/mcp/results.ts';

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
