import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Answer, callAsModel, type LabClient } from '../lab/client.ts';
import { environmentOf } from '../lab/run.ts';

const FOLDER = new URL('../python/', import.meta.url).pathname;
/** The Python of the lab's own environment, which `install.ts` makes. */
const PYTHON = `${FOLDER}.venv/bin/python`;

const PACKAGES = ['mcp', 'fastmcp', 'openai-agents'];

/** Python's clients. None where the machine has no Python. */
export const pythonClients: readonly LabClient[] = existsSync(PYTHON)
  ? PACKAGES.map((name) => ({
      name: `${name} (Python)`,
      version: pythonVersionOf(name),
      kind: 'library',
      connect: async (house, address, home) => {
        const driver = spawn(PYTHON, [`${FOLDER}driver.py`, name, address], {
          cwd: home,
          stdio: ['pipe', 'pipe', 'pipe'],
          env: environmentOf(house.person.bin, home, {}),
        });
        const ask = talkTo(driver);
        await ask();
        return {
          turn: async (model) => {
            const { tools } = (await ask({ do: 'list' })) as { tools: string[] };
            return callAsModel(tools, model, async (call) => (await ask({ do: 'call', ...call })) as Answer);
          },
          close: async () => {
            driver.kill();
          },
        };
      },
    }))
  : [];

/**
 * Sends a line to a driver, and waits for its answer.
 *
 * @returns without something to send, waits for the first line
 * @throws Error with what the client threw, or with the end of what the driver printed when it ended
 */
function talkTo(driver: ChildProcessByStdio<Writable, Readable, Readable>): (asked?: object) => Promise<unknown> {
  const lines = createInterface({ input: driver.stdout })[Symbol.asyncIterator]();
  let errors = '';
  driver.stderr.on('data', (part: Buffer) => {
    errors = (errors + part).slice(-2000);
  });
  return async (asked) => {
    if (asked) driver.stdin.write(`${JSON.stringify(asked)}\n`);
    const { value, done } = await lines.next();
    if (done)
      throw new Error(
        `It ended: ${errors
          .split('\n')
          .findLast((line) => /[a-z]/i.test(line))
          ?.trim()}`,
      );
    const answer = JSON.parse(value) as { error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
}

function pythonVersionOf(name: string): string {
  const script = `import importlib.metadata; print(importlib.metadata.version("${name}"))`;
  return execFileSync(PYTHON, ['-c', script], { encoding: 'utf8' }).trim();
}
