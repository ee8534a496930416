import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../openapi/catalog/index.ts';
import { ownTools } from '../../../openapi/catalog/own-tools.ts';
import { compare, type Difference } from '../../../scripts/live/compare.ts';
import type { Examination, Examined } from '../../../scripts/live/examine.ts';
import { NAME_PREFIX, namesOf } from '../../../scripts/live/names.ts';
import { fieldsOf, type Outcome, outcomeOf } from '../../../scripts/live/outcome.ts';
import { msUntilNextCall } from '../../../scripts/live/pause.ts';
import { LearntValues, type Question } from '../../../scripts/live/question.ts';
import { questions } from '../../../scripts/live/questions/index.ts';
import type { HttpExchange } from '../../../scripts/live/recording-proxy.ts';
import { isWrong, report, rowsOf } from '../../../scripts/live/report.ts';
import { run } from './run.ts';

const ID = '6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f';
const made = namesOf('shop+orders@shop.example.org', new Date('2026-11-29T23:05:12Z'));

describe('the questions', () => {
  test('each tool is asked, but the one that an organization’s token doesn’t have', () => {
    const names = catalog.flatMap(({ tools }) =>
      Object.values<object>(tools).flatMap((one) => ('name' in one ? [one.name] : [])),
    );
    const asked = new Set(questions.map(({ tool }) => tool));
    const all = [...names, ...ownTools.map(({ name }) => name)];
    expect(all.filter((name) => !asked.has(String(name)))).toEqual(['create_organization']);
    expect([...asked].filter((name) => !all.includes(name))).toEqual([]);
  });

  test('none that changes something is asked where it is only read', () => {
    const reading = questions.filter(({ changes }) => !changes).map(({ tool }) => tool);
    expect(reading.filter((tool) => !/^(list|get|export|search|describe)_|^call_read_tool$/.test(tool))).toEqual([]);
  });

  test('what is made has the date in its name, fits where names are short, and mail goes to the merchant', () => {
    expect(made.name('credit')).toBe('polar-mcp live 2026-11-29 230512 credit');
    expect(made.name('credit').length).toBeLessThanOrEqual(42);
    expect(made.code).toMatch(/^[A-Z\d]{3,256}$/);
    expect(made.email('buyer')).toBe('shop+live-20261129230512-buyer@shop.example.org');
    expect(made.name('x').startsWith(`${NAME_PREFIX} `)).toBe(true);
  });

  test('an answer teaches what stands in it, and what is missing is said', () => {
    const known = new LearntValues(made);
    known.learn({ product: 'items.0.id', order: 'items.1.id' }, { items: [{ id: ID }] });
    expect(known.get('product')).toBe(ID);
    expect(() => known.get('order')).toThrow('there is no order');
  });
});

const METER = {
  id: ID,
  created_at: '2026-11-29T23:05:12Z',
  modified_at: null,
  metadata: { colour: 'red' },
  name: 'Calls',
  filter: { conjunction: 'and', clauses: [] },
  aggregation: { func: 'count' },
  organization_id: ID,
  archived_at: null,
  unit: 'scalar',
  custom_label: null,
  custom_multiplier: null,
};

const exchange = (status: number, json: unknown, path = `/v1/meters/${ID}`): HttpExchange => ({
  method: 'GET',
  path,
  status,
  json,
});
const outcome = (code: string, ...exchanges: HttpExchange[]) => outcomeOf('get_meter', { code, answer: {}, exchanges });

describe('the pace', () => {
  test.each<[string, { sentAt: number[]; now: number; rate: number }, number]>([
    ['the first call', { sentAt: [], now: 0, rate: 80 }, 0],
    ['room for a whole call', { sentAt: Array(75).fill(1000), now: 2000, rate: 80 }, 0],
    ['no room for a whole call', { sentAt: Array(76).fill(1000), now: 2000, rate: 80 }, 59_050],
    ['the oldest that is in the way', { sentAt: [1000, 5000, ...Array(75).fill(9000)], now: 10_000, rate: 80 }, 55_050],
    ['fewer requests than a call may need', { sentAt: [1000], now: 2000, rate: 1 }, 59_050],
  ])('%s', (_, { sentAt, now, rate }, want) => {
    expect(msUntilNextCall(sentAt, now, rate)).toBe(want);
  });

  test.each([6, 80, 400])(
    'no minute has more than %d requests, and little less when there is enough to ask',
    (rate) => {
      const sent: number[] = [];
      let now = 0;
      for (let call = 0; call < 600; call++) {
        const lastMinute = sent.filter((at) => at > now - 60_000);
        now += msUntilNextCall(lastMinute, now, rate);
        for (let left = 1 + (call % 5); left > 0; left--) {
          now += 7;
          sent.push(now);
        }
      }
      const inMinuteFrom = sent.map((from, i) => {
        const end = sent.findIndex((at, j) => j > i && at >= from + 60_000);
        return (end < 0 ? sent.length : end) - i;
      });
      expect(Math.max(...inMinuteFrom)).toBeLessThanOrEqual(rate);
      expect(Math.max(...inMinuteFrom)).toBeGreaterThan(rate - 5);
    },
  );
});

