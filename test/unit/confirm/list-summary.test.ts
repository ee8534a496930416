import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEED } from '../../../simulator/index.ts';
import { adviceOn } from '../../../src/confirm/advice/index.ts';
import { previewOf } from '../../../src/confirm/preview.ts';
import { MAX_QUESTION_CHARACTERS, questionText } from '../../../src/confirm/question.ts';
import { parseCall } from '../../../src/operations/operation-call.ts';
import { callerAt } from '../../support/caller.ts';

const caller = callerAt('http://polar.invalid', 'polar_oat_x');

type Json = Record<string, unknown>;

/** The preview of events, and the question that a person reads. */
function shown(events: Json[]) {
  const call = parseCall('ingest_events', { events }, caller);
  const { preview } = previewOf(call, 'irreversible', [], caller, adviceOn(call, []));
  return { given: (preview.arguments as { events: Json }).events, preview, question: questionText(preview) };
}

const event = (i: number, more: Json = {}) => ({
  name: 'api_call',
  external_customer_id: `user_${i % 30}`,
  external_id: `call_${i}`,
  timestamp: `2026-11-${10 + (i % 14)}T10:${10 + (i % 50)}:00Z`,
  metadata: { tokens: 100 + ((i * 37) % 900), model: i % 2 === 0 ? 'small' : 'large' },
  ...more,
});
const events = (count: number) => Array.from({ length: count }, (_, i) => event(i));

test('a thousand events are told by their number, their customers, their sums, and the one that differs', () => {
  const attack = { name: 'api_call', external_customer_id: 'VICTIM', metadata: { tokens: 1_000_000_000 } };
  const { given, preview, question } = shown([...events(999), attack]);
  expect(given).toMatchObject({
    count: 1000,
    items: [
      {
        at: 999,
        because: expect.stringContaining('external_customer_id'),
        external_customer_id: 'VICTIM',
        'metadata.tokens': 1_000_000_000,
      },
    ],
    not_shown: 999,
    fields: {
      name: { api_call: 1000 },
      external_customer_id: { different: 31, most_often: { user_0: 34 } },
      'metadata.tokens': { sum: 1_000_548_037, min: 100, max: 1_000_000_000 },
    },
  });
  expect(preview.consequence).toMatch(/^1000 events for 31 customers\./);
  expect(preview.now.customers).toHaveLength(10);
  expect((preview.now.customers as Json[])[0]).toMatchObject({
    external_customer_id: 'VICTIM',
    events: 1,
    sums: { tokens: 1_000_000_000 },
  });
  for (const said of ['count: 1000', '"VICTIM"', '"metadata.tokens": 1000000000', 'not_shown: 999', 'sum 1000548037']) {
    expect(question).toContain(said);
  }
  expect(question).not.toContain('more lines');
  expect(question.length).toBeLessThan(MAX_QUESTION_CHARACTERS);
});

test('sums are by name, where there are several', () => {
  const pages = Array.from({ length: 60 }, (_, i) => event(i, { name: 'page', metadata: { tokens: 2 } }));
  const { given } = shown([...events(60), ...pages]);
  expect(given.fields).toMatchObject({
    name: { api_call: 60, page: 60 },
    'metadata.tokens': { api_call: { min: 100 }, page: { sum: 120, min: 2, max: 2 } },
  });
});

test.each([2, 5])('%d events with long metadata are summed up, and none is left out', (count) => {
  const texts = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`text_${i}`, 'x'.repeat(490)]));
  const list = Array.from({ length: count }, (_, i) => event(i, { metadata: { ...texts, tokens: 1_000_000_000 + i } }));
  const { given, preview } = shown(list);
  expect(given).toMatchObject({ count, fields: { name: { api_call: count } } });
  expect(preview.left_out).toBeUndefined();
  expect(preview.now.customers).toMatchObject(list.map(({ metadata: { tokens } }) => ({ sums: { tokens } })));
  expect(JSON.stringify(preview.arguments).length).toBeLessThan(4000);
});

test('few events are shown whole in the preview, and summed up in a question that has no room for them', () => {
  const { given, question } = shown([...events(24), event(24, { external_customer_id: 'VICTIM' })]);
  expect(given).toHaveLength(25);
  expect(question).toContain('count: 25');
  expect(question).toContain('"VICTIM"');
});

const long = 'k'.repeat(70);

test.each<[string, (value: number) => Json]>([
  ['a number beside one that it seems to say in words', (tokens_formatted) => ({ tokens: 1, tokens_formatted })],
  ['a number under the name of a secret', (key) => ({ key })],
  [
    'a number whose path another name imitates',
    (amount) => ({ _cost: { amount, currency: 'usd' }, '_cost.amount': 1 }),
  ],
  ['a number under a long name, beside one that begins alike', (value) => ({ [`${long}a`]: value, [`${long}b`]: 1 })],
])('%s is shown and counted', (_, metadata) => {
  const list = Array.from({ length: 1000 }, (_, i) => ({
    name: 'call',
    external_customer_id: 'u',
    metadata: metadata(i === 700 ? 1_000_000_000 : 1),
  }));
  const { given, question } = shown(list);
  expect(given.items).toEqual([expect.objectContaining({ at: 700 })]);
  for (const said of [JSON.stringify(given.items), JSON.stringify(given.fields), question]) {
    expect(said).toContain('1000000');
  }
  expect(JSON.stringify(given.fields)).toContain('"sum":1000000999');
});

