import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stdioBundle } from '../../scripts/stdio-bundle.ts';
import { bundle } from '../support/bundle.ts';

test('what is deployed has our modules in place of those of the SDK and zod that make a start slow', async () => {
  const { folder, remove } = await bundle(undefined, undefined, true);
  try {
    const code = await readFile(join(folder, 'index.js'), 'utf8');
    expect(code).toContain('// src/mcp/sdk-shims.ts');
    expect(code).not.toContain('preloadSchemas()');
    expect(zodOf(code)).toBe('init_late_zod();');
  } finally {
    await remove();
  }
});

test('what is started over stdio has them too', async () => {
  const code = await stdioBundle();
  expect(code).toContain('// src/stdio-shims.ts');
  expect(code).not.toMatch(/^\/\/ node_modules\/ajv/m);
  expect(zodOf(code)).toBe('init_late_zod();');
});

/** The zod that the SDK makes its schemas by: ours, and not zod itself. */
const zodOf = (code: string) =>
  /"[^"]*@modelcontextprotocol\/core\/dist\/schemas[^"]*"\(\) \{\n(.*)/.exec(code)?.[1]?.trim();
