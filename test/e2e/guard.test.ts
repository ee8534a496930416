import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** With a Host header of one's own, which fetch doesn't send. */
const statusUnder = (host: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(`${house.url}${path}`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('over HTTP, the Host header is what counts', async () => {
  const { host, port } = new URL(house.url);
  expect(await statusUnder(host, '/')).toBe(200);
  expect(await statusUnder(`127.0.0.1:${port}`, '/')).toBe(421);
  expect(await statusUnder('rebound.example', '/.well-known/oauth-authorization-server')).toBe(421);
  expect(await statusUnder('rebound.example', '/health')).toBe(200);
});

test('over HTTP, nobody on this machine is counted', async () => {
  const statuses = new Set<number>();
  for (let i = 0; i < 61; i++) {
    statuses.add((await fetch(`${house.url}/oauth/register`, { method: 'POST', body: '{}' })).status);
  }
  expect([...statuses]).toEqual([400]);
});