describe('what came of a call', () => {
  test('a success, held against the document', () => {
    const found = outcome('ok', exchange(200, METER), exchange(200, { items: [] }, '/v1/organizations/'));
    expect(found).toMatchObject({ code: 'ok', status: 200, refusal: undefined, breaks: [] });
    expect(found.fields).toEqual(fieldsOf(METER));
    expect(found.fields).not.toContain('metadata.colour');
  });

  test.each<[string, unknown, string]>([
    ['a field that is missing', { ...METER, name: undefined }, "the answer must have required property 'name'"],
    ['another type', { ...METER, name: 7 }, 'name must be string'],
    ['no JSON', undefined, 'the answer must be object'],
  ])('%s breaks the document', (_, json, breaks) => {
    const answer = json && (JSON.parse(JSON.stringify(json)) as unknown);
    expect(outcome('ok', exchange(200, answer)).breaks).toEqual([breaks]);
  });

  test.each<[string, unknown, string]>([
    ['a refusal', { error: 'ResourceNotFound', detail: 'Not found' }, 'ResourceNotFound'],
    [
      'a 422',
      {
        detail: [
          { loc: ['body', 'name'], type: 'missing', msg: 'secret' },
          { loc: ['body', 'name'], type: 'missing' },
        ],
      },
      'body.name missing',
    ],
    ['something else', undefined, 'no JSON'],
  ])('%s is known by its kind, without a word of it', (_, json, refusal) => {
    expect(outcome('refused', exchange(409, json))).toMatchObject({ status: 409, refusal, breaks: undefined });
  });

  test('a call that sent nothing has a code alone', () => {
    expect(outcome('invalid_arguments')).toMatchObject({ status: undefined, refusal: undefined, breaks: undefined });
  });
});

const question: Question = { tool: 'get_meter', args: () => ({}), changes: false, own: true };
const OK: Outcome = { code: 'ok', status: 200, refusal: undefined, breaks: [], fields: new Set(['id', 'name']) };
const refused = (code: string, status?: number, refusal?: string): Outcome => ({
  code,
  status,
  refusal,
  breaks: undefined,
  fields: new Set(),
});

describe('a difference', () => {
  test.each<[string, Partial<Question>, Outcome, Outcome | undefined, Difference[]]>([
    ['none', {}, OK, OK, []],
    ['the simulator wasn’t asked', {}, OK, undefined, []],
    [
      'it ends otherwise than expected',
      {},
      refused('refused', 403, 'NotPermitted'),
      OK,
      [
        {
          against: 'expected',
          matters: true,
          text: 'ended with refused (403 NotPermitted), and not with ok; at the simulator with ok',
        },
      ],
    ],
    [
      'a refusal that is none any more',
      { ends: ['not_found'] },
      OK,
      refused('not_found', 404, 'ResourceNotFound'),
      [
        {
          against: 'expected',
          matters: true,
          text: 'ended with ok, and not with not_found; at the simulator with not_found (404 ResourceNotFound)',
        },
      ],
    ],
    [
      'the document is broken',
      {},
      { ...OK, breaks: ['name must be string'] },
      OK,
      [{ against: 'document', matters: true, text: 'name must be string' }],
    ],
    [
      'the simulator takes what Polar refuses',
      { ends: ['invalid_arguments'] },
      refused('invalid_arguments', 422, 'body.name missing'),
      OK,
      [
        {
          against: 'simulator',
          matters: true,
          text: 'ended with invalid_arguments (422 body.name missing), at the simulator with ok',
        },
      ],
    ],
    [
      'another refusal',
      { ends: ['refused'] },
      refused('refused', 403, 'A'),
      refused('refused', 403, 'B'),
      [
        {
          against: 'simulator',
          matters: true,
          text: 'ended with refused (403 A), at the simulator with refused (403 B)',
        },
      ],
    ],
    [
      'another place of a 422',
      { ends: ['invalid_arguments'] },
      refused('invalid_arguments', 422, 'body.a x'),
      refused('invalid_arguments', 422, 'body.b x'),
      [
        {
          against: 'simulator',
          matters: false,
          text: 'ended with invalid_arguments (422 body.a x), at the simulator with invalid_arguments (422 body.b x)',
        },
      ],
    ],
    [
      'several ends are right',
      { ends: ['ok', 'refused'] },
      refused('refused', 403, 'A'),
      OK,
      [{ against: 'simulator', matters: false, text: 'ended with refused (403 A), at the simulator with ok' }],
    ],
    [
      'other fields of what was made',
      {},
      { ...OK, fields: new Set(['items', 'items.id', 'items.slug']) },
      { ...OK, fields: new Set(['items', 'items.id', 'items.name']) },
      [
        { against: 'simulator', matters: false, text: 'has fields that the simulator lacks: slug' },
        { against: 'simulator', matters: false, text: 'lacks fields that the simulator has: name' },
      ],
    ],
    ['other fields of what was there already', { own: false }, { ...OK, fields: new Set(['slug']) }, OK, []],
    [
      'another status of a success',
      {},
      { ...OK, status: 202 },
      OK,
      [{ against: 'simulator', matters: true, text: 'status 202, of the simulator 200' }],
    ],
  ])('%s', (_, more, polar, simulator, differences) => {
    expect(compare({ ...question, ...more }, polar, simulator)).toEqual(differences);
  });
});

