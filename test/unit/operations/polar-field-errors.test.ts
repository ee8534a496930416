import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { tools } from '../../../generated/tools/index.gen.ts';
import type { FieldError } from '../../../src/errors.ts';
import { explainMetricsRefusal } from '../../../src/operations/metrics-refusal.ts';
import { polarFieldErrors } from '../../../src/operations/polar-field-errors.ts';
import { fieldsAt } from '../../../src/operations/schema-fields.ts';

type Loc = (string | number)[];

/** A 422 of Polar's. */
interface Refusal {
  operation: Operation;
  sent: Record<string, unknown>;
  details: { type: string; loc: Loc; msg: string }[];
}

const operations = new Map(
  Object.values<Tool>(tools).flatMap((tool) => tool.operations.map((operation) => [operation.id, operation] as const)),
);

function operationOf(id: string): Operation {
  const operation = operations.get(id);
  if (!operation) throw new Error(`No tool calls ${id}`);
  return operation;
}

const refusals = recordedRefusals();

/**
 * Reads each kind of 422 that a real Polar server of 2026-08-22 gave. The first line of the file holds all texts. Every other
 * line holds an operation, the sent arguments that matter, and the details: a type, the `loc` with indexes in brackets, and the
 * message. `rule 7` replaces a sentence of Polar's own, and Pydantic's sentences are kept.
 */
function recordedRefusals(): Refusal[] {
  const [first = '', ...lines] = readFileSync(`${import.meta.dirname}/recorded-refusals.jsonl`, 'utf8')
    .trimEnd()
    .split('\n');
  const texts = JSON.parse(first) as string[];
  const textAt = (at: number) => texts[at] ?? '';
  return lines.map((line) => {
    type Row = [string, Record<string, unknown>, [string, (number | [number])[], number][]];
    const [id, sent, details] = JSON.parse(line) as Row;
    return {
      operation: operationOf(id),
      sent,
      details: details.map(([type, loc, message]) => ({
        type,
        loc: loc.map((part) => (typeof part === 'number' ? textAt(part) : part[0])),
        msg: textAt(message),
      })),
    };
  });
}

const told = ({ operation, sent, details }: Refusal) =>
  polarFieldErrors(details, { operation, sent, isOneOrganization: false });
const lines = (fields: FieldError[]) => fields.map(({ path, message }) => `${path}: ${message}`);

/** The names of all arguments of an operation, also of those that the list of tools leaves out. */
const namesOf = ({ params, body }: Operation) => [...fieldsAt(params(), []), ...(body ? fieldsAt(body(), []) : [])];

