// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_files: Tool = {
  title: "List files",
  toolset: 'files',
  risk: 'read',
  aliases: {"id":"ids","file_id":"ids"},
  scopes: [['files:read', 'files:write']],
  operations: [
    operation({
      id: 'files:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          ids: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"FileRead"},
      call(polar, query) {
        return polar.GET('/v1/files/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const start_file_upload: Tool = {
  title: "Start file upload",
  toolset: 'files',
  risk: 'write',
  whenLost: "Make the same call again: an upload that is not completed counts for nothing, and no list shows it.",
  nextStep: "For each of upload.parts, PUT the bytes of the file from chunk_start up to, and not including, chunk_end to its url, with exactly its headers, before expires_at. Keep the ETag header of each answer. Then call complete_file_upload: file_id is this id; id and path are those of upload; parts have the number, the ETag and the checksum of each.",
  reveals: ["upload.parts.url","upload.parts.headers"],
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:create',
      params() {
        return exact({});
      },
      body: schemas.FileCreate,
      computed: ["upload","upload.parts.number","upload.parts.chunk_start","upload.parts.chunk_end"],
      answer: {"kind":"one","resource":"FileUpload"},
      call(polar, _, body) {
        return polar.POST('/v1/files/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const complete_file_upload: Tool = {
  title: "Complete file upload",
  toolset: 'files',
  risk: 'write',
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:uploaded',
      params() {
        return exact({
          file_id: id(),
        });
      },
      body: schemas.FileUploadCompleted,
      renamed: {"id":"file_id"},
      answer: {"kind":"one","resource":"FileRead"},
      settledBy: {"tool":"list_files","with":{"ids":"file_id"}},
      call(polar, { file_id }, body) {
        return polar.POST('/v1/files/{id}/uploaded', { params: { path: { id: file_id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const update_file: Tool = {
  title: "Update file",
  toolset: 'files',
  risk: 'write',
  aliases: {"file_id":"id"},
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:update',
      params() {
        return exact({
          id: id(),
        });
      },
      body: schemas.FilePatch,
      partial: true,
      answer: {"kind":"one","resource":"FileRead"},
      settledBy: {"tool":"list_files","with":{"ids":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/files/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_file: Tool = {
  title: "Delete file",
  toolset: 'files',
  risk: 'irreversible',
  consequence: "Customers can no longer download the file; it can't be restored.",
  before: [{"tool":"list_files","with":{"ids":"id"}}],
  done: "The file is deleted.",
  aliases: {"file_id":"id"},
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:delete',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      settledBy: {"tool":"list_files","with":{"ids":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/files/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
