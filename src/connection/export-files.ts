import { DurableObject } from 'cloudflare:workers';
import { encodeBase64Url } from 'hono/utils/encode';
import type { Config } from '../config/index.ts';
import { sha256Hex } from '../lib/text.ts';
import { EXPORT_FILE_SECONDS } from '../limits.ts';
import { logError } from '../observability/index.ts';
import type { ExportFile, ExportShelf } from '../operations/index.ts';
import { openBytes, sealBytes, sealContext } from './sealing.ts';
import { FILE_KEYS, type GrantProps, type KeptFile } from './storage.ts';

/** A connection keeps so many files at a time, and so many bytes. The oldest give way: a person looks at the newest. */
export const MAX_KEPT_FILES = 10;
export const MAX_KEPT_FILE_BYTES = 24 * 1024 * 1024;

/** The value of a key may have 2 MB. */
const PART_BYTES = 1024 * 1024;

/**
 * The id of a file is its place, which tells the connection's object from others, and a secret of 144 bits. Multiples of three
 * bytes, so that base64url pads nothing.
 */
const PLACE_BYTES = 9;
const SECRET_BYTES = 18;
const PLACE_CHARACTERS = (PLACE_BYTES / 3) * 4;
const ID = /^[\w-]{36}$/;

/**
 * The files of one connection that a person may fetch for a while, each sealed under a key that only its link has.
 *
 * While a deployment rolls out, the Worker of one version calls objects of another: see connection.ts.
 */
export class ExportFiles extends DurableObject<Env> {
  /** @param hash the SHA-256 of the file's id */
  async keep(hash: string, sealed: Uint8Array): Promise<void> {
    this.#forget(sealed.byteLength);
    const parts = Math.ceil(sealed.byteLength / PART_BYTES);
    for (let part = 0; part < parts; part++) {
      this.ctx.storage.kv.put(partKey(hash, part), sealed.slice(part * PART_BYTES, (part + 1) * PART_BYTES));
    }
    const expiresAt = Date.now() + EXPORT_FILE_SECONDS * 1000;
    this.ctx.storage.kv.put<KeptFile>(FILE_KEYS.file + hash, { expiresAt, bytes: sealed.byteLength, parts });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(expiresAt);
    await this.ctx.storage.sync();
  }

  /** The sealed file, if it is kept. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    const file = this.ctx.storage.kv.get<KeptFile>(FILE_KEYS.file + hash);
    if (!file || file.expiresAt <= Date.now()) return undefined;
    const sealed = new Uint8Array(file.bytes);
    for (let part = 0; part < file.parts; part++) {
      const bytes = this.ctx.storage.kv.get<Uint8Array>(partKey(hash, part));
      if (bytes) sealed.set(bytes, part * PART_BYTES);
    }
    return sealed;
  }

  /** Deletes all files: the connection has ended. */
  async end(): Promise<void> {
    await Promise.all([this.ctx.storage.deleteAlarm(), this.ctx.storage.deleteAll()]);
  }

  override async alarm(): Promise<void> {
    this.#forget();
    const ends = this.#files().map(([, { expiresAt }]) => expiresAt);
    if (ends.length > 0) await this.ctx.storage.setAlarm(Math.min(...ends));
    else await this.ctx.storage.deleteAll();
  }

  /** Deletes what has expired, and the oldest as far as a new file needs their room. */
  #forget(newBytes = 0): void {
    const now = Date.now();
    let room = MAX_KEPT_FILE_BYTES - newBytes;
    for (const [index, [key, { expiresAt, bytes, parts }]] of this.#files().entries()) {
      room -= bytes;
      const isCrowded = newBytes > 0 && (index >= MAX_KEPT_FILES - 1 || room < 0);
      if (expiresAt > now && !isCrowded) continue;
      this.ctx.storage.kv.delete(key);
      for (let part = 0; part < parts; part++) this.ctx.storage.kv.delete(partKey(hashOf(key), part));
    }
  }

  /** All files, the newest first. */
  #files(): [string, KeptFile][] {
    return [...this.ctx.storage.kv.list<KeptFile>({ prefix: FILE_KEYS.file })].sort(
      ([, a], [, b]) => b.expiresAt - a.expiresAt,
    );
  }
}

