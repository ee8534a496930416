import type { Toolset } from '../../openapi/catalog/types.ts';
import { HEADER } from './header.ts';

/** The toolsets with their words, in the catalog's order. */
export function emitToolsets(toolsets: readonly Toolset[]): string {
  const entries = toolsets.map(({ name, title, description }) => `  ${JSON.stringify({ name, title, description })},`);
  return `${HEADER}\nexport const toolsets = [\n${entries.join('\n')}\n] as const;\n`;
}
