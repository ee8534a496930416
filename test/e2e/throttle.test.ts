import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessToken } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { openBundledHouse } from './bundled-house.ts';
import type { House } from './house.ts';

/** These are the limits of wrangler.toml and of Polar, for the sandbox. */
const SHARE = 40;
const POLAR_TAKES = 100;
const LIGHT = 5;
const LIGHT_CALLS = 3;
const GREEDY_CLIENTS = 4;
const SECONDS = 8;

let house: House;
beforeAll(async () => {
  house = await openBundledHouse({}, SHARE);
});
afterAll(() => house.close());

interface Told {
  code: string;
  retry_after_s: number;
}

async function call(token: string): Promise<Told | undefined> {
  const answer = await fetch(house.mcpUrl, mcpRequest(token, 'tools/call', { name: 'list_products', arguments: {} }));
  // A client in a loop also meets the limit of calls, without a word of Polar.
  if (answer.status === 429) return { code: 'rate_limited', retry_after_s: Number(answer.headers.get('Retry-After')) };
  const message = JSON.parse(/^data: (.*)$/m.exec(await answer.text())?.[1] ?? '');
  return message.result.structuredContent.error;
}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// Before the storm: across a minute, that one takes so many requests that a 429 is about all of them.
test('an operation that Polar limits more tightly stops nobody’s other calls', async () => {
  const [hammering, other] = [await accessToken(house.mcpUrl), await accessToken(house.mcpUrl)];
  await house.polar.setRate(POLAR_TAKES);
  await house.polar.setZone({ path: '^/v1/license-keys/validate', requests: 3, seconds: 60 });
  const validate = async () => {
    const params = { name: 'validate_license_key', arguments: { key: 'X', organization_id: crypto.randomUUID() } };
    const answer = await fetch(house.mcpUrl, mcpRequest(hammering, 'tools/call', params));
    return JSON.parse(/^data: (.*)$/m.exec(await answer.text())?.[1] ?? '').result.structuredContent.error as Told;
  };
  const codes: string[] = [];
  for (let i = 0; i < 6; i++) codes.push((await validate()).code);
  expect(codes.slice(-2)).toEqual(['rate_limited', 'rate_limited']);
  for (const token of [hammering, other]) expect(await call(token)).toBeUndefined();
});

test('beside a connection that calls without end, none of those that call now and then is refused', async () => {
  const [greedy = '', ...light] = await Promise.all(Array.from({ length: 1 + LIGHT }, () => accessToken(house.mcpUrl)));
  // Polar knows all of them already.
  for (const token of [greedy, ...light]) expect(await call(token)).toBeUndefined();
  await house.polar.setRate(POLAR_TAKES);
  const endsAt = Date.now() + SECONDS * 1000;
  const refused: (Told | undefined)[] = [];
  const greedyOnes = Array.from({ length: GREEDY_CLIENTS }, async () => {
    while (Date.now() < endsAt) refused.push(await call(greedy));
  });
  const lightOnes = light.map(async (token) => {
    const ends: (Told | undefined)[] = [];
    for (let i = 0; i < LIGHT_CALLS; i++) {
      await sleep((SECONDS * 1000) / (LIGHT_CALLS + 1));
      ends.push(await call(token));
    }
    return ends;
  });
  expect((await Promise.all(lightOnes)).flat()).toEqual(Array(LIGHT * LIGHT_CALLS).fill(undefined));
  await Promise.all(greedyOnes);
  expect(refused).toContain(undefined);
  expect(
    refused.filter((told) => told !== undefined && (told.code !== 'rate_limited' || told.retry_after_s < 1)),
  ).toEqual([]);
  const toProducts = (await house.polar.requests()).filter(({ path }) => path === '/v1/products/');
  expect(toProducts.filter(({ status }) => status === 429)).toEqual([]);
});
