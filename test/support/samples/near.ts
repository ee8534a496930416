import type { Schema } from '../../../simulator/document.ts';

/** Values beside the edge of what a schema takes, on one side or the other. */
export function nearEdges(schema: Schema): unknown[] {
  if (schema.enum) return [schema.enum[0], schema.enum.at(-1), ...schema.enum.slice(0, 1).map((value) => `${value}s`)];
  if ('const' in schema) return [schema.const, typeof schema.const === 'string' ? `${schema.const} ` : !schema.const];
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } = schema;
  if (type === 'integer' || type === 'number') {
    const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined);
    return [...bounds.flatMap((bound) => [bound - 1, bound - 1e-7, bound, bound + 1]), ...NUMBERS];
  }
  if (type === 'string') return [...(format ? (NEAR_FORMATS[format] ?? []) : []), ...nearLengths(schema)];
  return [];
}

const NUMBERS = [0, -0, 0.5, -1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, Number.MAX_VALUE, 5e-324];

/** One UTF-16 unit or two per character, since Python counts characters. */
function nearLengths({ minLength = 0, maxLength = minLength + 100, format }: Schema): string[] {
  // Without it, no URL would be long.
  const start = format === 'uri' ? 'https://example.com/' : '';
  const rest = [minLength - 1, minLength, maxLength, maxLength + 1].map((length) => length - start.length);
  const lengths = rest.filter((length) => length >= 0);
  return ['a', '😀'].flatMap((character) => lengths.map((length) => start + character.repeat(length)));
}

const NEAR_FORMATS: Record<string, string[]> = {
  uuid4: [
    '6f1c2e6a-0a4b-1f7e-9d53-0b1e2c3d4e5f',
    '6f1c2e6a-0a4b-4f7e-7d53-0b1e2c3d4e5f',
    '6f1c2e6a0a4b4f7e9d530b1e2c3d4e5f',
  ],
  uuid: [
    '00000000-0000-0000-0000-00000000000',
    '{6f1c2e6a-0a4b-4f7e-9d53-0b1e2c3d4e5f}',
    '6f1c2e6g-0a4b-4f7e-9d53-0b1e2c3d4e5f',
  ],
  date: [
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2000-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-00-10',
    '2026-1-2',
    '20260102',
    '2026-01-02T00:00:00Z',
    '+02026-01-02',
    '２026-01-02',
  ],
  'date-time': [
    '2026-01-02',
    '2026-01-02T03:04:05',
    '2026-01-02T03:04Z',
    '2026-01-02T03:04:05z',
    '2026-01-02t03:04:05Z',
    '2026-01-02 03:04:05Z',
    '2026-02-30T03:04:05Z',
    '2026-01-02T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-02T03:60:05Z',
    '2016-12-31T23:59:60.5+00:00',
    '2026-01-02T03:04:05.Z',
    '2026-01-02T03:04:05+02',
    '2026-01-02T03:04:05+0200',
    '2026-01-02T03:04:05+24:00',
    '2026-01-02T03:04:05+02:60',
    '2026-01-02T03:04:05-00:00',
    '0000-02-29T00:00:00Z',
    '1767323045',
    '2026-01-02T03:04:05Z[UTC]',
  ],
  email: [
    'jo',
    '@example.com',
    'jo@',
    'jo@@example.com',
    'jo @example.com',
    'jo@example',
    'jo@localhost',
    '.jo@example.com',
    'jo.@example.com',
    'j..o@example.com',
    'jo@example..com',
    'jo@.example.com',
    'jo@example.com.',
    'jo@-example.com',
    'jo@example-.com',
    'jo@ex_ample.com',
    'jo@127.0.0.1',
    'jo@[127.0.0.1]',
    '"jo"@example.com',
    'Jo <jo@example.com>',
    'jo@example.com,mo@example.com',
    'jo@example.com\n',
    'mailto:jo@example.com',
    'jo\u00a0@example.com',
    'jo@exam ple.com',
    'jo@example.c',
    'jo@xn--bcher-kva.example',
    'jo@example.xn--p1ai',
    '😀@example.com',
    'jo@❤.example',
    `jo@${'a'.repeat(64)}.com`,
    `jo@${'a.'.repeat(130)}com`,
    'jo@example.123',
    'jo@example.c0m',
    'jo(hi)@example.com',
    'jo;mo@example.com',
  ],
  uri: [
    'example',
    'example.com',
    '//example.com',
    'https://',
    'https:example.com',
    'https://exa mple.com',
    ' https://example.com ',
    'https://example.com/a b',
    'https://example.com:99999',
    'https://[::1',
    'ftp://example.com',
    'javascript:alert(1)',
    'urn:isbn:0451450523',
    '1https://example.com',
    'https://exam\nple.com',
    '\u00a0https://example.com',
    'https://%zz',
    'https://ex%41mple.com',
  ],
  ipvanyaddress: [
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4/24',
    '::1/64',
    'fe80::1%eth0',
    ':::',
    '1::2::3',
    '[::1]',
    '::ffff:300.0.2.1',
    'localhost',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
    '0x7f.0.0.1',
    '2130706433',
  ],
};
