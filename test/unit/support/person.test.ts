import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowWith, type Decide, Person } from '../../../scripts/demo-client/person.ts';

const PAGE = `<form action="/done">
  <input type="hidden" name="handle" value="h">
  <input type="radio" name="access" value="read" checked><input type="radio" name="access" value="write">
  <input type="checkbox" name="toolset" value="orders">
  <select name="organization"><option value="one">One</option><option value="two">Two</option></select>
  <input name="token" value="">
  <button name="decision" value="approve">Allow</button>
</form>`;

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/') return response.end(PAGE);
    return response.writeHead(302, { Location: `http://end.example/?${request.url?.split('?')[1]}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

const UNTOUCHED = { handle: 'h', access: 'read', organization: 'one', token: '', decision: 'approve' };

test.each<[string, Decide, object]>([
  ['leaves a form as it is', allowWith({}), {}],
  ['chooses a radio button', allowWith({ access: 'write' }), { access: 'write' }],
  ['ticks a box', allowWith({ toolset: 'orders' }), { toolset: 'orders' }],
  ['chooses of a list', allowWith({ organization: 'two' }), { organization: 'two' }],
  ['types', allowWith({ token: 'typed' }), { token: 'typed' }],
  ['passes over a choice that is not offered', allowWith({ access: 'all', organization: 'three' }), {}],
  ['passes over a field that is not there', allowWith({ colour: 'red' }), {}],
])('a person %s', async (_, decide, change) => {
  const end = await new Person().walk(url, 'http://end.example/', decide);
  expect(end).toBeInstanceOf(URL);
  expect(Object.fromEntries((end as URL).searchParams)).toEqual({ ...UNTOUCHED, ...change });
});
