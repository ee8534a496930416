import type { Toolset } from './types.ts';

const meterHints = {
  filter: 'Which events count: {conjunction, clauses}; a clause may be a filter again.',
  'filter.clauses.property': 'name, source, timestamp, or a metadata key.',
  'aggregation.property': 'Metadata key to aggregate.',
  custom_label: 'Required with unit custom.',
  custom_multiplier: 'Shown per this many, such as 1000.',
} as const;

const source = 'user: sent by the merchant; system: made by Polar.';

export const usage = {
  name: 'usage',
  title: 'Usage and meters',
  description: 'Usage-based billing: events sent in, meters that add them up, and what each customer has used.',
  tools: {
    'meters:list': {
      name: 'list_meters',
      title: 'List meters',
      description: 'Meters, each a rule for turning events into a billable quantity. Start here for meter ids.',
      keywords: ['usage counters, what we measure, metered billing, which counters, feed bills, what is counted'],
      hints: { query: 'Part of the name.' },
    },
    'meters:create': {
      name: 'create_meter',
      title: 'Create meter',
      whyNotExposing: 'A meter counts; nobody gets anything before a price or a benefit is made of it.',
      description:
        'Define which events to count or add up. Use it then in a metered price or a credit benefit; it cannot be deleted, only archived.',
      keywords: [
        'usage-based billing, pay as you go, metered billing, measure tokens, API calls, count requests',
        'per request, start counting, gigabytes, storage, minutes, bandwidth, add up, per call',
      ],
      hints: { ...meterHints, name: 'Customers see it on invoices.' },
      examples: [
        {
          name: 'API calls',
          filter: { conjunction: 'and', clauses: [{ property: 'name', operator: 'eq', value: 'api_call' }] },
          aggregation: { func: 'count' },
        },
        {
          name: 'Tokens of large models',
          filter: {
            conjunction: 'and',
            clauses: [
              { property: 'name', operator: 'eq', value: 'completion' },
              {
                conjunction: 'or',
                clauses: [
                  { property: 'model', operator: 'like', value: 'large' },
                  { property: 'size', operator: 'gte', value: 70 },
                ],
              },
            ],
          },
          aggregation: { func: 'sum', property: 'tokens' },
        },
      ],
    },
    'meters:get': {
      name: 'get_meter',
      title: 'Get meter',
      description: 'One meter with its filter and aggregation.',
      keywords: ['how it counts, usage-based billing, how it works out a total, formula'],
    },
    'meters:update': {
      name: 'update_meter',
      title: 'Update meter',
      whyNotExposing: 'A meter that a product uses can neither be archived nor count otherwise once it has counted.',
      clear: ['custom_label', 'custom_multiplier', 'metadata'],
      description:
        'Rename, redefine or archive a meter. Once events have matched it, filter and aggregation cannot change.',
      consequence:
        'A new filter or aggregation changes what every customer with this meter is billed. Polar refuses it for a meter that has counted events.',
      risks: { filter: 'money', aggregation: 'money' },
      keywords: [
        'how it counts, how it sums, stop measuring, filter, archive, stop using, no longer needed',
        'add up instead of counting, sum, unit, aggregation',
      ],
      hints: {
        ...meterHints,
        filter: 'Replaces the whole filter: {conjunction, clauses}; a clause may be a filter again.',
        is_archived: 'true: no longer billed.',
      },
    },
    'meters:quantities': {
      name: 'get_meter_quantities',
      title: 'Get meter quantities',
      description: 'How much a meter measured over time, in total and per interval, for all customers or some.',
      keywords: [
        'total usage, consumption, per day, altogether, API calls, chart, burn through, how many tokens',
        'in a month, trend, total of everybody',
      ],
      rename: { id: 'meter_id' },
      series: { in: 'quantities' },
      hints: {
        start_timestamp: 'From 2023 on.',
        interval: 'hour: 7 days at most.',
        customer_aggregation_function: 'Computes each customer first, then combines them so.',
        metadata: 'Only events whose metadata has these values.',
      },
    },
    'customer_meters:list': {
      name: 'list_customer_meters',
      title: 'List customer meters',
      description:
        'What each customer used of each meter: units consumed, credited and left. Some 15 seconds late. Sort by -consumed_units for the heaviest users.',
      keywords: [
        'credits left, balance, remaining credits, most active, top users, API usage, quota',
        'run out of credits, overage, how many tokens, usage per customer, near the limit, what is left',
        'over the limit, exceeded, allowance, heavy users',
      ],
    },
    'customer_meters:get': {
      name: 'get_customer_meter',
      title: 'Get customer meter',
      description: "One customer's count on one meter, by an id from list_customer_meters.",
      keywords: ['balance, credits left, quota, what is left'],
    },
    'events:list': {
      name: 'list_events',
      title: 'List events',
      description:
        "Events by customer, name, meter or time, newest first, with the amounts used in `metadata`. Among them are Polar's own: `source` user leaves those out.",
      keywords: [
        'usage data, usage log, activity, API calls, arrived, received, does not turn up, missing',
        'was recorded, latest activity, what was sent, sent by mistake, raw, recent usage, not counted, zero',
      ],
      hints: {
        filter:
          'JSON text of a filter as in create_meter: {"conjunction":"and","clauses":[{"property":…,"operator":"gte","value":…}]}.',
        meter_id: "Only events that pass this meter's filter.",
        source,
        parent_id: 'With depth: start below this event.',
        depth: '0: top-level events only; left out: all levels.',
      },
    },
    'events:ingest': {
      name: 'ingest_events',
      title: 'Ingest events',
      whyNotExposing: 'They are billed to their customers, and shown to nobody else.',
      description:
        'Send usage events, each for one customer. They are billed and cannot be deleted; give each an `external_id`, so that sending it twice counts once. They reach customer meters after some 15 seconds, and what is owed after up to 15 minutes.',
      consequence: "The events are billed to the customers that they name, and can't be deleted.",
      settledBy: { tool: 'list_events', with: {} },
      keywords: ['record usage, report usage, report consumption, log API calls'],
      askedBy: ['record, report, log, track, push, send usage, submit'],
      risk: 'irreversible',
      hints: {
        'events.timestamp': 'Left out: now.',
        'events.organization_id': 'Needed, unless the connection is to one organization.',
        'events.external_id': 'Your own id of the event; repeats are ignored.',
        'events.parent_id': 'Id or external id of the event above it; an unknown one hides this event.',
        'events.customer_id': 'Either this or external_customer_id.',
        'events.external_customer_id': 'Your own id of the customer.',
        'events.metadata': 'Your own keys, with what meters use.',
        'events.metadata._cost': 'What it cost you; amount in cents, decimals allowed.',
      },
      examples: [
        {
          events: [
            {
              name: 'api_call',
              external_customer_id: 'user_42',
              external_id: 'call_981',
              metadata: { tokens: 1200 },
            },
          ],
        },
      ],
    },
    'events:get': {
      name: 'get_event',
      title: 'Get event',
      description: 'One event with its customer, time and metadata.',
      keywords: ['payload, usage record, what it contains, single'],
    },
    'events:list_names': {
      name: 'list_event_names',
      title: 'List event names',
      description:
        'Names under which events came in, with counts and dates. Look here before filtering events or creating a meter.',
      keywords: [
        'which events exist, distinct, tracked, spelled, arrived, spelling, our app sends, does not turn up',
        'not counted',
      ],
      hints: { source },
    },
    'event-types:list': {
      name: 'list_event_types',
      title: 'List event types',
      description:
        'Kinds of events with their labels; the ids serve update_event_type. For which events came in, and how often: list_event_names.',
      keywords: ['categories, display names'],
      hints: {
        root_events: 'true: only kinds that occur at top level.',
        parent_id: 'Only kinds below this event.',
        source,
      },
    },
    'event-types:update': {
      name: 'update_event_type',
      title: 'Update event type',
      whyNotExposing: 'It changes a label in the dashboard.',
      description: 'Change how a kind of event is labelled in the dashboard; the events stay as they are.',
      settledBy: { tool: 'list_event_types', with: {} },
      keywords: ['display name, category, shown as, show as, rename, friendly name, rather than'],
      // Polar removes a field that is left out, so that there is nothing to clear.
      clear: [],
      hints: { label_property_selector: 'Metadata path whose value labels each event; left out, it is removed.' },
    },
  },
  resources: {
    Meter: {
      list: ['id', 'name', 'filter', 'aggregation', 'archived_at'],
      one: ['unit', 'custom_label', 'custom_multiplier', 'metadata', 'organization_id', 'created_at', 'modified_at'],
      whenEmpty: { 'filter.clauses': 'every event counts' },
    },
    MeterQuantities: { list: ['quantities', 'total'] },
    CustomerMeter: {
      list: ['id', 'customer.email', 'meter.name', 'consumed_units', 'credited_units', 'balance'],
      one: [
        'customer_id',
        'customer.name',
        'customer.external_id',
        'meter_id',
        'meter.unit',
        'created_at',
        'modified_at',
      ],
    },
    Event: {
      list: ['id', 'timestamp', 'name', 'source', 'customer.email', 'external_customer_id', 'metadata'],
      one: ['customer_id', 'label', 'parent_id', 'child_count', 'member_id', 'external_member_id', 'organization_id'],
    },
    EventsIngestResponse: { list: ['inserted', 'duplicates'] },
    EventName: { list: ['name', 'label', 'source', 'occurrences', 'last_seen'] },
    EventTypeWithStats: { list: ['id', 'name', 'label', 'source', 'occurrences', 'last_seen'] },
    EventType: {
      list: ['id', 'name', 'label', 'label_property_selector', 'organization_id', 'created_at', 'modified_at'],
    },
  },
} as const satisfies Toolset;
