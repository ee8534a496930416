import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Grant } from '../../../src/auth/refresh/grant.ts';
import type { Connection } from '../../../src/connection/connection.ts';
import type { OrganizationLimits } from '../../../src/connection/connection-ledger.ts';
import type { ExportFiles } from '../../../src/connection/export-files.ts';
import type { PolarRevocation } from '../../../src/connection/polar-revocation.ts';
import { latin1 } from './secrets.ts';

interface KvRecord {
  name: string;
  text: string;
  metadata: string;
  /** In seconds from now. Undefined if it never expires. */
  ttlSeconds: number | undefined;
}

interface ObjectRecord {
  class: 'Connection' | 'ExportFiles' | 'Grant' | 'OrganizationLimits' | 'PolarRevocation';
  /** The keys in the object's storage. */
  keys: string[];
  tables: string[];
  text: string;
  alarm: number | null;
}

/** Everything that KV and the Durable Objects store at one moment. */
export interface Dump {
  moment: string;
  kv: KvRecord[];
  objects: ObjectRecord[];
}

export async function takeDump(moment: string): Promise<Dump> {
  const objects = [
    ...(await dumpObjects('Connection', env.CONNECTIONS)),
    ...(await dumpObjects('ExportFiles', env.EXPORT_FILES)),
    ...(await dumpObjects('Grant', env.GRANTS)),
    ...(await dumpObjects('OrganizationLimits', env.ORGANIZATION_LIMITS)),
    ...(await dumpObjects('PolarRevocation', env.REVOCATIONS)),
  ];
  return { moment, kv: await dumpKv(), objects };
}

/** Writes a dump as one text, without escapes. */
export const textOf = ({ kv, objects }: Dump) =>
  [...kv.flatMap(({ name, text, metadata }) => [name, text, metadata]), ...objects.map(({ text }) => text)].join('\n');

async function dumpKv(): Promise<KvRecord[]> {
  const records: KvRecord[] = [];
  let cursor: string | undefined;
  do {
    const page: KVNamespaceListResult<unknown, string> = await env.OAUTH_KV.list({ ...(cursor && { cursor }) });
    const read = page.keys.map(async ({ name, metadata, expiration }): Promise<KvRecord> => {
      const bytes = new Uint8Array((await env.OAUTH_KV.get(name, 'arrayBuffer')) ?? new ArrayBuffer());
      const ttlSeconds = expiration === undefined ? undefined : expiration - Date.now() / 1000;
      return { name, text: latin1(bytes), metadata: JSON.stringify(metadata ?? null), ttlSeconds };
    });
    records.push(...(await Promise.all(read)));
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor);
  return records;
}

async function dumpObjects<T extends Connection | ExportFiles | Grant | OrganizationLimits | PolarRevocation>(
  name: ObjectRecord['class'],
  objects: DurableObjectNamespace<T>,
) {
  const ids = await listDurableObjectIds(objects);
  return Promise.all(
    ids.map((id) =>
      runInDurableObject(objects.get(id), async (_, { storage }): Promise<ObjectRecord> => {
        const entries = [...(await storage.list())];
        const tables = storage.sql.exec<{ name: string }>('SELECT name FROM sqlite_master').toArray();
        return {
          class: name,
          keys: entries.map(([key]) => key),
          tables: tables.map((table) => table.name).filter((table) => !table.startsWith('_cf_')),
          text: entries.map(([key, value]) => `${key}\n${plain(value)}`).join('\n'),
          alarm: await storage.getAlarm(),
        };
      }),
    ),
  );
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof ArrayBuffer) return latin1(new Uint8Array(value));
  return ArrayBuffer.isView(value) ? latin1(new Uint8Array(value.buffer)) : JSON.stringify(value);
}
