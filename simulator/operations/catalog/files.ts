import type { Item } from '../../document.ts';
import { passes } from '../../filters.ts';
import { pageOf } from '../../paging.ts';
import { crash } from '../../problems.ts';
import { beginUpload, expiryOf, joinParts, partUrl, StorageRefusal, signedHeaders } from '../../storage.ts';
import type { StoredRecord } from '../../store.ts';
import { type Call, chooseOrganization, itemsOf, recordOf, visibleRecords } from '../call.ts';
import type { Hooks } from '../crud.ts';
import { requireDownloadables } from './benefits.ts';

const PUBLIC_SERVICES = ['product_media', 'organization_avatar'];

export const fileHooks: Hooks = {
  // `null` and an empty text mean "not given".
  update: (_call, record, { name, version }) => ({ name: name || record.name, version: version || record.version }),
  removed: (call, record) => {
    for (const product of call.store.list('products')) {
      if (Array.isArray(product.medias)) product.medias = product.medias.filter((id) => id !== record.id);
    }
  },
};

/** Uploads that were begun and never completed are not listed. */
export function listFiles(call: Call): unknown {
  const files = visibleRecords(call, 'files')
    .filter((file) => file.is_uploaded === true && passes(file, call.query, 'files', call.store))
    .reverse();
  return pageOf(files, call.query, call.store);
}

/** Starts an upload: the answer says where each part is to be put, and with which headers. */
export function createFile(call: Call): unknown {
  const { upload, ...body } = call.body;
  const organization = chooseOrganization(call, call.body);
  const id = call.store.newId();
  const path = `${String(body.service)}/${organization}/${id}/${String(body.name)}`;
  const uploadId = unrefused(() => beginUpload(call.store, path, id));
  const record = call.store.insert('files', {
    version: null,
    checksum_sha256_base64: null,
    ...body,
    id,
    path,
    organization_id: organization,
    is_uploaded: false,
    storage_version: null,
    checksum_etag: null,
    last_modified_at: null,
    checksum_sha256_hex: hexOf(body.checksum_sha256_base64),
    size_readable: readableSize(Number(body.size)),
    ...(PUBLIC_SERVICES.includes(String(body.service)) && { public_url: `https://files.example/${path}` }),
  });
  const now = call.store.now();
  const parts = itemsOf((upload as Item | undefined)?.parts).map((part) => ({
    checksum_sha256_base64: null,
    ...part,
    url: partUrl(call.origin, path, uploadId, part, now),
    expires_at: expiryOf(now),
    headers: signedHeaders(part.checksum_sha256_base64),
  }));
  return { ...record, upload: { id: uploadId, path, parts } };
}

/** Polar crashes when its store for files refuses. */
function unrefused<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof StorageRefusal ? crash() : error;
  }
}

function hexOf(base64: unknown): string | null {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64').toString('hex') : null;
}

/** Completes an upload: its parts become one object. A call may be repeated. */
export function completeUpload(call: Call): StoredRecord {
  const record = recordOf(call);
  const { id, path, parts } = call.body;
  const object = unrefused(() => joinParts(call.store, path, id, itemsOf(parts)));
  return call.store.update('files', record, {
    is_uploaded: true,
    checksum_etag: object.etag,
    last_modified_at: call.store.now(),
    storage_version: 'v1',
  });
}

/** The files behind a benefit of type `downloadables`. */
export function benefitFiles(call: Call): unknown {
  const benefit = recordOf(call);
  requireDownloadables(benefit);
  const ids = (benefit.properties as Item | undefined)?.files;
  const files = visibleRecords(call, 'files').filter((file) => Array.isArray(ids) && ids.includes(file.id));
  return pageOf(files, call.query, call.store);
}

function readableSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const exponent = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** exponent).toFixed(1)} ${units[exponent] ?? 'B'}`;
}
