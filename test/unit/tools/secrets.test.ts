import type { CallToolResult } from '@modelcontextprotocol/server';
import { describe, expect, test } from 'vitest';
import type { Operation, Tool } from '../../../generated/tool.gen.ts';
import { type ToolName, tools } from '../../../generated/tools/index.gen.ts';
import { secrets } from '../../../openapi/catalog/secrets.ts';
import { CONFIRMABLE } from '../../../settings/variables.ts';
import { apiDocument } from '../../../simulator/document.ts';
import { DEFAULT_ORGANIZATION_TOKEN, SEED } from '../../../simulator/index.ts';
import { callTool } from '../../../src/mcp/call-tool.ts';
import { NO_ABILITIES } from '../../../src/operations/tool-request.ts';
import { fullAnswer, type Leaf } from '../../support/answers.ts';
import { callerAt, quietly } from '../../support/caller.ts';
import { openShop } from '../../support/shop.ts';
import { argumentsFor } from './arguments-for.ts';

/**
 * The fields that show a secret: unasked and with `*`, or only if the caller names them. This list doesn't come from
 * the catalog.
 */
const REVEALED: Record<string, Record<string, 'unasked' | 'named'>> = {
  create_checkout: { url: 'unasked' },
  get_checkout: { url: 'unasked' },
  update_checkout: { url: 'unasked' },
  create_customer_portal_link: { customer_portal_url: 'unasked' },
  create_webhook_endpoint: { secret: 'unasked' },
  reset_webhook_secret: { secret: 'unasked' },
  get_invoice: { url: 'unasked' },
  get_receipt: { url: 'unasked' },
  start_file_upload: { 'upload.parts.url': 'unasked', 'upload.parts.headers': 'unasked' },
  get_license_key: { key: 'named' },
};

const SECRET_FIELDS = new Set(Object.entries(secrets).flatMap(([name, fields]) => fields.map((f) => `${name}.${f}`)));
const isSecret = (field: string) => SECRET_FIELDS.has(field);

/** A secret by its field looks like nothing; everywhere else stands what is secret by its looks. */
const textOf = ({ path, fields }: Omit<Leaf, 'text'>) =>
  fields.some(isSecret) ? `opaque<${path}>` : `https://a.example/?t=polar_oat_${path.replaceAll('.', '-')}-end`;

const document = apiDocument();
const answers = new Map(
  document.operations.map(({ id, success }) => {
    const { answer, leaves } = fullAnswer(success.schema ?? {}, document, textOf);
    return [id, { body: JSON.stringify(answer), leaves }] as const;
  }),
);

interface Case {
  name: ToolName;
  tool: Tool;
  operation: Operation;
}
const cases = Object.entries<Tool>(tools).flatMap(([name, tool]) =>
  tool.operations.map((operation): Case => ({ name: name as ToolName, tool, operation })),
);

const shop = openShop();

/** The text that a client gets from a tool, if Polar's answer has every possible field. */
async function textOfCall({ name, operation }: Case, fields?: string): Promise<string> {
  const { body = '' } = answers.get(operation.id) ?? {};
  await shop.control.fault({ kind: 'status', status: 200, body, match: { operationId: operation.id } });
  const [given = {}] = argumentsFor(operation);
  const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token);
  const result = await callTool(name, { ...given, ...(fields && { fields }) }, caller, quietly());
  await shop.control.clearFaults();
  expect(result.isError, JSON.stringify(result).slice(0, 500)).toBeUndefined();
  return JSON.stringify(result);
}

/** Which of the texts, by the path of the whole secret, are in a result. */
const shownIn = (text: string, leaves: readonly Leaf[]) =>
  leaves.filter((leaf) => text.includes(leaf.text)).map(({ path }) => path);

const withAnswer = cases.filter(({ operation }) => 'resource' in operation.answer);
describe.each(withAnswer)('$name', (one) => {
  const leaves = answers.get(one.operation.id)?.leaves ?? [];
  const inItems = (path: string) => path.replace(/^items\./, '');
  const revealed = Object.entries(REVEALED[one.name] ?? {});
  const pathsOf = (paths: string[]) =>
    leaves.map(({ path }) => path).filter((path) => paths.some((p) => path === p || path.startsWith(`${p}.`)));

  test.each([undefined, '*'])('with the fields %s', async (fields) => {
    const unasked = revealed.filter(([, when]) => when === 'unasked').map(([path]) => path);
    expect(shownIn(await textOfCall(one, fields), leaves)).toEqual(pathsOf(unasked));
  });

  const secretPaths = leaves
    .filter(({ fields }) => fields.some(isSecret))
    .map(({ path, fields }) =>
      path
        .split('.')
        .slice(0, fields.findIndex(isSecret) + 1)
        .join('.'),
    );
  const named = [...new Set([...secretPaths, ...revealed.map(([path]) => path)])];
  if (named.length === 0) return;
  test.each(named)('with the field %s', async (path) => {
    const text = await textOfCall(one, inItems(path));
    const isRevealed = revealed.some(([revealedPath]) => revealedPath === path);
    expect(shownIn(text, leaves)).toEqual(isRevealed ? pathsOf([path]) : []);
    if (!isRevealed) expect(text).toContain('[secret]');
  });
});

test('every secret of the catalog is in some answer', () => {
  const fields = withAnswer.flatMap(({ operation }) =>
    answers.get(operation.id)?.leaves.flatMap((leaf) => leaf.fields),
  );
  expect([...SECRET_FIELDS].filter((field) => !fields.includes(field))).toEqual([]);
});

const changes = cases.filter(({ tool }) => tool.risk !== 'read');
describe.each(changes)('the preview of $name', ({ name, operation, tool }) => {
  test.each([false, true])('holds no secret; as a question: %s', async (form) => {
    const reads = new Set((tool.before ?? (operation.target ? [operation.target] : [])).map((read) => read.tool));
    for (const read of reads) {
      for (const { id } of tools[read as ToolName].operations) {
        const { body = '' } = answers.get(id) ?? {};
        await shop.control.fault({ kind: 'status', status: 200, body, match: { operationId: id } });
      }
    }
    const [, given = {}] = argumentsFor(operation);
    const confirm = new Set(CONFIRMABLE);
    const caller = callerAt(shop.simulator.url, DEFAULT_ORGANIZATION_TOKEN.token, { confirm });
    const result = await callTool(name, given, caller, { ...quietly(), abilities: { ...NO_ABILITIES, form } });
    await shop.control.clearFaults();
    const text = JSON.stringify(result);
    // The stored value is no answer of Polar's here, so that it can't be sent back with a part of it.
    const isRefused =
      (operation.replacedObjects !== undefined && text.includes('could not be sent back as it is')) ||
      // Nothing is there of which the answer says so.
      (name === 'revoke_seat' && text.includes('has no such seat')) ||
      (name === 'revoke_subscription' && text.includes('there is nothing to end'));
    if (!isRefused) {
      expect((result as CallToolResult).isError, text.slice(0, 500)).toBeUndefined();
      expect(text).toContain(form ? 'requestState' : 'Not done yet');
    }
    expect(text).not.toMatch(/opaque<|polar_oat_[^[]/);
    expect(text).not.toContain(SEED.licenseKeyText);
  });
});
