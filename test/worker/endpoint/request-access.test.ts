import { describe, expect, test } from 'vitest';
import type { GrantProps } from '../../../src/connection/storage.ts';
import { organizationOf } from '../../../src/endpoint/request-access.ts';
import type { Organization } from '../../../src/policy/grants.ts';
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
