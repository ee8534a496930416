import { ensureStyles, writeStyles } from './page-styles.ts';
import { ensureView, writeView } from './view-bundle.ts';

/** Makes the texts in dist/ that the Worker and the server over stdio import: the view, and the pages' stylesheets. */
export async function writeTexts(): Promise<void> {
  await Promise.all([writeView(), writeStyles()]);
}

/** Makes them where they are missing, or older than what they are made of. */
export async function ensureTexts(): Promise<void> {
  await Promise.all([ensureView(), ensureStyles()]);
}
