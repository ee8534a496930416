import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joiningProblems, partsOf, uploadProblems, withUploadParts } from '../../../src/operations/upload-parts.ts';

const SUM = `${'A'.repeat(43)}=`;
const MB = 1_000_000;
const file = { service: 'downloadable', name: 'a.zip', mime_type: 'application/zip' };
const sums = (count: number) => ({ parts: Array.from({ length: count }, () => ({ checksum_sha256_base64: SUM })) });

test('a file is cut without a gap into parts that the store takes, at most 16', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 * 5_368 * MB }), (size) => {
      const parts = partsOf(size);
      expect(parts.length).toBeLessThanOrEqual(16);
      const upload = { parts: parts.map((part) => ({ ...part, checksum_sha256_base64: SUM })) };
      expect(uploadProblems({ ...file, size, upload })).toEqual([]);
    }),
  );
});

test.each([
  [1, 1, 1],
  [10 * MB, 1, 10 * MB],
  [10 * MB + 1, 2, 10 * MB],
  [160 * MB, 16, 10 * MB],
  [160 * MB + 1, 15, 11 * MB],
  [400 * MB, 16, 25 * MB],
])('%i bytes are %i parts of %i', (size, count, bytes) => {
  const parts = partsOf(size);
  expect(parts).toHaveLength(count);
  expect(parts[0]?.chunk_end).toBe(bytes);
  expect(parts.at(-1)?.chunk_end).toBe(size);
});

describe('an upload is completed', () => {
  test('of one part, with the checksum of the file', () => {
    expect(withUploadParts({ ...file, size: 5, checksum_sha256_base64: SUM })).toEqual({
      ...file,
      size: 5,
      checksum_sha256_base64: SUM,
      upload: { parts: [{ number: 1, chunk_start: 0, chunk_end: 5, checksum_sha256_base64: SUM }] },
    });
  });

  test('of several, with theirs', () => {
    const { upload } = withUploadParts({ ...file, size: 15 * MB, upload: sums(2) });
    expect(upload).toEqual({
      parts: [
        { number: 1, chunk_start: 0, chunk_end: 10 * MB, checksum_sha256_base64: SUM },
        { number: 2, chunk_start: 10 * MB, chunk_end: 15 * MB, checksum_sha256_base64: SUM },
      ],
    });
  });

  test('parts that are given whole stay', () => {
    const parts = [
      { number: 1, chunk_start: 0, chunk_end: 6 * MB, checksum_sha256_base64: SUM },
      { number: 2, chunk_start: 6 * MB, chunk_end: 9 * MB, checksum_sha256_base64: SUM },
    ];
    const body = withUploadParts({ ...file, size: 9 * MB, upload: { parts } });
    expect(body.upload).toEqual({ parts });
    expect(uploadProblems(body)).toEqual([]);
  });

  test('whatever is given, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (size, upload) => {
        const body = withUploadParts({ ...file, size, upload });
        expect(body).toMatchObject(file);
      }),
    );
  });
});

