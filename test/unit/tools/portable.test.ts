import { describe, expect, test } from 'vitest';
import { createPolicy, LISTED_TOOLS } from '../../../src/policy/policy.ts';
import { lintList, PROFILES, type ToolDefinition } from './portable.ts';

const defaultList = createPolicy([], undefined).listed;

describe.each(Object.entries(PROFILES))('%s', (client, profile) => {
  test('takes the default list', () => {
    expect(lintList(defaultList, profile)).toEqual([]);
  });

  test('takes every tool', () => {
    // Cursor takes 40 tools of all servers together: there, people choose toolsets.
    const tools = client === 'cursor' ? LISTED_TOOLS.length : profile.tools;
    expect(lintList(LISTED_TOOLS, { ...profile, tools })).toEqual([]);
  });
});

test('the default list has no union at all: some of Cursor’s models refuse the whole list for one', () => {
  expect(JSON.stringify(defaultList)).not.toContain('anyOf');
});

describe('the linter', () => {
  const string = { type: 'string' };
  const nested = (levels: number): object =>
    levels === 0 ? string : { type: 'object', properties: { a: nested(levels - 1) } };
  const input = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
  const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}`, string]));

  const bad: [string, unknown, RegExp][] = [
    ['nothing', {}, /its type is undefined/],
    ['no properties', { type: 'object' }, /no object with properties/],
    ['a root union', { type: 'object', properties: {}, oneOf: [] }, /"oneOf" is refused/],
    ['a root anyOf', { anyOf: [string, { type: 'integer' }] }, /root: a union/],
    ['a reference', input({ a: { $ref: '#/$defs/A' } }), /a: "\$ref" is refused/],
    ['definitions', input({}, { $defs: {} }), /"\$defs" is refused/],
    ['several types', input({ a: { type: ['string', 'null'] } }), /a: its type is \["string","null"\]/],
    ['nullable', input({ a: { type: 'string', nullable: true } }), /"nullable" is refused/],
    ['null', input({ a: { anyOf: [string, { type: 'null' }] } }), /no plain scalars/],
    ['const', input({ a: { const: 'x' } }), /"const" is refused/],
    ['no type', input({ a: { description: 'x' } }), /a: its type is undefined/],
    ['objects as alternatives', input({ a: { anyOf: [string, { type: 'object' }] } }), /no plain scalars/],
    [
      'a hint beside alternatives',
      input({ a: { anyOf: [string, { type: 'integer' }], description: 'x' } }),
      /beside anyOf/,
    ],
    ['a list of anything', input({ a: { type: 'array' } }), /a: a list without items/],
    ['a bad item', input({ a: { type: 'array', items: {} } }), /a\[\]: its type is undefined/],
    ['an enum of numbers', input({ a: { type: 'integer', enum: [1] } }), /enum of anything but texts/],
    ['a required field that is missing', input({}, { required: ['a'] }), /requires "a"/],
    ['a pattern', input({ a: { type: 'string', pattern: 'x' } }), /"pattern" is refused/],
    ['additionalProperties', input({}, { additionalProperties: false }), /"additionalProperties" is refused/],
    ['depth', nested(12), /11 objects inside each other/],
    ['too many fields', input(many(5001)), /5001 fields/],
    ['too many values', input({ a: { type: 'string', enum: Object.keys(many(1001)) } }), /1001 enum values/],
    ['a name with a space', input({ 'a b': string }), /the name "a b" is refused/],
  ];
  test.each(bad)('refuses %s', (_, inputSchema, message) => {
    const { gemini } = PROFILES;
    expect(lintList([{ name: 'list_things', inputSchema }], { ...gemini, enumValues: 1000 }).join('\n')).toMatch(
      message,
    );
  });

  const good: ToolDefinition = { name: 'list_things', inputSchema: input({ a: { type: 'array', items: nested(9) } }) };
  test('takes what is fine', () => {
    for (const profile of Object.values(PROFILES)) expect(lintList([good], profile)).toEqual([]);
  });

  test('refuses names, doubles and numbers of tools', () => {
    const long = { ...good, name: `list_${'x'.repeat(60)}` };
    for (const profile of Object.values(PROFILES))
      expect(lintList([long], profile)).toEqual([`${long.name}: its name is refused`]);
    expect(lintList([good, good], PROFILES.openai)).toEqual(['list_things: is there twice']);
    const list = Array.from({ length: 41 }, (_, i) => ({ ...good, name: `list_${i}` }));
    expect(lintList(list, PROFILES.cursor)).toEqual(['41 tools, and only 40 are taken']);
  });
});
