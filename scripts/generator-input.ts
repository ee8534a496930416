import { readFile } from 'node:fs/promises';
import { bounds } from '../openapi/catalog/bounds.ts';
import { commonHints } from '../openapi/catalog/common-hints.ts';
import { defaultSurface } from '../openapi/catalog/default-surface.ts';
import { catalog as toolsets } from '../openapi/catalog/index.ts';
import { ownTools } from '../openapi/catalog/own-tools.ts';
import { replacedObjects } from '../openapi/catalog/replaced-objects.ts';
import { secrets } from '../openapi/catalog/secrets.ts';
import { synonyms } from '../openapi/catalog/synonyms.ts';
import type { Document } from '../openapi/document.ts';
import type { Catalog } from './generator/index.ts';
import type { LockedNames } from './generator/names.ts';

export const NAMES_LOCK = 'openapi/names.lock.json';

/** Reads the generator's input: the document and the lock from the working directory, the catalog beside this file. */
export async function readGeneratorInput(): Promise<{ document: Document; catalog: Catalog }> {
  const document = JSON.parse(await readFile('openapi/polar.json', 'utf8')) as Document;
  const names = JSON.parse(await readFile(NAMES_LOCK, 'utf8').catch(() => '{}')) as LockedNames;
  return {
    document,
    catalog: { toolsets, ownTools, commonHints, defaultSurface, synonyms, secrets, replacedObjects, bounds, names },
  };
}