const hashOf = (key: string) => key.slice(FILE_KEYS.file.length);
const partKey = (hash: string, part: number) => `${FILE_KEYS.part}${hash}/${part}`;

/** The address by which this server gives a file out. The id stands in the query, because logs keep the paths of requests. */
export const EXPORT_PATH = '/export';
const ID_PARAMETER = 'file';

/** Keeps the files of one connection, behind links of this server. */
export function exportShelf(env: Env, config: Config, { connectionId }: Pick<GrantProps, 'connectionId'>): ExportShelf {
  const link = `${config.baseUrl}${EXPORT_PATH}?${ID_PARAMETER}=`;
  return {
    async keep({ name, text }) {
      try {
        const id = (await placeOf(connectionId)) + base64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
        const { hash, key, context } = await keysOf(config, id);
        const sealed = await sealBytes(key, context, new TextEncoder().encode(`${name}\n${text}`));
        await stubOf(env, config, id).keep(hash, sealed);
        const { CONNECTIONS } = env;
        if (await CONNECTIONS.get(CONNECTIONS.idFromString(connectionId)).isOpen()) return link + id;
        // It ended during the export, and its end may have come before the file.
        await endExports(env, config, connectionId);
        return undefined;
      } catch (error) {
        // The result has its rows all the same.
        logError('export_not_kept', error);
        return undefined;
      }
    },
    async read(uri) {
      const id = uri.startsWith(link) ? uri.slice(link.length) : '';
      return id.startsWith(await placeOf(connectionId)) ? readFile(env, config, id) : undefined;
    },
  };
}

/** Deletes the files of a connection that has ended. Never throws: they go after EXPORT_FILE_SECONDS anyway. */
export async function endExports(env: Env, config: Config, connectionId: string): Promise<void> {
  try {
    await stubOf(env, config, await placeOf(connectionId)).end();
  } catch (error) {
    logError('exports_not_ended', error);
  }
}

/** The file that a link names; undefined if there is none, or none any more. */
export const readExportOfLink = (url: URL, env: Env, config: Config): Promise<ExportFile | undefined> =>
  readFile(env, config, url.searchParams.get(ID_PARAMETER) ?? '');

async function readFile(env: Env, config: Config, id: string): Promise<ExportFile | undefined> {
  if (!ID.test(id)) return undefined;
  const { hash, key, context } = await keysOf(config, id);
  const sealed = await stubOf(env, config, id).read(hash);
  const bytes = sealed && (await openBytes(key, context, sealed));
  if (!bytes) return undefined;
  // The decoder would take the byte order mark of the file away.
  const file = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
  const end = file.indexOf('\n');
  return { name: file.slice(0, end), text: file.slice(end + 1) };
}

/** Says nothing about the connection: its id can't be computed from it. */
const placeOf = async (connectionId: string) =>
  base64Url((await digest(`place of files ${connectionId}`)).slice(0, PLACE_BYTES));

/**
 * Storage has the hash of an id, and the id alone gives the key: whoever reads the storage opens nothing. An id is as random as a
 * key, so a hash of it is one.
 */
async function keysOf(config: Config, id: string) {
  const hash = await sha256Hex(id);
  return { hash, key: base64Url(await digest(`key of a file ${id}`)), context: sealContext(config, 'file', hash) };
}

const digest = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

const stubOf = (env: Env, { polarEnvironment }: Config, id: string) =>
  env.EXPORT_FILES.get(env.EXPORT_FILES.idFromName(`${polarEnvironment} ${id.slice(0, PLACE_CHARACTERS)}`));

const base64Url = (bytes: Uint8Array) => encodeBase64Url(bytes.buffer as ArrayBuffer);
