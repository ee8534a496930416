import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scopes } from '../../../generated/scopes.gen.ts';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { chosenScopes, OTHERS_FIELD, toolsetField } from '../../../src/policy/grants.ts';

/** @param fields a field that is undefined isn't sent */
function form(fields: Record<string, string | undefined>): FormData {
  const sent = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) sent.set(name, value);
  return sent;
}

const names = toolsets.map(({ name }) => name);
const choosing = (areas: Record<string, string>, others?: string) =>
  form({
    access: 'choose',
    [OTHERS_FIELD]: others,
    ...Object.fromEntries(Object.entries(areas).map(([name, level]) => [toolsetField(name), level])),
  });
const likeOthers = Object.fromEntries(names.map((name) => [name, 'like']));

const rubbish = fc.oneof(fc.constantFrom('LIKE', 'admin', 'write ', 'read,write', '__proto__', 'choose'), fc.string());
const level = fc.oneof(fc.constantFrom('', 'read', 'write'), rubbish);
const ownLevel = fc.oneof(fc.constantFrom('', 'read', 'write', 'like'), rubbish);
const asked = fc.subarray([...scopes]);
const areas = fc.dictionary(fc.constantFrom(...names), ownLevel);

describe('whatever a consent form says', () => {
  test('it grants no more than the app asked for', () => {
    const access = fc.oneof(fc.constantFrom('read', 'write', 'choose'), rubbish);
    fc.assert(
      fc.property(asked, fc.option(access), fc.option(level), areas, (asks, how, others, own) => {
        const sent = choosing(own, others ?? undefined);
        if (how === null) sent.delete('access');
        else sent.set('access', how);
        for (const scope of chosenScopes(sent, asks)) expect(asks).toContain(scope);
      }),
    );
  });

  test('an area like all others gets what it would get if it were chosen for itself', () => {
    fc.assert(
      fc.property(asked, level, areas, (asks, others, own) => {
        const explicit = Object.entries(own).map(([name, one]) => [name, one === 'like' ? others : one]);
        const wanted = chosenScopes(choosing(Object.fromEntries(explicit)), asks);
        expect(chosenScopes(choosing(own, others), asks)).toEqual(wanted);
      }),
    );
  });

  test('all areas only read is no more than reading, and all areas open no more than what was asked for', () => {
    fc.assert(
      fc.property(asked, (asks) => {
        expect(chosenScopes(choosing(likeOthers, 'read'), asks)).toEqual(chosenScopes(form({ access: 'read' }), asks));
        expect(chosenScopes(choosing(likeOthers, 'write'), asks)).toEqual(asks);
      }),
    );
  });
});

test.each<[string, Record<string, string>, string | undefined, string[]]>([
  ['no choice for the others', likeOthers, undefined, []],
  ['a choice for the others that there isn’t', likeOthers, 'like', []],
  ['areas that the form leaves out', {}, 'write', []],
  ['an area that is closed', { ...likeOthers, products: '' }, 'read', ['orders:read', 'payments:read']],
  [
    'an area of its own',
    { ...likeOthers, products: 'write' },
    'read',
    ['orders:read', 'payments:read', 'products:read', 'products:write'],
  ],
  ['one area alone', { products: 'read', orders: 'like' }, '', ['products:read']],
])('%s', (_, own, others, want) => {
  const asks = ['orders:read', 'payments:read', 'products:read', 'products:write'];
  expect(chosenScopes(choosing(own, others), asks)).toEqual(want);
});
