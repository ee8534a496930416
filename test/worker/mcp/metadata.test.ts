import { beforeAll, expect, test } from 'vitest';
import { type ClientTokens, logInFor } from '../auth/login.ts';
import { callTool } from './ask.ts';

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logInFor('one');
});

const content = async (name: string, args: object) => (await callTool(tokens, name, args)).structuredContent;

test('a key with dots is one key, in what is stored, found, shown and refused', async () => {
  const metadata = { 'http.status': 404, http: 'x' };
  const made = await content('create_customer', { email: 'dotted@polar-example.dev', metadata });
  expect(made.error).toBeUndefined();
  const listed = await content('list_customers', {
    metadata: { 'http.status': 404 },
    fields: ['id', 'metadata.http.status'],
  });
  expect(listed.items).toEqual([{ id: made.id, metadata: { 'http.status': 404 } }]);
  expect((await content('list_customers', { metadata: { 'http.status': 405 } })).items).toEqual([]);
  const { error } = await content('update_customer', {
    customer_id: made.id,
    metadata: { 'http.status': { code: 404 } },
  });
  expect(error.fields[0].path).toBe('metadata.http.status');
});
