import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerd } from './workerd.ts';

/**
 * Workers KV over HTTP, as workerd's binding asks for it, in memory and in a process of its own: what it takes is not
 * the Worker's. Nothing expires.
 */
const SCRIPT = `
const values = new Map();
export default {
  async fetch(request) {
    const url = new URL(request.url);
    const key = decodeURIComponent(url.pathname.slice(1));
    if (key === '') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const keys = [...values].filter(([name]) => name.startsWith(prefix)).map(([name, { metadata }]) => ({
        name,
        ...(metadata && { metadata: JSON.parse(metadata) }),
      }));
      return Response.json({ keys, list_complete: true });
    }
    if (request.method === 'PUT') {
      values.set(key, { value: await request.arrayBuffer(), metadata: request.headers.get('CF-KV-Metadata') });
      return new Response();
    }
    if (request.method === 'DELETE') {
      values.delete(key);
      return new Response();
    }
    const found = values.get(key);
    if (!found) return new Response('Not Found', { status: 404 });
    return new Response(found.value, { headers: found.metadata ? { 'CF-KV-Metadata': found.metadata } : {} });
  },
};
`;

export interface Kv {
  /** For `WorkerdOptions.kv`. */
  address: string;
  /** Writes a value under a key. */
  put(key: string, value: string): Promise<void>;
  get(key: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** An empty KV namespace for Workers of `startWorkerd`; any number of them may share it. */
export async function startKv(): Promise<Kv> {
  const bundle = await mkdtemp(join(tmpdir(), 'polar-mcp-kv-'));
  await writeFile(join(bundle, 'index.js'), SCRIPT);
  const workerd = await startWorkerd({ bundle });
  const at = (key: string) => `${workerd.url}/${encodeURIComponent(key)}`;
  return {
    address: new URL(workerd.url).host,
    put: async (key, value) => {
      await fetch(at(key), { method: 'PUT', body: value });
    },
    get: async (key) => {
      const answer = await fetch(at(key));
      return answer.ok ? answer.text() : undefined;
    },
    close: async () => {
      await workerd.close();
      await rm(bundle, { recursive: true, force: true });
    },
  };
}
