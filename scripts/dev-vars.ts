import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export const DEV_VARS = '.dev.vars';

/** A value in quotation marks, which may have several lines. */
const QUOTED = /=[ \t]*(["'`]).*?\1/gs;
const VARIABLE = /^\s*(export\s+)?[\w.-]+\s*=/;

/**
 * The variables for `npm start`, by name; empty when there is no such file.
 *
 * @throws Error with one line when the file can't be read, or has a line that is no variable
 */
export function readDevVars(): Record<string, string | undefined> {
  return parseDevVars(textOfFile());
}

/**
 * Reads the text of such a file. Node leaves out what is no variable, and `npm start` would use another Polar than is meant.
 *
 * @throws Error that names the line which is none
 */
export function parseDevVars(written: string): Record<string, string | undefined> {
  // Windows' PowerShell writes UTF-16, in which each second byte is 0.
  if (/[\0\ufffd]/.test(written)) throw new Error(`${DEV_VARS} isn't UTF-8: save it as that`);
  const text = written.replace(/^\ufeff/, '');
  const withoutValues = text.replaceAll(QUOTED, (value) => `=${value.replaceAll(/[^\n]/g, '')}`);
  for (const [index, line] of withoutValues.split('\n').entries()) {
    if (/^\s*(#|$)/.test(line) || VARIABLE.test(line)) continue;
    throw new Error(`Line ${index + 1} of ${DEV_VARS} is no variable: write it as NAME=value`);
  }
  return parseEnv(text);
}

function textOfFile(): string {
  try {
    return readFileSync(DEV_VARS, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'ENOENT') return '';
    throw new Error(`${DEV_VARS} can't be read (${code}): it has to be a file of yours`, { cause: error });
  }
}
