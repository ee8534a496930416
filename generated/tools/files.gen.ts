// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_files: Tool = {
  toolset: 'files',
  risk: 'read',
  scopes: [['files:read', 'files:write']],
  operations: [
    operation({
      id: 'files:list',
      params: () => exact({
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
      }),
      call: (polar, query) => polar.GET('/v1/files/', { params: { query } }),
    }),
  ],
};

export const start_file_upload: Tool = {
  toolset: 'files',
  risk: 'write',
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:create',
      params: () => exact({}),
      body: schemas.FileCreate,
      call: (polar, _, body) => polar.POST('/v1/files/', { body }),
    }),
  ],
};

export const complete_file_upload: Tool = {
  toolset: 'files',
  risk: 'write',
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:uploaded',
      params: () => exact({
        file_id: id(),
        clear: z.array(z.enum(["parts[].checksum_sha256_base64"])).exactOptional(),
      }),
      body: schemas.FileUploadCompleted,
      call: (polar, { file_id }, body) => polar.POST('/v1/files/{id}/uploaded', { params: { path: { id: file_id } }, body }),
    }),
  ],
};

export const update_file: Tool = {
  toolset: 'files',
  risk: 'write',
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:update',
      params: () => exact({
        id: id(),
        clear: z.array(z.enum(["name", "version"])).exactOptional(),
      }),
      body: schemas.FilePatch,
      call: (polar, { id }, body) => polar.PATCH('/v1/files/{id}', { params: { path: { id } }, body }),
    }),
  ],
};

export const delete_file: Tool = {
  toolset: 'files',
  risk: 'irreversible',
  scopes: [['files:write']],
  operations: [
    operation({
      id: 'files:delete',
      params: () => exact({
        id: id(),
      }),
      call: (polar, { id }) => polar.DELETE('/v1/files/{id}', { params: { path: { id } } }),
    }),
  ],
};
