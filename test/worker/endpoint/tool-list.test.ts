import { beforeAll, expect, test } from 'vitest';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { ask } from '../mcp/ask.ts';

type Shown = { name: string; inputSchema: { properties: object } };

let all: ClientTokens;
let reading: ClientTokens;
/** For one organization. */
let one: ClientTokens;
beforeAll(async () => {
  all = await logIn();
  one = await logInFor('one');
  reading = await logIn({ scope: toolsets.flatMap(({ read }) => read).join(' ') });
});

/**
 * The features by which lists differ: how many tools they have, and how many of these take an organization, or a
 * confirmation.
 */
async function shown(tokens: ClientTokens, query = '', CONFIRM?: string) {
  const asking = { address: `?toolsets=all${query}`, vars: { ...(CONFIRM !== undefined && { CONFIRM }) } };
  const { message } = await ask(tokens, 'tools/list', {}, asking);
  const tools: Shown[] = message.result.tools;
  const taking = (name: string) =>
    tools.filter(({ inputSchema }) => Object.hasOwn(inputSchema.properties, name)).length;
  return { tools: tools.length, organization_id: taking('organization_id'), confirm: taking('confirm') };
}

test('each is shown a list of its own, whoever was shown one before in the same isolate', async () => {
  const everything = await shown(all);
  const onlyReads = await shown(reading);
  expect(onlyReads.tools).toBeLessThan(everything.tools);
  expect(await shown(all)).toEqual(everything);

  const ofOne = await shown(one);
  // Nobody creates an organization with a token that Polar holds to one.
  expect(ofOne).toEqual({ tools: everything.tools - 1, organization_id: 0, confirm: everything.confirm - 1 });
  expect(everything.organization_id).toBeGreaterThan(0);
  expect(await shown(all)).toEqual(everything);

  const asksNothing = await shown(all, '', 'none');
  expect(asksNothing).toEqual({ ...everything, confirm: 0 });
  expect(everything.confirm).toBeGreaterThan(0);
  expect(await shown(all)).toEqual(everything);
  expect(await shown(reading)).toEqual(onlyReads);
});
