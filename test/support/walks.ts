import { type ToolName, tools } from '../../generated/tools/index.gen.ts';
import { assertNoRedactionMarks } from '../../src/confirm/change-arguments.ts';
import { fitToLimit } from '../../src/confirm/summary/index.ts';
import { readMessage } from '../../src/endpoint/message.ts';
import { CallError } from '../../src/errors.ts';
import { formatHundredths, formatMoney } from '../../src/lib/money.ts';
import { maskSecrets, sanitize } from '../../src/lib/text.ts';
import { MAX_RESULT_CHARACTERS, MAX_SEARCH_CHARACTERS } from '../../src/limits.ts';
import { errorResult } from '../../src/mcp/error-result.ts';
import { rankTools } from '../../src/mcp/tool-search.ts';
import { CALL_SIZE, callSizeOf, LARGE_CALL_SIZE, precheckArguments } from '../../src/operations/call-size.ts';
import { polarFieldErrors } from '../../src/operations/polar-field-errors.ts';
import { readArguments } from '../../src/operations/read-arguments.ts';
import { MAX_ANSWER_BYTES, MAX_ANSWER_CELLS, MAX_ANSWER_VALUES, readCsv, readJson } from '../../src/polar/body.ts';
import { serializeQuery } from '../../src/polar/client.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { AddressError, restrictionOfAddress } from '../../src/policy/restriction.ts';
import { listResult, oneResult } from '../../src/results/answer.ts';
import { restoreAmounts } from '../../src/results/corrections.ts';
import { chooseFields } from '../../src/results/fields.ts';
import { charactersOf } from '../../src/results/size.ts';
import { tableResult } from '../../src/results/table.ts';

/** One way through something that a caller or Polar sent. */
export interface Walk {
  /** The module in src/ that goes it. */
  by: string;
  /** The input that takes it longest, of those that the bounds before it let through. */
  worst: string;
  /** Makes the input, and returns what goes through it: `refused` or `taken`, when that is known. */
  prepare(): () => unknown;
  ends?: 'refused' | 'taken';
}

const ID = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const few = CALL_SIZE.values - 100;
const many = LARGE_CALL_SIZE.values - 100;
/** How many texts of MAX_RESULT_CHARACTERS, up to which they are shown, an answer of Polar's holds. */
const texts = Math.floor(MAX_ANSWER_BYTES / MAX_RESULT_CHARACTERS);

const list = <T>(length: number, of: (i: number) => T): T[] => Array.from({ length }, (_, i) => of(i));
const fields = (length: number, of: (i: number) => [string, unknown]) => Object.fromEntries(list(length, of));

function ending(act: () => unknown): () => 'refused' | 'taken' {
  return () => {
    try {
      act();
      return 'taken';
    } catch (error) {
      if (error instanceof CallError) errorResult(error);
      else if (!(error instanceof AddressError)) throw error;
      return 'refused';
    }
  };
}

const given = (worst: string, tool: ToolName, make: () => Record<string, unknown>): Walk => ({
  by: 'operations/read-arguments.ts',
  worst: `${tool}: ${worst}`,
  prepare: () => {
    const all = make();
    return ending(() => {
      precheckArguments(all, callSizeOf(tool).values);
      readArguments(tools[tool], all, callSizeOf(tool).values);
    });
  },
  ends: 'refused',
});

const fieldsOf = (worst: string, text: string, ends: Walk['ends']): Walk => ({
  by: 'results/fields.ts',
  worst,
  prepare: () => ending(() => chooseFields(text, 'one', 'Customer')),
  ...(ends && { ends }),
});

const shown = (worst: string, data: () => unknown, path = '*'): Walk => ({
  by: 'results/',
  worst,
  prepare: () => {
    const one = data();
    const asked = { resource: 'Customer', choice: chooseFields(path, 'one', 'Customer'), reveals: [] };
    return () => oneResult(one, asked);
  },
});

const text = (worst: string, part: string): Walk => ({
  by: 'lib/text.ts',
  worst: `${texts} texts of ${worst}`,
  prepare: () => {
    const one = part.repeat(Math.ceil(MAX_RESULT_CHARACTERS / part.length)).slice(0, MAX_RESULT_CHARACTERS);
    return () => {
      for (let i = 0; i < texts; i++) sanitize(one);
    };
  },
});

const details = (worst: string, loc: (i: number) => (string | number)[]): Walk => ({
  by: 'operations/polar-field-errors.ts',
  worst,
  prepare: () => {
    const all = list(20_000, (i) => ({ type: 'missing', loc: loc(i), msg: 'Field required' }));
    const call = { operation: tools.create_product.operations[0], sent: {}, isOneOrganization: false };
    return () => polarFieldErrors(all, call);
  },
});

