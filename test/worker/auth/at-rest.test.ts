import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { PURGE_CURSOR_TTL_SECONDS } from '../../../src/auth/provider.ts';
import { ENDED_GRANT_SHOWN_SECONDS } from '../../../src/auth/refresh/ended-grants.ts';
import {
  endedKey,
  FILE_KEYS,
  GRANT_KEY,
  GRANT_KEYS,
  IDLE_END_KEY,
  KV_COPY_MAX_SECONDS,
  PAIR_KEY,
  PURGE_CURSOR_KEY,
  REVOCATION_KEY,
  tokenCopyKey,
} from '../../../src/connection/storage.ts';
import { USAGE_KEY, WRITE_KEYS } from '../../../src/ledger/writes.ts';
import {
  MCP_ACCESS_TOKEN_TTL_SECONDS,
  MCP_REFRESH_TOKEN_IDLE_SECONDS,
  STATE_TTL_SECONDS,
} from '../../../src/limits.ts';
import { type Dump, takeDump, textOf } from './dump.ts';
import { CUSTOMER, everyFlow, PASTED } from './every-flow.ts';
import type { Kind } from './secrets.ts';
import { PERSON, Witness } from './witness.ts';

const ALL: Kind[] = ['polar', 'mcp', 'client', 'key', 'code', 'handle', 'cookie', 'binding', 'confirmation', 'person'];
/** Kinds that no URL may hold. A redirect carries only codes and states. */
const NEVER_IN_A_URL: Kind[] = ['polar', 'mcp', 'client', 'key', 'confirmation', 'person'];
const without = (...kinds: Kind[]) => ALL.filter((kind) => !kinds.includes(kind));

const DAY_SECONDS = 86_400;
const ENDED_PREFIX = endedKey('', '').slice(0, -1);
/** The longest lifetime of each kind of entry in KV: those that storage.ts names, and the provider's records. */
const KV_KINDS: Record<string, number> = {
  [tokenCopyKey('')]: KV_COPY_MAX_SECONDS,
  [PURGE_CURSOR_KEY]: PURGE_CURSOR_TTL_SECONDS,
  [ENDED_PREFIX]: ENDED_GRANT_SHOWN_SECONDS,
  'client:': 90 * DAY_SECONDS,
  'grant:': MCP_REFRESH_TOKEN_IDLE_SECONDS,
  'token:': MCP_ACCESS_TOKEN_TTL_SECONDS,
  'transaction:': STATE_TTL_SECONDS,
};
const OBJECT_KINDS = {
  Connection: [PAIR_KEY, GRANT_KEY, IDLE_END_KEY, ...Object.values(WRITE_KEYS)],
  ExportFiles: Object.values(FILE_KEYS),
  Grant: Object.values(GRANT_KEYS),
  OrganizationLimits: [USAGE_KEY],
  PolarRevocation: [REVOCATION_KEY],
};
const kindIn = (kinds: string[]) => (name: string) => kinds.find((kind) => name.startsWith(kind)) ?? name;
const kindOf = kindIn(Object.keys(KV_KINDS));

/** Finds Polar's tokens by their prefixes, so also tokens that the witness never saw. */
const POLAR_TOKEN = /polar_(at|rt|ac|cs|oat)_/;
/** The flows must log all of these events, or the search of the logs would prove little. */
const EVENTS = [
  'call',
  'change_decided_on_page',
  'confirm_login_failed',
  'confirm_login_refused',
  'connection_ended',
  'connection_unreachable',
  'connections_ended_by_person',
  'crash',
  'grant_failed',
  'login_failed_at_polar',
  'login_refused',
  'login_refused_at_polar',
  'oauth_error',
  'polar_no_answer',
  'refresh_failed',
  'refresh_token_reused',
  'revoke_failed',
  'token_not_checked',
  'token_refused',
  'touch_failed',
  'write',
];
/** KV's clock may differ by this much. */
const CLOCK_SECONDS = 5;

const IDS = Object.values(inject('seed'));

let witness: Witness;
const dumps: Dump[] = [];

beforeAll(async () => {
  await reset();
  witness = new Witness();
  const { secrets } = witness;
  secrets.add('polar', 'POLAR_CLIENT_SECRET', env.POLAR_CLIENT_SECRET ?? '');
  for (const token of Object.values(PASTED)) secrets.add('polar', 'pasted token', token);
  for (const value of [...Object.values(CUSTOMER), ...Object.values(PERSON)]) secrets.add('person', 'a name', value);
  for (const run of Object.values(everyFlow)) {
    await run({ witness, look: async (moment) => void dumps.push(await takeDump(moment)) });
  }
}, 120_000);
afterAll(() => vi.restoreAllMocks());

