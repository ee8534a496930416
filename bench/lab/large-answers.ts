import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a page of products is answered: with its length, without, or with spaces behind it that don't end. */
export type Way = 'with a length' | 'without a length' | 'without end';

export interface LargeAnswers {
  url: string;
  /** Undefined lets the server behind answer. */
  way: Way | undefined;
  /** So many requests are held, and then answered together. */
  together: number;
  /** How much of answers without end was sent, in bytes. */
  sentBytes: number;
  close(): Promise<void>;
}

const SPACES = Buffer.alloc(64 * 1024, ' ');

/** Stands before a Polar and answers one path itself, with a page of as many bytes as are wanted. */
export async function startLargeAnswers(behind: string, path: string, page: Buffer): Promise<LargeAnswers> {
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const { way } = answers;
    if (way === undefined || new URL(url, behind).pathname !== path) {
      const forward = request(behind + url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      });
      forward.on('error', () => outgoing.destroy());
      incoming.pipe(forward);
      return;
    }
    held.push(() => {
      outgoing.setHeader('Content-Type', 'application/json').on('error', () => {});
      if (way === 'with a length') return outgoing.end(page);
      outgoing.write(page);
      if (way === 'without a length') return outgoing.end();
      return goOn(outgoing);
    });
    if (held.length < answers.together) return;
    for (const answer of held.splice(0)) answer();
  });
  const held: (() => void)[] = [];
  const goOn = (outgoing: ServerResponse) => {
    do answers.sentBytes += SPACES.length;
    while (!outgoing.destroyed && outgoing.write(SPACES));
    outgoing.once('drain', () => goOn(outgoing));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answers: LargeAnswers = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    way: undefined,
    together: 1,
    sentBytes: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return answers;
}
