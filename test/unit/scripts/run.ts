import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { bundledScript } from '../../support/bundled-script.ts';

interface Ran {
  code: number;
  /** The lines that it printed: stdout, then stderr. */
  lines: string[];
}

/** Runs a script as `npm run` does, in this environment and `env`. */
export async function run(script: string, args: string[], cwd = '.', env: NodeJS.Dict<string> = {}): Promise<Ran> {
  return runFile(await bundledScript(resolve(cwd, script)), args, cwd, env);
}

/** Runs a bundled script, which may stand elsewhere than in `cwd`. */
export function runFile(file: string, args: string[], cwd: string, env: NodeJS.Dict<string>): Promise<Ran> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [file, ...args],
      { timeout: 30_000, cwd, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        const lines = `${stdout}${stderr}`.trim().split('\n');
        // A script that was stopped, because its time was over, has no code.
        done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, lines });
      },
    );
  });
}
