import { describe, expect, test } from 'vitest';
import { toolList } from '../../../generated/tool-list.gen.ts';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import { CallError } from '../../../src/errors.ts';
import { toolView } from '../../../src/mcp/tool-view.ts';
import {
  applyOrganization,
  applyOrganizationToItems,
  type OneOrganization,
} from '../../../src/operations/organization.ts';
import { ASKED_BY_DEFAULT } from '../../support/caller.ts';

const ACME = { id: '11111111-1111-4111-8111-111111111111' };
const OTHER = { id: '22222222-2222-4222-8222-222222222222' };

const byToken = { organization: ACME.id, isPersonToken: false };
const byPerson = { organization: ACME.id, isPersonToken: true };
const pinned = (tool: ToolName, given: object, one: OneOrganization) =>
  applyOrganizationToItems(tool, applyOrganization(tool, { ...given }, one), one);

describe('a tool for one organization', () => {
  const id = { organization_id: ACME.id };
  test.each<[string, ToolName, object, object, object]>([
    ['a filter that isn’t given', 'list_products', { query: 'x' }, { query: 'x', ...id }, { query: 'x', ...id }],
    ['a filter that is the same', 'list_products', { organization_id: [ACME.id] }, id, id],
    ['a filter that is the same, alone', 'list_products', id, id, id],
    ['a placeholder', 'list_products', { organization_id: null }, id, id],
    ['a search in events', 'list_events', { query: 'x' }, { query: 'x', ...id }, { query: 'x', ...id }],
    ['what is created there', 'create_product', { name: 'A', ...id }, { name: 'A' }, { name: 'A', ...id }],
    ['what is created, unsaid', 'create_product', { name: 'A' }, { name: 'A' }, { name: 'A', ...id }],
    ['what needs it', 'validate_license_key', { key: 'k' }, { key: 'k', ...id }, { key: 'k', ...id }],
    ['the organization itself', 'get_organization', {}, id, id],
    ['a change of what is there', 'update_product', { id: 'p' }, { id: 'p' }, { id: 'p' }],
    [
      'items of a list',
      'ingest_events',
      { events: [{ name: 'a', ...id }, { name: 'b' }] },
      { events: [{ name: 'a' }, { name: 'b' }] },
      {
        events: [
          { name: 'a', ...id },
          { name: 'b', ...id },
        ],
      },
    ],
    ['what is no list of items', 'ingest_events', { events: 'x' }, { events: 'x' }, { events: 'x' }],
    [
      'metadata of that name',
      'create_customer',
      { metadata: { organization_id: 'mine' } },
      { metadata: { organization_id: 'mine' } },
      { metadata: { organization_id: 'mine' }, ...id },
    ],
  ])('%s', (_, tool, given, ofToken, ofPerson) => {
    expect(pinned(tool, given, byToken)).toEqual(ofToken);
    expect(pinned(tool, given, byPerson)).toEqual(ofPerson);
  });

  test.each<[string, ToolName, object, string]>([
    ['a filter', 'list_products', { organization_id: OTHER.id }, 'organization_id'],
    ['one of a filter', 'list_products', { organization_id: [ACME.id, OTHER.id] }, 'organization_id'],
    ['what is created', 'create_product', { organization_id: OTHER.id }, 'organization_id'],
    ['the organization itself', 'update_organization', { organization_id: OTHER.id, name: 'Mine' }, 'organization_id'],
    [
      'an item of a list',
      'ingest_events',
      { events: [{ name: 'a' }, { organization_id: OTHER.id }] },
      'events[1].organization_id',
    ],
    ['something else', 'get_organization', { organization_id: { id: ACME.id } }, 'organization_id'],
  ])('refuses another as %s', (_, tool, given, path) => {
    const error = (() => {
      try {
        return pinned(tool, given, byPerson);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ code: 'invalid_arguments', fields: [{ path }] });
  });

  test('has it in no schema, and loses nothing else', () => {
    const listed = toolList.map((tool) =>
      toolView(tool, { organization: ACME.id, confirm: ASKED_BY_DEFAULT, confirmBy: 'app' }),
    );
    expect(listed).toHaveLength(toolList.length);
    for (const [index, tool] of listed.entries()) {
      const before = toolList[index]?.inputSchema as { properties: object; required?: string[] };
      const after = tool.inputSchema as typeof before;
      const kept = Object.keys(before.properties).filter((name) => name !== 'organization_id');
      expect(Object.keys(after.properties), tool.name).toEqual(kept);
      expect(after.required ?? [], tool.name).toEqual(
        (before.required ?? []).filter((name) => name !== 'organization_id'),
      );
      expect(JSON.stringify(after.properties), tool.name).not.toContain('"organization_id":');
    }
  });
});
