import { type Readable, Transform, type Writable } from 'node:stream';
import { STDIO_DEFAULT_MAX_BUFFER_SIZE } from '@modelcontextprotocol/server';
import { type FormProblem, formProblem } from './mcp/index.ts';

const NEWLINE = '\n'.charCodeAt(0);

/**
 * Passes on the lines of a client that are messages of JSON-RPC, and answers those that aren't with an error. The SDK's transport
 * drops these, and the client would wait for ever. Lines that are no JSON are passed on too: the SDK skips what a program prints.
 *
 * @param input what the client writes. It is paused when the result is paused, so that the process can end
 * @param output where the client reads
 */
export function checkedMessages(input: Readable, output: Writable): Readable {
  let parts: Buffer[] = [];
  let bytes = 0;
  const checked = new Transform({
    transform(chunk: Buffer, _, done) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        const line = Buffer.concat([...parts, chunk.subarray(start, end + 1)]);
        [parts, bytes, start] = [[], 0, end + 1];
        const problem = lineProblem(line);
        if (problem) output.write(`${answerTo(problem)}\n`);
        else this.push(line);
      }
      const rest = chunk.subarray(start);
      parts.push(rest);
      bytes += rest.length;
      // The transport refuses a line of this length, and ends.
      if (bytes > STDIO_DEFAULT_MAX_BUFFER_SIZE) this.push(Buffer.concat(parts.splice(0)));
      done();
    },
  });
  checked.on('pause', () => input.pause());
  return input.pipe(checked);
}

function lineProblem(line: Buffer): FormProblem | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line.toString());
  } catch {
    return undefined;
  }
  return Array.isArray(message) ? BATCH : formProblem(message);
}

/** Over stdio the SDK takes no batches. */
const BATCH: FormProblem = {
  code: -32_600,
  message: 'This server takes one message in a line, and no batch.',
  id: null,
};

const answerTo = ({ code, message, id }: FormProblem) =>
  JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id });
