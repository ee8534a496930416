import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { login } from '../support/simulator-client.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { agreements, namesOf, send } from './replay.ts';

const entries = agreements();
const reasons = new Map(KNOWN_DIFFERENCES.flatMap(([reason, cases]) => cases.map((name) => [name, reason])));

let simulator: Simulator;
let names: Record<string, string>;
beforeAll(async () => {
  simulator = await startSimulator();
  const user = (await login(simulator)).access_token;
  const openid = (await login(simulator, { scope: 'openid' })).access_token;
  names = await namesOf(simulator, { user, openid });
});
afterAll(() => simulator.close());

test.each(entries.map((entry) => [entry.case, entry] as const))('%s', async (name, entry) => {
  const answer = await send(simulator, entry, names);
  const reason = reasons.get(name);
  if (reason === undefined) expect(answer).toEqual(entry.answer);
  else expect(answer, `agrees now, though known to differ: ${reason}`).not.toEqual(entry.answer);
});

test('each known difference is a case of the contract', () => {
  const cases = new Set(entries.map((entry) => entry.case));
  expect(cases.size).toBe(entries.length);
  expect([...reasons.keys()].filter((name) => !cases.has(name))).toEqual([]);
});
