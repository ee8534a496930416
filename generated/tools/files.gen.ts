// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { tool } from '../tool.gen.ts';

export const list_files = tool({
  operation: 'files:list',
  toolset: 'files',
  risk: 'read',
  scopes: ['files:read', 'files:write'],
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
});

export const create_file = tool({
  operation: 'files:create',
  toolset: 'files',
  risk: 'write',
  scopes: ['files:write'],
  params: () => exact({}),
  body: schemas.FileCreate,
  call: (polar, _, body) => polar.POST('/v1/files/', { body }),
});

export const complete_file_upload = tool({
  operation: 'files:uploaded',
  toolset: 'files',
  risk: 'write',
  scopes: ['files:write'],
  params: () => exact({
    file_id: id(),
  }),
  body: schemas.FileUploadCompleted,
  call: (polar, { file_id }, body) => polar.POST('/v1/files/{id}/uploaded', { params: { path: { id: file_id } }, body }),
});

export const update_file = tool({
  operation: 'files:update',
  toolset: 'files',
  risk: 'write',
  scopes: ['files:write'],
  params: () => exact({
    id: id(),
  }),
  body: schemas.FilePatch,
  call: (polar, { id }, body) => polar.PATCH('/v1/files/{id}', { params: { path: { id } }, body }),
});

export const delete_file = tool({
  operation: 'files:delete',
  toolset: 'files',
  risk: 'irreversible',
  scopes: ['files:write'],
  params: () => exact({
    id: id(),
  }),
  call: (polar, { id }) => polar.DELETE('/v1/files/{id}', { params: { path: { id } } }),
});