const answered = (tool: string, ...differences: Difference[]): Examined => ({
  tool,
  about: undefined,
  skipped: undefined,
  isDocumented: true,
  isCompared: true,
  differences,
});
const skippedFor = (tool: string, skipped: string): Examined => ({
  ...answered(tool),
  skipped,
  isDocumented: false,
  isCompared: false,
});
const examination = (...examined: Examined[]): Examination => ({
  examined,
  before: [],
  after: [],
  stays: [],
  isStopped: false,
});

const NOTE: Difference = { against: 'simulator', matters: false, text: 'has fields that the simulator lacks: slug' };
const BREAK: Difference = { against: 'document', matters: true, text: 'name must be string' };

function printed(all: Examination, columns: number): string {
  const stream = new Writable({ write: () => {} }) as unknown as WriteStream;
  return report(all, Object.assign(stream, { columns, isTTY: false }));
}

describe('the report', () => {
  test('has a row for each tool, with the worst of its questions', () => {
    const rows = rowsOf([
      answered('list_products'),
      answered('get_product', NOTE),
      answered('get_product', BREAK),
      skippedFor('get_dispute', 'there is no dispute'),
    ]);
    expect(rows).toEqual([
      { tool: 'list_products', asked: 1, documented: 'ok', simulator: 'ok' },
      { tool: 'get_product', asked: 2, documented: 'otherwise', simulator: 'note' },
      { tool: 'get_dispute', asked: 0, documented: 'none', simulator: 'none' },
    ]);
  });

  test('says each difference once, those that matter first, and fits into 80 columns', () => {
    const all: Examination = {
      ...examination(
        answered('list_products', NOTE),
        answered('get_product', NOTE, BREAK),
        skippedFor('get_dispute', 'there is no dispute'),
      ),
      before: [{ what: 'customer polar-mcp live 2026-11-28 101010 person', stays: false, failed: undefined }],
      after: [{ what: 'meter polar-mcp live 2026-11-29 230512 meter', stays: true, failed: 'refused' }],
      stays: ['product polar-mcp live 2026-11-29 230512 plan (archived)'],
    };
    const text = printed(all, 80);
    expect(text).toMatchInlineSnapshot(`
      "tool           asked  documented  as the simulator
      list_products      1  ✓           !
      get_product        1  ✗           !
      get_dispute        0  –           –

      ✗ get_product, against the document
          name must be string

      ! list_products, get_product, against the simulator
          has fields that the simulator lacks: slug

      Not asked:
          there is no dispute: get_dispute

      An earlier run had left:
          customer polar-mcp live 2026-11-28 101010 person: removed

      What can’t be removed:
          meter polar-mcp live 2026-11-29 230512 meter: still there (refused)

      Stays at Polar, where it can’t be deleted:
          product polar-mcp live 2026-11-29 230512 plan (archived)

      2 questions, 1 difference that matters, 2 that don’t"
    `);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each<[string, Examination, boolean]>([
    ['nothing', examination(answered('list_products', NOTE)), false],
    ['a difference that matters', examination(answered('list_products', BREAK)), true],
    [
      'something that is still there',
      { ...examination(), after: [{ what: 'customer x', stays: false, failed: 'refused' }] },
      true,
    ],
  ])('%s is wrong, or isn’t', (_, all, wrong) => {
    expect(isWrong(all)).toBe(wrong);
  });
});

describe('what it can’t begin with is said in a line', () => {
  const none = { POLAR_ACCESS_TOKEN: '', POLAR_API_URL: '', POLAR_REQUESTS_PER_MINUTE: '' };
  test.concurrent.each<[string, string[], NodeJS.Dict<string>, RegExp]>([
    ['no token', [], none, /^error: POLAR_ACCESS_TOKEN is missing/],
    [
      'another Polar without TLS',
      [],
      { ...none, POLAR_API_URL: 'http://api.example.com' },
      /POLAR_API_URL must be an origin/,
    ],
    [
      'production as another Polar, where it would make things',
      [],
      { ...none, POLAR_API_URL: 'https://api.polar.sh' },
      /^error: POLAR_API_URL is production, which is only read: add --environment production/,
    ],
    ['an environment that isn’t there', ['--environment', 'live'], none, /Allowed choices are sandbox, production/],
    [
      'a rate that is none',
      [],
      { ...none, POLAR_ACCESS_TOKEN: 'polar_oat_wrong', POLAR_REQUESTS_PER_MINUTE: 'many' },
      /POLAR_REQUESTS_PER_MINUTE is no number/,
    ],
  ])('%s', async (_, args, env, message) => {
    const { code, lines } = await run('scripts/live.ts', args, '.', env);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(message);
    expect(lines.join('\n')).not.toContain('polar_oat_wrong');
  });
});
