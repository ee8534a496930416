import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript';
import type { Document } from '../../openapi/document.ts';
import { HEADER } from './code.ts';

/** Polar lets a request leave out a field with a default. */
const OPTIONS = { defaultNonNullable: false, silent: true };

/**
 * Writes Polar's paths and components as TypeScript types. The library's default export would lint the document before, which
 * takes longer than all else of the generator: `spec:update` has checked its structure.
 */
export function emitTypes(document: Document): string {
  // The library writes into the document, so it gets a copy.
  const schema = structuredClone(document) as unknown as OpenAPI3;
  const context = {
    ...OPTIONS,
    discriminators: scanDiscriminators(schema, OPTIONS),
    resolve: ($ref: string) => resolveRef(schema, $ref, OPTIONS),
    injectFooter: [],
  };
  // The options that are left out are off.
  return `${HEADER}\n${astToString(transformSchema(schema, context as unknown as GlobalContext))}`;
}