/** What is given beside the rest → the path of the refusal, and a part of its words. */
const dead: [string, Record<string, unknown>, string, RegExp][] = [
  ['no size', { size: 0 }, 'size', /at least 1/],
  ['a size below 0', { size: -5 }, 'size', /at least 1/],
  ['a size beyond the store', { size: 1e12 }, 'size', /at most 85888000000 bytes/],
  ['no name', { name: '' }, 'name', /a name/],
  ['a name too long for a key', { name: 'é'.repeat(500) }, 'name', /\d+ bytes of UTF-8 too long/],
  ['a checksum of something else', { checksum_sha256_base64: 'nope' }, 'checksum_sha256_base64', /44 characters/],
  ['no checksum', { checksum_sha256_base64: undefined }, 'checksum_sha256_base64', /^Required.*SHA-256 of the file/],
  [
    'no checksums of a large file',
    { size: 400 * MB },
    'upload.parts',
    /^Required.*This file has 16 parts of 25000000 bytes, the last of 25000000/,
  ],
  [
    'checksums of another number of parts',
    { size: 25 * MB, upload: sums(2) },
    'upload.parts',
    /has 3 parts of 10000000 bytes, the last of 5000000/,
  ],
  [
    'a checksum of no part',
    { size: 15 * MB, upload: { parts: [{ checksum_sha256_base64: SUM }, { checksum_sha256_base64: 'x' }] } },
    'upload.parts[1].checksum_sha256_base64',
    /44 characters/,
  ],
  [
    'a part 0',
    { size: 5, upload: { parts: [{ number: 0, chunk_start: 0, chunk_end: 5 }] } },
    'upload.parts',
    /Part 1 is not the next/,
  ],
  [
    'a part beyond the file',
    { size: 5, upload: { parts: [{ number: 1, chunk_start: 0, chunk_end: 6 }] } },
    'upload.parts',
    /don't cover the file's 5 bytes/,
  ],
  [
    'parts with a gap',
    {
      size: 20 * MB,
      upload: {
        parts: [
          { number: 1, chunk_start: 0, chunk_end: 6 * MB },
          { number: 2, chunk_start: 7 * MB, chunk_end: 20 * MB },
        ],
      },
    },
    'upload.parts',
    /Part 2 is not the next/,
  ],
  [
    'a small part before the last',
    {
      size: 20 * MB,
      upload: {
        parts: [
          { number: 1, chunk_start: 0, chunk_end: MB },
          { number: 2, chunk_start: MB, chunk_end: 20 * MB },
        ],
      },
    },
    'upload.parts',
    /Part 1 is not the next/,
  ],
  [
    'more parts than an answer holds',
    {
      size: 600 * MB,
      upload: {
        parts: Array.from({ length: 100 }, (_, i) => ({
          number: i + 1,
          chunk_start: i * 6 * MB,
          chunk_end: (i + 1) * 6 * MB,
        })),
      },
    },
    'upload.parts',
    /The addresses of at most 36 parts fit into an answer, and these are 100\. This file has 16 parts of 38000000 bytes/,
  ],
];
test.each(dead)('a dead upload is refused: %s', (_, given, path, words) => {
  const body = withUploadParts({ ...file, size: 5, checksum_sha256_base64: SUM, ...given });
  const problems = uploadProblems(body);
  expect(problems.map((problem) => problem.path)).toEqual([path]);
  expect(problems[0]?.message).toMatch(words);
});

test.each([
  ['nothing', [], 'parts'],
  ['part 0', [{ number: 0, checksum_etag: 'a' }], 'parts[0].number'],
  [
    'a part twice',
    [
      { number: 1, checksum_etag: 'a', checksum_sha256_base64: SUM },
      { number: 1, checksum_etag: 'a', checksum_sha256_base64: SUM },
    ],
    'parts[1].number',
  ],
  ['a part without a tag', [{ number: 1, checksum_etag: ' ' }], 'parts[0].checksum_etag'],
  [
    'a part without its checksum',
    [
      { number: 1, checksum_etag: 'a', checksum_sha256_base64: SUM },
      { number: 2, checksum_etag: 'b', checksum_sha256_base64: null },
    ],
    'parts[1].checksum_sha256_base64',
  ],
  [
    'a part with the checksum of something else',
    [{ number: 1, checksum_etag: 'a', checksum_sha256_base64: 'nope' }],
    'parts[0].checksum_sha256_base64',
  ],
])('a joining that must fail is refused: of %s', (_, parts, path) => {
  expect(joiningProblems({ parts }).map((problem) => problem.path)).toEqual([path]);
});

test('other joinings are not', () => {
  expect(
    joiningProblems({
      parts: [
        { number: 1, checksum_etag: '"a"', checksum_sha256_base64: SUM },
        { number: 3, checksum_etag: 'b', checksum_sha256_base64: SUM },
      ],
    }),
  ).toEqual([]);
});
