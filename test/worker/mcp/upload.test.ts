import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type ClientTokens, logIn } from '../auth/login.ts';
import { callTool } from './ask.ts';

let tokens: ClientTokens;
beforeAll(async () => {
  tokens = await logIn();
});

interface Part {
  number: number;
  chunk_start: number;
  chunk_end: number;
  url: string;
  headers?: Record<string, string>;
}
interface Started {
  id: string;
  upload: { id: string; path: string; parts: Part[] };
  about: { next_step: string };
}

const MB = 1_000_000;
const start = (args: object) =>
  callTool(tokens, 'start_file_upload', {
    organization_id: inject('seed').organization,
    service: 'downloadable',
    mime_type: 'application/zip',
    ...args,
  });

/** Bytes that differ from one million to the next. */
function content(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += MB) bytes.fill(at / MB, at, Math.min(size, at + MB));
  return bytes;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
}

describe('a file is uploaded whole', () => {
  test.each([
    ['of one part, by its checksum alone', 9 * MB, 1],
    ['of three parts', 21 * MB, 3],
  ])('%s', async (_, size, count) => {
    const bytes = content(size);
    const pieces = Array.from({ length: count }, (_, i) => bytes.subarray(i * 10 * MB, (i + 1) * 10 * MB));
    const sums = await Promise.all(pieces.map(sha256));
    const parts = sums.map((checksum_sha256_base64) => ({ checksum_sha256_base64 }));
    const name = `icons-${count}.zip`;
    const { structuredContent } = await start({
      name,
      size,
      checksum_sha256_base64: await sha256(bytes),
      ...(count > 1 && { upload: { parts } }),
    });
    const { id, upload, about } = structuredContent as Started;
    expect(about.next_step).toContain('with exactly its headers');
    expect(upload.parts).toHaveLength(count);

    const done: object[] = [];
    for (const { number, url, headers = {}, chunk_start, chunk_end } of upload.parts) {
      const answer = await fetch(url, { method: 'PUT', headers, body: bytes.slice(chunk_start, chunk_end) });
      expect(answer.status, await answer.text()).toBe(200);
      done.push({ number, checksum_etag: answer.headers.get('ETag'), checksum_sha256_base64: sums[number - 1] });
    }
    const before = await callTool(tokens, 'list_files', { ids: [id] });
    expect(before.structuredContent.items).toEqual([]);
    const completed = await callTool(tokens, 'complete_file_upload', {
      file_id: id,
      id: upload.id,
      path: upload.path,
      parts: done,
    });
    expect(completed.structuredContent).toMatchObject({ id, name, is_uploaded: true });
    const listed = await callTool(tokens, 'list_files', { ids: [id] });
    expect(listed.structuredContent.items).toMatchObject([{ id, name }]);
  });

  test('the addresses of 16 parts come whole, and so do those of 36 that the caller cut', async () => {
    const sum = await sha256(content(1));
    const cut = (count: number, size: number) =>
      Array.from({ length: count }, (_, i) => ({
        checksum_sha256_base64: sum,
        ...(size > 0 && { number: i + 1, chunk_start: i * size, chunk_end: (i + 1) * size }),
      }));
    for (const [size, parts] of [
      [400 * MB, cut(16, 0)],
      [216 * MB, cut(36, 6 * MB)],
    ] as const) {
      const { structuredContent } = await start({ name: 'large.zip', size, upload: { parts } });
      const { upload } = structuredContent as Started;
      expect(upload.parts).toHaveLength(parts.length);
      for (const { url, headers } of upload.parts) {
        expect(url).toMatch(/X-Amz-Signature=[\da-f]{64}$/);
        expect(headers).toEqual({ 'x-amz-checksum-sha256': sum, 'x-amz-sdk-checksum-algorithm': 'SHA256' });
      }
    }
  });

  test('without the checksums, the refusal says which parts there are', async () => {
    const { isError, structuredContent } = await start({ name: 'large.zip', size: 400 * MB });
    expect(isError).toBe(true);
    expect(structuredContent.error.fields).toEqual([
      { path: 'upload.parts', message: expect.stringContaining('16 parts of 25000000 bytes') },
    ]);
  });
});
