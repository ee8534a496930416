import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';

test('what is deployed has our modules in place of those of the SDK and zod that make a start slow', async () => {
  const { folder, remove } = await bundle(undefined, undefined, true);
  try {
    const code = await readFile(join(folder, 'index.js'), 'utf8');
    expect(code).toContain('// src/mcp/sdk-shims.ts');
    expect(code).not.toContain('preloadSchemas()');
    // The SDK makes its schemas by it, not by zod itself.
    const core = /"[^"]*@modelcontextprotocol\/core\/dist\/schemas[^"]*"\(\) \{\n(.*)/.exec(code)?.[1];
    expect(core?.trim()).toBe('init_late_zod();');
  } finally {
    await remove();
  }
});