/** The preview and the question of events, which are as many values as a call may hold. */
const summed = (worst: string, make: () => unknown[]): Walk => ({
  by: 'confirm/summary/',
  worst,
  prepare: () => {
    const events = make();
    return () => fitToLimit({ events }, 4000, charactersOf);
  },
});

const plain = (by: string, worst: string, prepare: Walk['prepare']): Walk => ({ by, worst, prepare });

/**
 * Every walk that is recursive, tries each with each, or copies, over what a caller or Polar sent, with the worst that may
 * reach it. docs/bounds.md has what each takes.
 */
export const WALKS: readonly Walk[] = [
  fieldsOf('the longest path', `metadata.${'a.'.repeat(3900)}b`, 'refused'),
  fieldsOf('a path of 130,000 characters', `metadata.${'a.'.repeat(65_000)}b`, 'refused'),
  fieldsOf('100 paths of 40 names', list(100, () => `metadata.${'a.'.repeat(34)}b`).join(), 'taken'),
  given('names that there are not', 'create_product', () => fields(few, (i) => [`unkno${i}`, 1])),
  given('the same, for a tool with several ways to name a thing', 'update_customer', () =>
    fields(few, (i) => [`unkno${i}`, 1]),
  ),
  given('the same field cleared again and again', 'update_product', () => ({
    id: ID,
    clear: list(few / 2, () => 'description'),
    ...fields(few / 2, (i) => [`x${i}`, 1]),
  })),
  given('wrong values in a list of values', 'create_webhook_endpoint', () => ({
    url: 'https://shop.example/hook',
    format: 'raw',
    events: list(few, (i) => `order.creatd${'x'.repeat(5)}${i}`),
  })),
  given('wrong metadata', 'list_orders', () => ({ metadata: fields(few, (i) => [`k${i}`, {}]) })),
  given('prices of no kind', 'create_product', () => ({ name: 'Pro', prices: list(few, () => ({})) })),
  given('tiers, each wrong in each field', 'create_product', () => ({
    name: 'Pro',
    prices: list(few / 12, () => ({
      amount_type: 'seat_based',
      seat_tiers: { tiers: [{ min_seats: -1, max_seats: 'q', price_per_seat: -3 }, { min_seats: 'z' }] },
    })),
  })),
  given('options, each of two empty texts', 'create_custom_field', () => ({
    type: 'select',
    slug: 'size',
    name: 'Size',
    properties: { options: list(few / 3, () => ({ value: '', label: '' })) },
  })),
  given('filters within filters', 'create_meter', () => {
    let filter: object = { conjunction: 'and', clauses: list(few / 30, () => ({})) };
    for (let i = 0; i < 22; i++) filter = { conjunction: 'and', clauses: [filter, ...list(few / 60, () => ({}))] };
    return { name: 'Calls', aggregation: { func: 'count' }, filter };
  }),
  given('events of nothing', 'ingest_events', () => ({ events: list(many, () => ({})) })),
  given('events that are JSON text', 'ingest_events', () => ({
    events: list(many, () => '{"name":"x","external_customer_id":"y"}'),
  })),
  given('a mebibyte of [], as JSON text', 'ingest_events', () => ({
    events: `[${'[],'.repeat(LARGE_CALL_SIZE.bytes / 3 - 2)}[]]`,
  })),
  given('parts, each wrong in each field', 'start_file_upload', () => ({
    service: 'downloadable',
    upload: { parts: list(many / 5, () => ({ number: 'x', chunk_start: 'y', chunk_end: {}, other: 3 })) },
  })),
  plain('endpoint/message.ts', 'a mebibyte of [],', () => {
    const body = `[${'[],'.repeat(LARGE_CALL_SIZE.bytes / 3 - 2)}[]]`;
    return () => readMessage(new Request('http://localhost/mcp', { method: 'POST', body }));
  }),
  plain('mcp/tool-search.ts', 'as many misspelt words as are looked up', () => {
    const words = list(60, (i) => `refnudx${String.fromCharCode(97 + (i % 26))}`).join(' ');
    rankTools('refund', () => true, 8);
    return () => rankTools(words.slice(0, MAX_SEARCH_CHARACTERS), () => true, 8);
  }),
  plain('policy/restriction.ts, policy.ts', 'an address of 16 kB that repeats names', () => {
    const url = new URL(
      `http://localhost/mcp?toolsets=${'orders,'.repeat(1500)}orders&exclude=${'create_refund,'.repeat(300)}create_refund`,
    );
    return () => createPolicy([restrictionOfAddress(url)], undefined).listed;
  }),
  plain('polar/client.ts', 'ids', () => {
    const query = { id: list(few, () => ID) };
    return () => serializeQuery(query);
  }),
  summed('2,000 events that differ in each field', () =>
    list(many / 10, (i) => ({
      name: `n${i}`,
      external_customer_id: `c${i}`,
      timestamp: new Date(1e12 + i * 1e7).toISOString(),
      metadata: fields(6, (k) => [`k${k}`, i * k]),
    })),
  ),
  summed('events of which each has fields of its own', () =>
    list(many / 40, (i) => ({ metadata: fields(38, (k) => [`k${i}_${k}`, `v${k}`]) })),
  ),
  summed('names of 100,000 characters within each other', () =>
    list(10, () => list(40, () => 'n'.repeat(2500)).reduceRight<unknown>((inner, name) => ({ [name]: inner }), 1)),
  ),
  plain('confirm/change-arguments.ts', 'beginnings of a mark', () => {
    const all = { texts: list(few, () => `… [${'1'.repeat(20)}`) };
    return () => assertNoRedactionMarks(all);
  }),
  details('20,000 complaints of Polar, of 14 cases of a union', (i) => [
    'body',
    `Case${i % 7}`,
    'prices',
    i,
    `case${i % 5}`,
    'price_amount',
  ]),
  details('20,000 complaints of Polar, of two cases', (i) => ['body', `C${i % 2}`, 'prices', i >> 1, 'price_amount']),
  plain('polar/body.ts', '8 MiB of zeros in one number', () => {
    const json = `{"a":1.${'0'.repeat(MAX_ANSWER_BYTES - 10)}1}`;
    return () => readJson(json);
  }),
  plain('polar/body.ts', '8 MiB of long numbers', () => {
    const json = `[${'12345678901234567.5,'.repeat(MAX_ANSWER_BYTES / 21)}1]`;
    return () => readJson(json);
  }),
  plain('polar/body.ts', 'as many lists within lists as an answer may hold', () => {
    const json = '['.repeat(MAX_ANSWER_VALUES - 1) + ']'.repeat(MAX_ANSWER_VALUES - 1);
    return () => readJson(json);
  }),
  plain('lib/money.ts', 'an amount of 8 MiB of zeros', () => {
    const amount = `0.${'0'.repeat(MAX_ANSWER_BYTES)}1`;
    return () => [formatMoney(amount, 'usd'), formatHundredths(amount, 'jpy')];
  }),
  text('ASCII', 'lorem ipsum '),
  text('letters with accents', 'é'),
  text('invisible characters', '\u200b\u200d\u202e'),
  text('emoji', '👩‍👧‍👦\u200d'),
  ...['eyJaaaaaaaaaaa.', '%20eyJ', 'polar_abcdefghij_', 'polar_at_u', 'whsec_', '://a:b', '?X-Amz-', '_secret_'].map(
    (part) => text(`beginnings of a secret: ${part}`, part),
  ),
  plain('lib/text.ts', 'one long query', () => {
    const query = `?${'sig='.repeat(MAX_RESULT_CHARACTERS / 4)}`;
    return () => maskSecrets(query);
  }),
  shown('a name of 4 MiB over 200,000 empty fields', () => ({
    metadata: { ['k'.repeat(4 * 1024 * 1024)]: fields(200_000, (i) => [`e${i}`, '']) },
  })),
  shown('as many empty lists as an answer may hold', () => ({ metadata: { a: list(MAX_ANSWER_VALUES, () => []) } })),
  shown('as many short texts as an answer may hold', () => ({
    metadata: fields(MAX_ANSWER_VALUES, (i) => [`k${i}`, 'é']),
  })),
  plain('results/answer.ts', 'a page of as many things as an answer may hold', () => {
    const data = { items: list(MAX_ANSWER_VALUES, () => ({ id: 'x' })), pagination: { total_count: 1_000_000 } };
    const asked = { resource: 'Customer', choice: chooseFields(undefined, 'list', 'Customer'), reveals: [] };
    return () => listResult(data, {}, asked);
  }),
  plain('polar/body.ts, results/answer.ts', 'an export of as many lines as an answer may hold', () => {
    const csv = `a,b\n${'1\n'.repeat(MAX_ANSWER_CELLS / 3)}`;
    return () => tableResult(readCsv(csv), { argumentNames: { all: [], optional: [] }, isOldestFirst: true });
  }),
  plain('polar/body.ts, results/answer.ts', 'an export of as many columns', () => {
    const csv = `a,b\n${','.repeat(MAX_ANSWER_CELLS)}`;
    return () => tableResult(readCsv(csv), { argumentNames: { all: [], optional: [] }, isOldestFirst: false });
  }),
  plain('polar/body.ts', 'an export of quotes without end', () => {
    const csv = `a,b\n${'"a\n'.repeat(MAX_ANSWER_CELLS / 3)}`;
    return () => readCsv(csv);
  }),
  plain('results/corrections.ts', 'an export in which each column is an amount', () => {
    const half = MAX_ANSWER_CELLS / 2;
    const table = {
      columns: ['currency', ...list(half, () => 'amount')],
      rows: [['jpy', ...list(half, () => '1.0')]],
    };
    return () => restoreAmounts(table);
  }),
];