test('values that look alike are counted each', () => {
  const list = Array.from({ length: 100 }, (_, i) => event(i, { metadata: { plan: i === 7 ? '1' : 1 } }));
  expect(shown(list).given.fields).toMatchObject({ 'metadata.plan': { '1': 99, '1 (2)': 1 } });
});

test('of many sums of a customer, the largest are shown and the others counted', () => {
  const { preview } = shown([event(0, { metadata: { a: 1, b: 2, tokens: -1_000_000_000, c: 3 } })]);
  expect(preview.now.customers).toMatchObject([{ sums: { tokens: -1_000_000_000, c: 3 }, sums_not_shown: 2 }]);
});

describe('one among alike', () => {
  /** Far more than a summary shows. A thousand are tried above. */
  const ALIKE = 250;
  const text = fc.stringMatching(/^[a-z]{3,12}$/);
  const value = fc.oneof(text, fc.integer({ min: -1e9, max: 1e9 }), fc.boolean());
  const alike = fc.record({
    name: text,
    external_customer_id: text,
    timestamp: fc.constantFrom('2026-11-12T10:00:00Z', '2026-10-01T00:00:00Z'),
    metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { minKeys: 1, maxKeys: 6 }),
  });
  /** A path of an event, and another value for it. */
  const difference = fc.constantFrom(
    ['name', 'Zother'],
    ['external_customer_id', 'VICTIM'],
    ['timestamp', '2019-03-04T05:06:07Z'],
    ['parent_id', 'Zparent'],
    ['external_id', 'Zid'],
    ['metadata', 'Zmetadata'],
  );

  test('is named, whatever it differs in and wherever it stands', () => {
    fc.assert(
      fc.property(alike, difference, fc.nat({ max: ALIKE - 1 }), fc.boolean(), (base, [field, other], at, hasIds) => {
        const list: Json[] = Array.from({ length: ALIKE }, (_, i) => ({
          ...base,
          ...(hasIds && field !== 'external_id' && { external_id: `call_${i}` }),
        }));
        const [key = ''] = Object.keys(base.metadata);
        list[at] = {
          ...list[at],
          [field as string]: field === 'metadata' ? { ...base.metadata, [key]: other } : other,
        };
        const { preview, question } = shown(list);
        const json = JSON.stringify(preview.arguments);
        for (const said of [json, question]) {
          expect(said).toContain(other);
          expect(said).toContain(`${ALIKE}`);
        }
        expect(json).toMatch(new RegExp(`"at":${at}[,}]`));
        expect(json.length).toBeLessThan(4000);
        expect(question.length).toBeLessThan(MAX_QUESTION_CHARACTERS);
      }),
      { numRuns: 60 },
    );
  });

  test('is named among events that vary: a customer who stands for once, or an amount far from the others', () => {
    const other = fc.constantFrom<Json>(
      { external_customer_id: 'VICTIM' },
      { metadata: { tokens: 987_654_321, model: 'small' } },
      { metadata: { tokens: -987_654_321, model: 'small' } },
      { metadata: { tokens: '987654321', model: 'small' } },
      { metadata: { tokens: 500, model: 'small', VICTIM: true } },
      { timestamp: '2019-03-04T05:06:07Z' },
    );
    fc.assert(
      fc.property(other, fc.integer({ min: 100, max: ALIKE }), fc.nat(), (more, count, place) => {
        const list: Json[] = events(count);
        const at = place % count;
        list[at] = { ...list[at], ...more };
        const { given, question } = shown(list);
        expect((given.items as Json[]).map((item) => item.at)).toContain(at);
        expect(question).toMatch(/VICTIM|987654321|2019-03-04/);
      }),
      { numRuns: 100 },
    );
  });
});

test('many that differ are counted beyond those that are shown', () => {
  const list = events(1000).map((one, i) =>
    i % 25 === 0 ? { ...one, external_customer_id: `odd_${'x'.repeat(i % 7)}${i}` } : one,
  );
  const { given } = shown(list);
  expect(given.unusual_not_shown).toBeGreaterThan(20);
});

test('a hostile list is summed up within its bounds', () => {
  const hostile = Array.from({ length: 400 }, (_, i) => ({
    name: `n${i}"\n`,
    customer_id: SEED.customer,
    metadata: Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`k${i}_${k}`, 'x'.repeat(100)])),
  }));
  const { preview, question } = shown(hostile);
  expect(JSON.stringify(preview.arguments).length).toBeLessThan(4000);
  expect(question.length).toBeLessThan(MAX_QUESTION_CHARACTERS);
  expect(question).toContain('count: 400');
});

test('what is cut without a word in it is named', () => {
  const call = parseCall('create_customer', { email: 'ada@polar.sh', metadata: { note: 'x' } }, caller);
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, 'x'.repeat(30)]));
  const { preview } = previewOf(call, 'write', [], caller, { now: { things: { files } } });
  expect(preview.left_out).toEqual([expect.stringMatching(/^things\.fields: \d+ of 300$/)]);
  expect(questionText(preview)).toMatch(/\nLeft out here: "things\.fields: \d+ of 300"\n/);
});
