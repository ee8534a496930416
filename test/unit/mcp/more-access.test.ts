import { describe, expect, test } from 'vitest';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { createPolicy, type Restriction } from '../../../src/policy/index.ts';
import { callerAt, quietly } from '../../support/caller.ts';

const NO_POLAR = 'http://127.0.0.1:9';
const policy = createPolicy([], ['products:read']);

/** What the model is told of a change that the connection may not make. */
async function adviceFor(isPersonToken: boolean): Promise<string> {
  const caller = callerAt(NO_POLAR, 'none', { policy, isPersonToken });
  const { structuredContent } = await callTool('create_refund', {}, caller, quietly());
  return (structuredContent as { error: { what_to_do: string } }).error.what_to_do;
}

describe('a call that lacks a permission', () => {
  test('of a login is told that the OAuth client may lack it too', async () => {
    expect(await adviceFor(true)).toMatch(/connect it again\. If it is still missing then, whoever runs this server/);
  });

  test('of a pasted token is told that a token must have it, and nothing of the OAuth client', async () => {
    expect(await adviceFor(false)).toMatch(
      /connect it again\. An access token that they give there must have it too\.$/,
    );
  });
});

test('an address that takes a tool away is told from the one that has it', async () => {
  const readOnly: Restriction = { by: 'this address', readOnly: true, toolsets: [], exclude: [] };
  const caller = callerAt(NO_POLAR, 'none', { policy: createPolicy([readOnly], undefined) });
  await expect(callTool('create_refund', {}, caller, quietly())).rejects.toThrow(
    'the app needs the plain address of this server, which ends with /mcp.',
  );
});
