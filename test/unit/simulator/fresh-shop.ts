import { beforeEach } from 'vitest';
import { DEFAULT_ORGANIZATION_TOKEN } from '../../../simulator/index.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { type ApiAnswer, api } from '../../support/simulator-client.ts';

interface FreshShop {
  readonly shop: Shop;
  call(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  get(path: string): Promise<ApiAnswer>;
}

/** A simulated Polar for the tests of one file, asked with the token of its organization. Each test begins at the seed. */
export function freshShop(): FreshShop {
  const shop = openShop();
  beforeEach(() => shop.control.reset());
  const call = (method: string, path: string, body?: unknown) =>
    api(shop.simulator, DEFAULT_ORGANIZATION_TOKEN.token, method, path, body);
  return { shop, call, get: (path) => call('GET', path) };
}