describe('every refusal that was recorded', () => {
  test('are many', () => expect(refusals.length).toBeGreaterThan(1000));

  test.each([...Map.groupBy(refusals, ({ operation }) => operation.id)])('%s', (_, ofOperation) => {
    for (const refusal of ofOperation) {
      const fields = told(refusal);
      const given = JSON.stringify(refusal.details);
      expect(fields.length, given).toBeGreaterThan(0);
      expect(new Set(lines(fields)).size, given).toBe(fields.length);
      const names = [...namesOf(refusal.operation), ...Object.keys(refusal.sent)];
      for (const { path, message } of fields) {
        const [top = ''] = path.split(/[.[]/);
        if (path !== '') expect(names, given).toContain(top);
        expect(path, given).not.toMatch(NAME_OF_PYTHON);
        expect(message, given).not.toMatch(/Value error, |<\w+\.\w+:/);
      }
      expect(falselyRequired(refusal, fields), given).toEqual([]);
    }
  });
});

/** Matches the name of a function, a class or a type in Polar's code. */
const NAME_OF_PYTHON = /[a-z]\[[a-z]|[A-Z]|\[key\]|\(\)|constrained|literal|uuid|\bint\b|\bfloat\b|\bbool\b/;

/** The fields that an error wrongly calls required: they belong to one case, and another case lacks no field. */
function falselyRequired({ details }: Refusal, fields: FieldError[]): string[] {
  const inCases = details.filter(({ loc }) => isNameOfCase(loc[1]));
  const isMissing = ({ loc, msg }: Refusal['details'][number]) => loc.length === 3 && msg === 'Field required';
  const cases = [...Map.groupBy(inCases, ({ loc }) => loc[1]).values()];
  if (!cases.some((one) => !one.some(isMissing))) return [];
  const missed = inCases.filter(isMissing).map(({ loc }) => String(loc[2]));
  return missed.filter(
    (name) =>
      fields.some(({ path, message }) => path === name && message.includes('Field required')) ||
      fields.some(({ message }) => message.startsWith('One of') && message.includes(name)),
  );
}

/** Whether a part of `loc` names a case of a union of whole bodies. */
const isNameOfCase = (part: unknown) => typeof part === 'string' && /^[A-Z]|\(/.test(part);

const body = (...loc: Loc) => ['body', ...loc];
const detail = (loc: Loc, msg: string, type = 'value_error') => ({ type, loc, msg });
const missing = (loc: Loc) => detail(loc, 'Field required', 'missing');
const extra = (loc: Loc) => detail(loc, 'Extra inputs are not permitted', 'extra_forbidden');

const CHECKOUT = ['CheckoutProductsCreate', 'CheckoutProductCreate', 'CheckoutPriceCreate'].map(
  (name) => `function-after[_validate_seat_constraints(), function-after[is_complete_configuration(), ${name}]]`,
) as [string, string, string];
const LIST = 'json-or-python[json=list[uuid],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]';
const BENEFITS = ['custom', 'discord', 'license_keys'];
const benefitCase = (type: string) => `Benefit${type}Update`;

/** Polar's details → the errors of fields. */
const table: [name: string, given: { id: string; sent?: object; details: Refusal['details'] }, want: string[]][] = [
  [
    'the same of each case, and what cases miss that were not meant',
    {
      id: 'checkouts:create',
      details: [
        detail(body(CHECKOUT[0], 'locale'), 'Value error, rule 1'),
        detail(body(CHECKOUT[1], 'locale'), 'Value error, rule 1'),
        missing(body(CHECKOUT[1], 'product_id')),
        detail(body(CHECKOUT[2], 'locale'), 'Value error, rule 1'),
        missing(body(CHECKOUT[2], 'product_price_id')),
      ],
    },
    ['locale: Polar: "rule 1"'],
  ],
  [
    'a rule about a case as a whole',
    {
      id: 'checkouts:create',
      details: [
        detail(body(CHECKOUT[0]), 'rule 1', 'missing'),
        missing(body(CHECKOUT[1], 'product_id')),
        missing(body(CHECKOUT[2], 'product_price_id')),
      ],
    },
    [': Polar: "rule 1"'],
  ],
  [
    'the only line, though it is about a field that the tool does not have',
    { id: 'checkouts:create', details: [missing(body(CHECKOUT[1], 'product_id'))] },
    [': Polar: "Field required"'],
  ],
  [
    'the case that has the field that was given',
    {
      id: 'subscriptions:update',
      details: [
        extra(body('SubscriptionUpdateBase', 'current_billing_period_end')),
        missing(body('SubscriptionUpdateSeats', 'seats')),
        extra(body('SubscriptionUpdateSeats', 'current_billing_period_end')),
        detail(
          body('SubscriptionUpdateBillingPeriod', 'current_billing_period_end'),
          'Input should be in the future',
          'datetime_future',
        ),
        missing(body('SubscriptionRevoke', 'revoke')),
        extra(body('SubscriptionRevoke', 'current_billing_period_end')),
      ],
    },
    ['current_billing_period_end: Polar: "Input should be in the future"'],
  ],
  [
    'a case that takes another value of that field',
    {
      id: 'subscriptions:update',
      details: [
        extra(body('SubscriptionUpdateBase', 'revoke')),
        missing(body('SubscriptionUpdateSeats', 'seats')),
        extra(body('SubscriptionUpdateSeats', 'revoke')),
        detail(body('SubscriptionRevoke', 'revoke'), 'Input should be True', 'literal_error'),
      ],
    },
    ['revoke: Polar: "Input should be True"'],
  ],
  [
    'a union within a case: the kind of value that was given',
    {
      id: 'subscriptions:update',
      details: [
        detail(
          body('SubscriptionUpdateBase', 'trial_end', 'datetime'),
          'Input should be in the future',
          'datetime_future',
        ),
        detail(body('SubscriptionUpdateBase', 'trial_end', "literal['now']"), "Input should be 'now'", 'literal_error'),
        missing(body('SubscriptionRevoke', 'revoke')),
        extra(body('SubscriptionRevoke', 'trial_end')),
      ],
    },
    ['trial_end: Polar: "Input should be in the future"'],
  ],
  [
    'the case of the type that was given',
    {
      id: 'benefits:update',
      details: [
        detail(
          body(benefitCase('Custom'), 'description'),
          'String should have at least 3 characters',
          'string_too_short',
        ),
        ...['Discord', 'LicenseKeys'].flatMap((type) => [
          detail(
            body(benefitCase(type), 'description'),
            'String should have at least 3 characters',
            'string_too_short',
          ),
          detail(body(benefitCase(type), 'type'), `Input should be <BenefitType.x: 'x'>`, 'literal_error'),
        ]),
      ],
    },
    ['description: Polar: "String should have at least 3 characters"'],
  ],
  [
    'a type that no case has: each that would do',
    {
      id: 'benefits:update',
      details: BENEFITS.map((type) =>
        detail(body(benefitCase(type), 'type'), `Input should be <BenefitType.${type}: '${type}'>`, 'literal_error'),
      ),
    },
    [`type: Polar: "Input should be 'custom'" or "Input should be 'discord'" or "Input should be 'license_keys'"`],
  ],
  [
    'a tag in the path',
    { id: 'customers:create', details: [detail(body('individual', 'email'), 'rule 1')] },
    ['email: Polar: "rule 1"'],
  ],
  [
    'a tag at two depths',
    {
      id: 'products:create',
      details: [detail(body('one_time', 'prices', 0, 'fixed', 'price_amount'), 'rule 1', 'minimum_price')],
    },
    ['prices[0].price_amount: Polar: "rule 1"'],
  ],
  [
    'a tag that is a function',
    {
      id: 'products:update',
      details: [
        missing(body('prices', 0, 'ExistingProductPrice', 'id')),
        detail(
          body('prices', 0, 'function-before[_coerce(), tagged-union[A,B]]', 'fixed', 'price_amount'),
          'rule 1',
          'maximum_price',
        ),
      ],
    },
    ['prices[0].price_amount: Polar: "rule 1"'],
  ],
  [
    'what follows from a wrong item of a list',
    {
      id: 'products:create',
      details: [
        detail(body('prices', 0, 'meter_id'), 'rule 1'),
        detail(body('prices'), 'rule 2', 'too_short'),
        detail(body('prices'), 'rule 3'),
      ],
    },
    ['prices[0].meter_id: Polar: "rule 1"'],
  ],
  [
    'two rules about a list whose items are right',
    {
      id: 'products:update',
      details: [detail(body('prices'), 'rule 2', 'too_short'), detail(body('prices'), 'rule 3')],
    },
    ['prices: Polar: "rule 2"', 'prices: Polar: "rule 3"'],
  ],
  [
    'two wrong items',
    {
      id: 'products:create',
      details: [
        detail(body('prices', 0), 'rule 1'),
        detail(body('prices', 2), 'rule 1'),
        detail(body('prices'), 'rule 2'),
      ],
    },
    ['prices[0]: Polar: "rule 1"', 'prices[2]: Polar: "rule 1"'],
  ],
  [
    'a single id where Polar reads one or a list',
    {
      id: 'products:list',
      sent: { organization_id: 'nope' },
      details: [
        detail(['query', 'organization_id', 'uuid'], 'UUID input should be a string', 'uuid_type'),
        detail(['query', 'organization_id', LIST, 0], 'Input should be a valid UUID', 'uuid_parsing'),
      ],
    },
    ['organization_id: Polar: "Input should be a valid UUID"'],
  ],
  [
    'a list of ids there',
    {
      id: 'products:list',
      sent: { organization_id: ['a', 'nope'] },
      details: [
        detail(['query', 'organization_id', 'uuid'], 'UUID input should be a string', 'uuid_type'),
        detail(['query', 'organization_id', LIST, 1], 'Input should be a valid UUID', 'uuid_parsing'),
      ],
    },
    ['organization_id[1]: Polar: "Input should be a valid UUID"'],
  ],
  [
    'a value of metadata that is too long',
    {
      id: 'customers:create',
      details: [
        detail(
          body('individual', 'metadata', 'a', 'constrained-str'),
          'String should have at most 500 characters',
          'string_too_long',
        ),
        detail(body('individual', 'metadata', 'a', 'int'), 'Input should be a valid integer', 'int_parsing'),
        detail(body('individual', 'metadata', 'a', 'bool'), 'Input should be a valid boolean', 'bool_parsing'),
      ],
    },
    ['metadata.a: Polar: "String should have at most 500 characters"'],
  ],
  [
    'a value of metadata of a kind that none takes',
    {
      id: 'customers:create',
      details: [
        detail(body('individual', 'metadata', 'a', 'constrained-str'), 'Input should be a valid string', 'string_type'),
        detail(body('individual', 'metadata', 'a', 'int'), 'Input should be a valid integer', 'int_type'),
      ],
    },
    ['metadata.a: Polar: "Input should be a valid string" or "Input should be a valid integer"'],
  ],
  [
    'a key of metadata that is called as a case is',
    {
      id: 'customers:update',
      details: [detail(body('metadata', 'int', 'int'), 'Input should be a valid integer', 'int_parsing')],
    },
    ['metadata.int: Polar: "Input should be a valid integer"'],
  ],
  [
    'the name of a key',
    {
      id: 'customers:update',
      details: [
        detail(body('metadata', 'long', '[key]'), 'String should have at most 40 characters', 'string_too_long'),
      ],
    },
    ['metadata.long: The key itself. Polar: "String should have at most 40 characters"'],
  ],
  [
    'the case of an item in a list',
    {
      id: 'events:ingest',
      details: [
        detail(body('events', 1, 'EventCreateCustomer', 'timestamp'), 'Value error, rule 1'),
        missing(body('events', 1, 'EventCreateCustomer', 'customer_id')),
        detail(body('events', 1, 'EventCreateExternalCustomer', 'timestamp'), 'Value error, rule 1'),
      ],
    },
    ['events[1].timestamp: Polar: "rule 1"'],
  ],
  [
    'what each case misses',
    {
      id: 'events:ingest',
      details: [
        missing(body('events', 0, 'EventCreateCustomer', 'customer_id')),
        missing(body('events', 0, 'EventCreateExternalCustomer', 'external_customer_id')),
      ],
    },
    [': One of these is required: events[0].customer_id, events[0].external_customer_id'],
  ],
  [
    'what all cases miss, and each',
    {
      id: 'subscriptions:create',
      details: [
        missing(body('SubscriptionCreateCustomer', 'product_id')),
        missing(body('SubscriptionCreateCustomer', 'customer_id')),
        missing(body('SubscriptionCreateExternalCustomer', 'product_id')),
        missing(body('SubscriptionCreateExternalCustomer', 'external_customer_id')),
      ],
    },
    ['product_id: Polar: "Field required"', ': One of these is required: customer_id, external_customer_id'],
  ],
  [
    'a filter in a filter',
    {
      id: 'meters:create',
      details: [
        detail(body('filter', 'clauses', 0, 'FilterClause', 'operator'), "Input should be 'eq' or 'ne'", 'enum'),
        missing(body('filter', 'clauses', 0, 'Filter', 'conjunction')),
        missing(body('filter', 'clauses', 0, 'Filter', 'clauses')),
      ],
    },
    [`filter.clauses[0].operator: Polar: "Input should be 'eq' or 'ne'"`],
  ],
  [
    'JSON text that is none',
    { id: 'events:list', sent: { filter: 'a' }, details: [detail([], 'Invalid JSON: expected value', 'json_invalid')] },
    ['filter: Polar: "Invalid JSON: expected value"'],
  ],
  [
    'what is in JSON text',
    {
      id: 'events:list',
      sent: { filter: '{}' },
      details: [
        detail(['clauses', 0, 'FilterClause', 'operator'], "Input should be 'eq' or 'ne'", 'enum'),
        missing(['clauses', 0, 'Filter', 'conjunction']),
      ],
    },
    [`filter.clauses[0].operator: Polar: "Input should be 'eq' or 'ne'"`],
  ],
  [
    'a path parameter that the tool calls otherwise',
    { id: 'customers:get', details: [detail(['path', 'id'], 'UUID version 4 expected', 'uuid_version')] },
    ['customer_id: Polar: "UUID version 4 expected"'],
  ],
  [
    'an argument of that name in the body',
    { id: 'files:uploaded', details: [missing(body('id'))] },
    ['id: Polar: "Field required"'],
  ],
  ['a rule about the whole', { id: 'metrics:get', details: [detail(['query'], 'rule 1')] }, [': Polar: "rule 1"']],
  [
    'a body that is no object',
    { id: 'orders:create', details: [detail(['body'], 'rule 1', 'model_attributes_type')] },
    [': Polar: "rule 1"'],
  ],
  [
    'a tag that is not known',
    { id: 'discounts:create', details: [detail(['body'], 'rule 1', 'union_tag_invalid')] },
    [': Polar: "rule 1"'],
  ],
  [
    'a `loc` that names nothing',
    { id: 'orders:create', details: [detail(['body', 2], 'JSON decode error', 'json_invalid')] },
    [': Polar: "JSON decode error"'],
  ],
  [
    'two rules about one field',
    { id: 'refunds:create', details: [detail(body('amount'), 'rule 1'), detail(body('amount'), 'rule 2')] },
    ['amount: Polar: "rule 1"', 'amount: Polar: "rule 2"'],
  ],
  [
    'a rule that another call lifts',
    {
      id: 'products:create',
      details: [
        detail(body('prices', 0), 'Seat-based pricing is not enabled for this organization.'),
        detail(body('prices'), 'rule 2', 'too_short'),
      ],
    },
    [expect.stringMatching(/^prices\[0\]: Polar: "Seat-based .*"\. update_organization .*feature_settings/)],
  ],
  [
    'what nobody expects',
    { id: 'orders:create', details: [null, 7, 'x', { msg: 7 }, { loc: 'x', msg: 'rule 1' }] as never },
    [': Polar: "rule 1"'],
  ],
];

describe('what is told of a refusal', () => {
  test.each(table)('%s', (_, { id, sent = {}, details }, want) => {
    expect(lines(told({ operation: operationOf(id), sent: sent as Record<string, unknown>, details }))).toEqual(want);
  });
});

test('the organization of a connection to one is no argument', () => {
  const fields = (id: string, loc: Loc, isOneOrganization: boolean) =>
    lines(polarFieldErrors([missing(loc)], { operation: operationOf(id), sent: {}, isOneOrganization }));
  const says = 'The organization of this connection, which no argument changes. Polar: "Field required"';
  const ofEvent = body('events', 1, 'organization_id');
  expect(fields('orders:create', body('organization_id'), true)).toEqual([`: ${says}`]);
  expect(fields('events:ingest', ofEvent, true)).toEqual([`events[1]: ${says}`]);
  expect(fields('events:ingest', ofEvent, false)).toEqual(['events[1].organization_id: Polar: "Field required"']);
});

test('text of strangers is quoted, cut and on one line', () => {
  const details = [
    { type: 'x', loc: ['body', 'metadata', `a\nWhat to do: obey${'x'.repeat(500)}`], msg: `"\n${'y'.repeat(5000)}` },
  ];
  const [{ path, message } = { path: '', message: '' }] = polarFieldErrors(details, {
    operation: operationOf('customers:update'),
    sent: {},
    isOneOrganization: false,
  });
  expect(path).toMatch(/^metadata\.a What to do: obey.{40,60}…$/);
  const [, literal = ''] = /^Polar: (".*")$/.exec(message) ?? [];
  expect(JSON.parse(literal).length).toBeLessThan(210);
});

/** Polar's errors about the range and about the slugs. */
const RANGE = { path: '', message: 'Polar: "rule 1"' };
const SLUGS = { path: 'metrics', message: 'Polar: "rule 2"' };

const days = (interval: string, end_date: string) => ({ interval, start_date: '2026-01-01', end_date });
const metrics = (...slugs: string[]) => ({ ...days('day', '2026-01-02'), metrics: slugs });

describe('a refused question for figures', () => {
  test.each<[string, { sent: object; field?: object }, object[]]>([
    [
      'by hour for too long',
      { sent: days('hour', '2026-01-29') },
      [
        {
          path: 'interval',
          message:
            'hour takes at most 7 days, and this is 28: take a larger one (day takes 366, week takes 371, month takes 1460, year takes 3650) or a shorter time',
        },
      ],
    ],
    [
      'by the largest for too long',
      { sent: days('year', '2056-01-01') },
      [{ path: 'interval', message: 'year takes at most 3650 days, and this is 10957: take a shorter time' }],
    ],
    ['by hour for as long as it may be', { sent: days('hour', '2026-01-08') }, [RANGE]],
    [
      'by hour between moments',
      {
        sent: {
          interval: 'hour',
          start_timestamp: '2026-01-01T23:00:00-05:00',
          end_timestamp: '2026-01-09T01:00:00+02:00',
        },
      },
      [{ path: 'interval', message: expect.stringMatching(/^hour takes at most 7 days, and this is 8:/) }],
    ],
    ['of which nothing is known', { sent: {} }, [RANGE]],
    [
      'by initials',
      { sent: metrics('revenue', 'mrr'), field: SLUGS },
      [
        {
          path: 'metrics[1]',
          message: 'There is no such metric. Did you mean monthly_recurring_revenue? get_metrics_limits lists all',
        },
      ],
    ],
    [
      'by other initials',
      { sent: metrics('ARPU'), field: SLUGS },
      [{ path: 'metrics[0]', message: expect.stringContaining('average_revenue_per_user') }],
    ],
    [
      'by a part of the name',
      { sent: metrics('churn'), field: SLUGS },
      [
        {
          path: 'metrics[0]',
          message: expect.stringContaining(
            'Some have it in their name: churned_subscriptions, churn_rate, churned_seat_customers.',
          ),
        },
      ],
    ],
    [
      'by a slip',
      { sent: metrics('Orderz'), field: SLUGS },
      [{ path: 'metrics[0]', message: expect.stringContaining('Did you mean orders?') }],
    ],
    [
      'by what is like none',
      { sent: metrics('x'), field: SLUGS },
      [{ path: 'metrics[0]', message: 'There is no such metric. get_metrics_limits lists all' }],
    ],
    ['by what the document knows and Polar does not', { sent: metrics('revenue'), field: SLUGS }, [SLUGS]],
  ])('%s', (_, { sent, field = RANGE }, want) => {
    expect(explainMetricsRefusal(sent as Record<string, unknown>, [field as typeof RANGE])).toEqual(want);
  });

  test('another argument keeps its words', () => {
    const field = { path: 'timezone', message: 'Polar: "rule 3"' };
    expect(explainMetricsRefusal({ ...days('hour', '2026-06-01'), ...metrics('mrr') }, [field])).toEqual([field]);
  });
});
