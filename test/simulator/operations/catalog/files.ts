import type { Item } from '../../document.ts';
import { pageOf } from '../../paging.ts';
import { inSeconds } from '../../time.ts';
import { type Call, chooseOrganization, itemsOf, recordOf, visibleRecords } from '../call.ts';

const UPLOAD_SECONDS = 600;

/** Starts an upload: the answer says where each part is to be put. */
export function createFile(call: Call): unknown {
  const { upload, ...body } = call.body;
  const organization = chooseOrganization(call, call.body);
  const id = call.store.newId();
  const path = `${String(body.service)}/${organization}/${id}/${String(body.name)}`;
  const record = call.store.insert('files', {
    version: null,
    checksum_sha256_base64: null,
    ...body,
    id,
    path,
    organization_id: organization,
    is_uploaded: false,
    size_readable: readableSize(Number(body.size)),
    ...(body.service !== 'downloadable' && { public_url: `https://files.example/${path}` }),
  });
  const expires_at = inSeconds(record.created_at, UPLOAD_SECONDS);
  const parts = itemsOf((upload as Item | undefined)?.parts).map((part) => ({
    ...part,
    url: `https://uploads.example/${id}/${String(part.number)}?signature=simulated`,
    expires_at,
    headers: {},
  }));
  return { ...record, upload: { id: `upload-${id}`, path, parts } };
}

export function completeUpload(call: Call): unknown {
  const record = recordOf(call);
  return call.store.update('files', record, {
    is_uploaded: true,
    last_modified_at: call.store.now(),
    storage_version: 'v1',
  });
}

/** The files behind a benefit of type `downloadables`. */
export function benefitFiles(call: Call): unknown {
  const benefit = recordOf(call);
  const ids = (benefit.properties as Item | undefined)?.files;
  const files = visibleRecords(call, 'files').filter((file) => Array.isArray(ids) && ids.includes(file.id));
  return pageOf(files, call.query, call.store);
}

function readableSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const exponent = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** exponent).toFixed(exponent === 0 ? 0 : 1)} ${units[exponent] ?? 'B'}`;
}