test('there is something to find: secrets of every kind, at every moment', () => {
  const counts = Object.fromEntries(ALL.map((kind) => [kind, witness.secrets.count(kind)]));
  for (const kind of ALL) expect(counts[kind], kind).toBeGreaterThan(2);
  expect(dumps.length).toBeGreaterThan(20);
  for (const { moment, kv } of dumps) expect(kv.length, moment).toBeGreaterThan(0);
});

describe('what is stored', () => {
  test('has no secret in it, at any moment', () => {
    for (const dump of dumps) {
      const text = textOf(dump);
      // The binding may be found: it is the key of a login's record, which only the handle decrypts.
      expect(witness.secrets.foundIn(text, without('binding')), dump.moment).toEqual([]);
      expect(text, dump.moment).not.toMatch(POLAR_TOKEN);
    }
  });

  test('is of the kinds that are written down, and of no other', () => {
    const kinds = new Set(dumps.flatMap(({ kv }) => kv.map(({ name }) => kindOf(name))));
    expect([...kinds].sort()).toEqual(Object.keys(KV_KINDS).sort());
    const objects = dumps.flatMap((dump) => dump.objects);
    for (const [name, known] of Object.entries(OBJECT_KINDS)) {
      const keys = objects.filter((one) => one.class === name).flatMap((one) => one.keys);
      expect([...new Set(keys.map(kindIn(known)))].sort(), name).toEqual(known.toSorted());
    }
    expect(objects.flatMap(({ tables }) => tables)).toEqual([]);
  });

  test('goes by itself', () => {
    for (const { moment, kv, objects } of dumps) {
      for (const { name, ttlSeconds = Number.POSITIVE_INFINITY } of kv) {
        expect(ttlSeconds, `${moment}: ${name}`).toBeLessThanOrEqual((KV_KINDS[kindOf(name)] ?? 0) + CLOCK_SECONDS);
      }
      for (const { keys, alarm } of objects) expect(alarm !== null, moment).toBe(keys.length > 0);
    }
  });
});

describe('what leaves the Worker', () => {
  test('has no secret in its logs, and nobody’s name', () => {
    expect(witness.events).toEqual(expect.arrayContaining(EVENTS));
    const text = witness.logs.join('\n');
    expect(witness.secrets.foundIn(text, ALL)).toEqual([]);
    expect(text).not.toMatch(POLAR_TOKEN);
  });

  test('has no secret in what is counted, and nobody’s name or id', () => {
    const kinds = new Set(witness.points.map(({ blobs: [kind] }) => kind));
    expect([...kinds].sort()).toEqual(['call', 'request']);
    const counted = JSON.stringify(witness.points);
    const calls = witness.logs.filter((line) => line.startsWith('{"event":"call"')).join('\n');
    for (const text of [counted, calls]) {
      expect(witness.secrets.foundIn(text, ALL)).toEqual([]);
      for (const id of IDS) expect(text, id).not.toContain(id);
    }
  });

  test.each(['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)('is seen in console.%s', (method) => {
    const error = new Error('x', { cause: new Error(CUSTOMER.email) });
    console[method]('planted', error, { deep: [CUSTOMER.name] });
    const line = witness.logs.pop() ?? '';
    expect([line.includes(CUSTOMER.email), line.includes(CUSTOMER.name)]).toEqual([true, true]);
  });

  test('has no token in an address or another header', () => {
    for (const { path, headers } of witness.answers) {
      expect(witness.secrets.foundIn(headers, NEVER_IN_A_URL), path).toEqual([]);
    }
    for (const { url } of witness.sent) expect(witness.secrets.foundIn(url, without('person')), url).toEqual([]);
  });

  test('has no secret in a page, but for the handle or state of its own form', () => {
    const pages = witness.answers.filter(({ body }) => body.startsWith('<!'));
    expect(pages.length).toBeGreaterThan(30);
    for (const { path, status, body } of pages) {
      // The page of a change shows its person whom it is about, and nobody else.
      const own: Kind[] = path.startsWith('/confirm/') && body.includes('name="shown"') ? ['person'] : [];
      expect(witness.secrets.foundIn(body, without('handle', 'binding', ...own)), `${path} ${status}`).toEqual([]);
    }
  });

  test('tells a client its own tokens, and those alone', () => {
    for (const { path, body, status } of witness.answers) {
      const own: Kind[] = path === '/oauth/token' ? ['mcp'] : path === '/oauth/register' ? ['client'] : [];
      if (body.startsWith('<!')) continue;
      // A tool's answer holds the merchant's own data.
      const kinds = without(...own, ...(path === '/mcp' ? (['person'] as const) : []));
      expect(witness.secrets.foundIn(body, kinds), `${path} ${status}`).toEqual([]);
    }
  });

  test('passes no client’s token or secret on to Polar', () => {
    expect(witness.sent.length).toBeGreaterThan(30);
    for (const { url, text } of witness.sent) {
      expect(witness.secrets.foundIn(text, ['mcp', 'client']), url).toEqual([]);
    }
  });
});
