import { describe, expect, test } from 'vitest';
import { toolList } from '../../../generated/tool-list.gen.ts';
import type { ToolName } from '../../../generated/tools/index.gen.ts';
import type { GrantProps } from '../../../src/connection/storage.ts';
import { CallError } from '../../../src/errors.ts';
import {
  organizationOf,
  type Pinned,
  pinItems,
  pinOrganization,
  withoutOrganization,
} from '../../../src/operations/organization.ts';
import type { Organization } from '../../../src/policy/admission.ts';
import { AddressError } from '../../../src/policy/restriction.ts';

const ACME: Organization = { id: '11111111-1111-4111-8111-111111111111', slug: 'acme', name: 'Acme' };
const OTHER: Organization = { id: '22222222-2222-4222-8222-222222222222', slug: 'other', name: 'Other' };
const UNKNOWN = '33333333-3333-4333-8333-333333333333';

const props = (organizations: Organization[] | undefined, organization?: string): GrantProps => ({
  connectionId: 'c',
  key: 'k',
  environment: 'sandbox',
  userId: 'u',
  scope: [],
  ...(organizations && { organizations }),
  ...(organization && { organization }),
});
const all: GrantProps = { ...props([ACME, OTHER]), heldBy: 'header' };
const unheld = props([ACME, OTHER]);
const one = props([ACME, OTHER], ACME.id);
const address = (query: string, of: GrantProps) => organizationOf(new URL(`https://example.com/mcp${query}`), of);

describe('the organization of an address', () => {
  test.each<[string, string, GrantProps, string | undefined]>([
    ['none', '', all, undefined],
    ['none, of one that was chosen', '', one, ACME.id],
    ['a slug', '?organization=acme', all, ACME.id],
    ['a slug in capitals', '?organization=Acme', all, ACME.id],
    ['an id', `?organization=${OTHER.id}`, all, OTHER.id],
    ['an id in capitals', `?organization=${OTHER.id.toUpperCase()}`, all, OTHER.id],
    ['an id that is new since the login', `?organization=${UNKNOWN}`, all, UNKNOWN],
    [
      'an id, of a connection made before organizations were kept',
      `?organization=${UNKNOWN}`,
      { ...props(undefined), heldBy: 'header' },
      UNKNOWN,
    ],
    ['the one that was chosen', '?organization=acme', one, ACME.id],
    ['the same twice', '?organization=acme&organization=acme', all, ACME.id],
  ])('%s', (_, query, of, want) => {
    expect(address(query, of)).toBe(want);
  });

  test.each<[string, string, GrantProps, string]>([
    ['a slug that there isn’t', '?organization=nobody', all, 'It reaches acme, other.'],
    ['a slug that can’t be known', '?organization=acme', { ...props([]), heldBy: 'header' }, 'Give its id.'],
    ['one that Polar wouldn’t hold it to', '?organization=acme', unheld, 'connect again and choose "One organization"'],
    ['another than was chosen', '?organization=other', one, 'for the organization acme alone'],
    ['a new one beside what was chosen', `?organization=${UNKNOWN}`, one, 'for the organization acme alone'],
    ['nobody, beside what was chosen', '?organization=nobody', one, 'for the organization acme alone'],
    ['two', '?organization=acme&organization=other', all, 'more than one'],
    ['nothing', '?organization=', all, 'is empty'],
    ['nothing, beside what was chosen', '?organization=', one, 'is empty'],
  ])('%s is refused', (_, query, of, words) => {
    expect(() => address(query, of)).toThrow(AddressError);
    expect(() => address(query, of)).toThrow(words);
  });
});

const byToken = { organization: ACME.id, isPersons: false };
const byPerson = { organization: ACME.id, isPersons: true };
const pinned = (tool: ToolName, given: object, one: Pinned) =>
  pinItems(tool, pinOrganization(tool, { ...given }, one), one);

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
    const listed = toolList.map((tool) => withoutOrganization<(typeof toolList)[number]>(tool));
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
