// Written by `npm run generate` from openapi/. Do not edit.
import * as z from 'zod';
import { exact, id, int } from '../runtime.gen.ts';
import * as schemas from '../schemas.gen.ts';
import { operation, type Tool } from '../tool.gen.ts';

export const list_custom_fields: Tool = {
  title: "List custom fields",
  toolset: 'custom_fields',
  risk: 'read',
  scopes: [['custom_fields:read', 'custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:list',
      params() {
        return exact({
          organization_id: z.union([
            id(),
            z.array(id()),
          ]).nullable().exactOptional(),
          query: z.string().nullable().exactOptional(),
          type: z.union([
            schemas.CustomFieldType(),
            z.array(schemas.CustomFieldType()),
          ]).nullable().exactOptional(),
          page: int().gt(0).exactOptional(),
          limit: int().gt(0).exactOptional(),
          sorting: z.array(schemas.CustomFieldSortProperty()).nullable().exactOptional(),
        });
      },
      answer: {"kind":"list","resource":"CustomField"},
      call(polar, query) {
        return polar.GET('/v1/custom-fields/', { params: { query }, parseAs: 'text' });
      },
    }),
  ],
};

export const create_custom_field: Tool = {
  title: "Create custom field",
  toolset: 'custom_fields',
  risk: 'write',
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:create',
      params() {
        return exact({});
      },
      body: schemas.CustomFieldCreate,
      answer: {"kind":"one","resource":"CustomField"},
      settledBy: {"tool":"list_custom_fields","with":{"organization_id":"organization_id"},"given":{"sorting":["-created_at"]}},
      call(polar, _, body) {
        return polar.POST('/v1/custom-fields/', { body, parseAs: 'text' });
      },
    }),
  ],
};

export const get_custom_field: Tool = {
  title: "Get custom field",
  toolset: 'custom_fields',
  risk: 'read',
  aliases: {"custom_field_id":"id"},
  scopes: [['custom_fields:read', 'custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:get',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"one","resource":"CustomField"},
      call(polar, { id }) {
        return polar.GET('/v1/custom-fields/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};

export const update_custom_field: Tool = {
  title: "Update custom field",
  toolset: 'custom_fields',
  risk: 'write',
  aliases: {"custom_field_id":"id"},
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:update',
      params() {
        return exact({
          id: id(),
          clear: z.array(z.enum(["metadata", "properties.form_label", "properties.form_help_text", "properties.form_placeholder", "properties.textarea", "properties.min_length", "properties.max_length", "properties.ge", "properties.le"])).exactOptional(),
        });
      },
      body: schemas.CustomFieldUpdate,
      partial: true,
      emptyValues: {"metadata":{}},
      replacedObjects: [{"field":"properties","partial":"merged","names":["form_label","form_help_text","form_placeholder","textarea","min_length","max_length","ge","le","options"],"drops":["properties.form_label","properties.form_help_text","properties.form_placeholder","properties.textarea","properties.min_length","properties.max_length","properties.ge","properties.le"]}],
      answer: {"kind":"one","resource":"CustomField"},
      target: {"tool":"get_custom_field","with":{"id":"id"}},
      settledBy: {"tool":"get_custom_field","with":{"id":"id"}},
      call(polar, { id }, body) {
        return polar.PATCH('/v1/custom-fields/{id}', { params: { path: { id } }, body, parseAs: 'text' });
      },
    }),
  ],
};

export const delete_custom_field: Tool = {
  title: "Delete custom field",
  toolset: 'custom_fields',
  risk: 'irreversible',
  consequence: "The question is removed from every product, for good. Answers already given stay.",
  before: [{"tool":"get_custom_field","with":{"id":"id"}},{"tool":"list_products","with":{},"given":{"limit":100},"fields":["id","name"]}],
  done: "The custom field is deleted; answers already given stay.",
  aliases: {"custom_field_id":"id"},
  scopes: [['custom_fields:write']],
  operations: [
    operation({
      id: 'custom-fields:delete',
      params() {
        return exact({
          id: id(),
        });
      },
      answer: {"kind":"empty"},
      target: {"tool":"get_custom_field","with":{"id":"id"}},
      settledBy: {"tool":"get_custom_field","with":{"id":"id"}},
      call(polar, { id }) {
        return polar.DELETE('/v1/custom-fields/{id}', { params: { path: { id } }, parseAs: 'text' });
      },
    }),
  ],
};
