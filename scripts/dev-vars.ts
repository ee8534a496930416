import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export const DEV_VARS = '.dev.vars';

/** The variables for `npm start`, by name; empty when there is no such file. */
export function readDevVars(): Record<string, string | undefined> {
  return existsSync(DEV_VARS) ? parseEnv(readFileSync(DEV_VARS, 'utf8')) : {};
}
