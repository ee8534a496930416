import openapiTS, { astToString } from 'openapi-typescript';
import type { Document } from './document.ts';
import { HEADER } from './header.ts';

/** Polar's paths and components as TypeScript types. */
export async function emitTypes(document: Document): Promise<string> {
  // A field with a default may be left out of a request, so it isn't required. The copy is the tool's to change.
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, silent: true });
  return `${HEADER}\n${astToString(ast)}`;
}
