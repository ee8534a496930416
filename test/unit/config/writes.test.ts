import { expect, test } from 'vitest';
import { readStdioConfig } from '../../../src/config/index.ts';
import { ConfigError } from '../../../src/config/variables.ts';

/** The settings, or the mistakes. */
function read(set: Record<string, unknown>) {
  try {
    return readStdioConfig({ POLAR_ACCESS_TOKEN: 'polar_oat_x', ...set }).writes;
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

const limits = { writesPerHour: undefined, refundCapPerDay: undefined };
const asks = (...risks: string[]) => ({ confirm: new Set(risks), confirmBy: 'app', limits });
const perHour = (writesPerHour: number) => ({
  ...asks('money', 'irreversible', 'exposes'),
  limits: { ...limits, writesPerHour },
});
const cap = (refundCapPerDay: unknown) => ({
  ...asks('money', 'irreversible', 'exposes'),
  limits: { ...limits, refundCapPerDay },
});

test.each<[string, Record<string, unknown>, object]>([
  ['nothing', {}, asks('money', 'irreversible', 'exposes')],
  ['what asks', { CONFIRM: 'write, money' }, asks('write', 'money')],
  ['that nothing asks', { CONFIRM: 'none' }, asks()],
  [
    'a person as the only one who says yes',
    { CONFIRM_BY: 'person' },
    { ...asks('money', 'irreversible', 'exposes'), confirmBy: 'person' },
  ],
  ['a number of writes', { WRITES_PER_HOUR: '30' }, perHour(30)],
  ['no writes', { WRITES_PER_HOUR: '0' }, perHour(0)],
  ['a number that is one in wrangler.toml', { WRITES_PER_HOUR: 30 }, perHour(30)],
  ['a cap for each currency alike', { REFUND_CAP_PER_DAY: '50000' }, cap(50_000)],
  ['caps by currency', { REFUND_CAP_PER_DAY: 'usd=50000, JPY = 0' }, cap({ usd: 50_000, jpy: 0 })],
])('%s is read', (_, set, want) => {
  expect(read(set)).toEqual(want);
});

test.each([
  ['CONFIRM', 'monye'],
  ['CONFIRM_BY', 'human'],
  ['CONFIRM', 'read'],
  ['CONFIRM', 'none,money'],
  ['CONFIRM', 'money,'],
  ['WRITES_PER_HOUR', '-1'],
  ['WRITES_PER_HOUR', '1.5'],
  ['WRITES_PER_HOUR', '1e3'],
  ['WRITES_PER_HOUR', ' '],
  ['WRITES_PER_HOUR', 'many'],
  ['WRITES_PER_HOUR', '99999999999999999999'],
  ['REFUND_CAP_PER_DAY', '500.00'],
  ['REFUND_CAP_PER_DAY', '-1'],
  ['REFUND_CAP_PER_DAY', 'usd'],
  ['REFUND_CAP_PER_DAY', 'usd='],
  ['REFUND_CAP_PER_DAY', 'usd=1=2'],
  ['REFUND_CAP_PER_DAY', 'dollars=500'],
  ['REFUND_CAP_PER_DAY', '$=500'],
  ['REFUND_CAP_PER_DAY', 'usd=500,USD=600'],
  ['REFUND_CAP_PER_DAY', '500,usd=600'],
  ['REFUND_CAP_PER_DAY', 'usd=500,'],
])('%s=%s is a mistake, and one line says how to write it', (name, value) => {
  expect(read({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be .*, as \\S*\\w`))]);
});
