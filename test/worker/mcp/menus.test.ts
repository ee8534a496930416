import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { beforeAll, describe, expect, test } from 'vitest';
import { toolsets } from '../../../generated/toolsets.gen.ts';
import { prompts } from '../../../src/mcp/prompts.ts';
import { isTool } from '../../../src/policy/policy.ts';
import { currentMcpRequest } from '../../support/mcp-request.ts';
import { send } from '../auth/browser.ts';
import { type ClientTokens, logIn, logInFor } from '../auth/login.ts';
import { ask } from './ask.ts';

let all: ClientTokens;
let reading: ClientTokens;
/** A connection to one organization. */
let one: ClientTokens;
beforeAll(async () => {
  all = await logIn();
  one = await logInFor('one');
  reading = await logIn({ scope: toolsets.flatMap(({ read }) => read).join(' ') });
});

const result = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).message.result;
const namesOf = (list: { name: string }[]) => list.map(({ name }) => name);

describe('instructions', () => {
  const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const read = async (...[tokens, asking]: [ClientTokens, Parameters<typeof ask>[3]?]): Promise<string> =>
    (await result(tokens, 'initialize', hello, asking)).instructions;

  test('stay below 400 tokens, whatever the connection is', async () => {
    for (const tokens of [all, reading, one]) {
      for (const address of ['', '?toolsets=products', '?toolsets=discovery']) {
        expect(countTokens(await read(tokens, { address })), address).toBeLessThan(400);
      }
    }
  });

  test('say which world this is, and how to reach the rest', async () => {
    const text = await read(all);
    expect(text).toContain('in the sandbox');
    expect(text).toContain('search_tools');
    expect(text).toContain('minor units');
    expect(text).toContain('only after their yes');
    for (const { name } of toolsets) expect(text).toContain(name);
    const narrow = await read(all, { address: '?toolsets=products' });
    expect(narrow).not.toContain('search_tools');
    expect(narrow).toContain('Toolsets: products.');
    expect(narrow).toContain('get_connection says which, and why');
    expect(await read(all, { address: '?toolsets=all' })).not.toContain('more tools');
    const readingOnly = await read(reading);
    expect(readingOnly).toContain('Nothing can be changed here.');
    expect(readingOnly).not.toContain('call_write_tool');
    // Its tools can still be called by themselves.
    expect(await read(all, { address: '?exclude=call_write_tool' })).toContain('only after their yes');
  });

  test('are the same for server/discover', async () => {
    const answer = await send('/mcp', currentMcpRequest(all.access_token, 'server/discover'));
    const { instructions, capabilities } = (await answer.json<{ result: Record<string, unknown> }>()).result;
    expect(instructions).toBe(await read(all));
    const extensions = { 'io.modelcontextprotocol/ui': {} };
    expect(capabilities).toMatchObject({ tools: {}, prompts: {}, resources: {}, extensions });
  });
});

describe('prompts', () => {
  test('are those that merchants pick, and whose tools can be called', async () => {
    expect(namesOf((await result(all, 'prompts/list')).prompts)).toEqual(namesOf([...prompts]));
    expect(namesOf((await result(reading, 'prompts/list')).prompts)).toEqual([
      'review_revenue',
      'follow_up_churn',
      'look_up_customer',
    ]);
    expect((await result(all, 'prompts/list', {}, { address: '?toolsets=files' })).prompts).toEqual([]);
  });

  test.each(prompts.map((prompt) => [prompt.name, prompt] as const))(
    '%s is text alone, with the tools that it needs',
    async (name, prompt) => {
      const given = Object.fromEntries(prompt.arguments.map((argument) => [argument.name, `<${argument.name}>`]));
      const { messages } = await result(all, 'prompts/get', { name, arguments: given });
      expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: expect.any(String) } }]);
      const [{ content }] = messages;
      for (const value of Object.values(given)) expect(content.text).toContain(value);
      for (const tool of prompt.tools) expect(content.text).toContain(tool);
      const words = [...content.text.matchAll(/\b(?:get|list|create|update|delete)_[a-z_]+/g)].map(([word]) => word);
      expect([...new Set(words)].filter((word) => !prompt.tools.some((tool) => tool === word))).toEqual([]);
      expect(prompt.tools.every(isTool)).toBe(true);
    },
  );

  test('say how to call what the list leaves out', async () => {
    const get = async (address: string) => {
      const params = { name: 'look_up_customer', arguments: { customer: 'a' } };
      return (await result(all, 'prompts/get', params, { address })).messages[0].content.text;
    };
    expect(await get('?toolsets=discovery')).toContain('call them with call_read_tool');
    expect(await get('')).not.toContain('call_read_tool');
  });

  test('say what is missing, what is too much and what there isn’t', async () => {
    const error = async (params: object, tokens = all) => (await ask(tokens, 'prompts/get', params)).message.error;
    expect(await error({ name: 'look_up_customer' })).toMatchObject({
      code: -32602,
      message: expect.stringContaining('needs the argument customer: Their email address'),
    });
    expect(await error({ name: 'look_up_customer', arguments: { customer: ' ' } })).toMatchObject({ code: -32602 });
    expect(await error({ name: 'look_up_customer', arguments: { customer: 'a', who: 'b' } })).toMatchObject({
      message: expect.stringContaining('has no argument "who"'),
    });
    expect(await error({ name: 'look_up_customer', arguments: { customer: 'a'.repeat(4001) } })).toMatchObject({
      message: expect.stringContaining('longer than 4000'),
    });
    expect(await error({ name: 'nope' })).toMatchObject({ code: -32602, message: expect.stringContaining('nope') });
    expect(await error({ name: 'launch_discount', arguments: { offer: 'x' } }, reading)).toMatchObject({
      code: -32602,
    });
  });
});

describe('resources', () => {
  const read = async (uri: string, ...[tokens = all, asking]: [ClientTokens?, Parameters<typeof ask>[3]?]) =>
    (await result(tokens, 'resources/read', { uri }, asking)).contents[0];

  test('each that is listed can be read', async () => {
    const { resources } = await result(all, 'resources/list');
    expect(resources).toHaveLength(2);
    for (const { uri, mimeType } of resources) {
      expect(await read(uri)).toMatchObject({ uri, mimeType, text: expect.stringMatching(/\S/) });
    }
  });

  test('the tool reference is of what this connection may call', async () => {
    const { text } = await read('polar://tools');
    expect(text).toContain('## Refunds and disputes: `refunds`');
    expect(text).toContain('- `create_refund` (moves money): ');
    expect((await read('polar://tools', reading)).text).not.toContain('create_refund');
    const narrow = await read('polar://tools', all, { address: '?toolsets=files' });
    expect(narrow.text.match(/^## /gm)).toHaveLength(1);
  });

  test('a toolset can be read in full', async () => {
    const [template] = (await result(all, 'resources/templates/list')).resourceTemplates;
    for (const { name, tools } of toolsets) {
      const { text } = await read(template.uriTemplate.replace('{toolset}', name));
      expect(namesOf(JSON.parse(text).tools)).toEqual(tools);
    }
  });

  test('the connection is what get_connection says', async () => {
    const { message } = await ask(all, 'tools/call', { name: 'get_connection' });
    expect(JSON.parse((await read('polar://connection')).text)).toEqual(message.result.structuredContent);
  });

  test.each(['polar://nope', 'polar://tools/nope', 'polar://tools/', 'file:///etc/passwd', '', 'x'.repeat(10_000)])(
    'there is no %.30s',
    async (uri) => {
      expect((await ask(all, 'resources/read', { uri })).message.error).toMatchObject({ code: -32602 });
    },
  );
});
