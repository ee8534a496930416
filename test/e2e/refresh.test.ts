import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accessToken } from '../support/clients.ts';
import { mcpRequest } from '../support/mcp-request.ts';
import { type Instances, openInstances } from './instances.ts';

const CALLS = 200;
const INSTANCES = 4;
const ROUNDS = 3;
/** Less than what a call needs to have left, so that each call finds a copy that is about to expire. */
const SHORT_SECONDS = 30;
const LONG_SECONDS = 3600;

let house: Instances;
let token: string;
beforeAll(async () => {
  house = await openInstances({}, INSTANCES);
  token = await accessToken(house.mcpUrl);
});
afterAll(() => house.close());

/** One call as a client sends it, and whether it brought products. */
async function call(): Promise<boolean> {
  const request = mcpRequest(token, 'tools/call', { name: 'list_products', arguments: {} });
  const response = await fetch(house.mcpUrl, request);
  const body = await response.text();
  return response.status === 200 && body.includes('pagination') && !body.includes('"isError":true');
}

/** Sends all calls at once. */
async function crowd() {
  const before = await house.dealt();
  const answers = await Promise.all(Array.from({ length: CALLS }, call));
  const requests = await house.polar.requests();
  const perInstance = (await house.dealt()).map((count, i) => count - (before[i] ?? 0));
  return {
    failed: answers.filter((worked) => !worked).length,
    refreshes: requests.filter(({ path }) => path === '/v1/oauth2/token').length,
    refused: requests.filter(({ status }) => status === 401).length,
    perInstance,
  };
}

const evenly = Array(INSTANCES).fill(CALLS / INSTANCES);

describe(`${CALLS} calls at once, over ${INSTANCES} instances, at the moment of expiry: one refresh, no failed call`, () => {
  beforeEach(async () => {
    await house.polar.setLifetimes({ refreshedAccessTokenSeconds: LONG_SECONDS });
    // The connection starts each round with a token that works and is in KV.
    await house.polar.expireTokens();
    expect(await call()).toBe(true);
    await house.polar.clearRequests();
  });

  test.each(rounds())('Polar ended the token early, while the copy still counts on it (round %i)', async () => {
    await house.polar.expireTokens();
    const { refused, ...counts } = await crowd();
    expect(counts).toEqual({ failed: 0, refreshes: 1, perInstance: evenly });
    // Without a call that was refused the token hadn't expired.
    expect(refused).toBeGreaterThan(0);
  });

  test.each(rounds())('the copy is about to expire by its own time (round %i)', async () => {
    await house.polar.setLifetimes({ refreshedAccessTokenSeconds: SHORT_SECONDS });
    await house.polar.expireTokens();
    expect(await call()).toBe(true);
    await house.polar.setLifetimes({ refreshedAccessTokenSeconds: LONG_SECONDS });
    await house.polar.clearRequests();
    expect(await crowd()).toEqual({ failed: 0, refreshes: 1, refused: 0, perInstance: evenly });
  });
});

function rounds(): number[] {
  return Array.from({ length: ROUNDS }, (_, i) => i + 1);
}
