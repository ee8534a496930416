import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { allowWith, Person } from '../../../scripts/demo-client/person.ts';
import { bodyOf } from './front.ts';

/** What the person chooses on the pages, by the fields of their forms. */
export const ALLOWS = {
  reading: { access: 'read', organization: 'all' },
  everything: { access: 'write', organization: 'all' },
  products: { access: 'choose', 'toolset.products': 'write', organization: 'all' },
} as const;

const STEP_MS = 30_000;

/**
 * A person at a browser. Clients open pages by `xdg-open`, which is this lab's own, or by `$BROWSER`. It gives the address to this
 * server, which walks the pages to the client's own address and opens that too.
 */
export class LabPerson {
  allows: keyof typeof ALLOWS = 'everything';
  /** Each login, as it ended: the path where it ended, or what the last page said. */
  readonly visits: string[] = [];
  readonly #opened = new Set<string>();

  private constructor(
    private readonly server: Server,
    /** The folder of `xdg-open`, for PATH. */
    readonly bin: string,
  ) {}

  /** @param folder where `xdg-open` is written */
  static async open(folder: string): Promise<LabPerson> {
    const server = createServer((request, response) => {
      void bodyOf(request).then((address) => {
        response.end();
        void person.visit(address.trim());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await mkdir(folder, { recursive: true });
    const person = new LabPerson(server, folder);
    const script = `#!/bin/sh\nexec curl -s -m 20 --data-raw "$1" http://127.0.0.1:${port}/ >/dev/null\n`;
    for (const name of ['xdg-open', 'open', 'x-www-browser', 'www-browser', 'sensible-browser']) {
      await writeFile(join(folder, name), script);
      await chmod(join(folder, name), 0o755);
    }
    return person;
  }

  /** Walks the pages of a login. Never throws: `visits` has what became of it. */
  async visit(address: string): Promise<void> {
    // A program may print the address, and open it too.
    if (this.#opened.has(address)) return;
    this.#opened.add(address);
    try {
      const back = new URL(address).searchParams.get('redirect_uri') ?? '';
      const end = await this.walk(address, back || 'http://');
      if (end instanceof URL && /^https?:/.test(end.protocol))
        await fetch(end, { signal: AbortSignal.timeout(STEP_MS) });
    } catch {
      // `visits` has it.
    }
  }

  /**
   * Walks from an authorization request to the client's own address, and allows as much as `allows` says.
   *
   * @returns that address with the code or the error, or the page where there was nothing to press
   */
  async walk(start: string | URL, end: string): Promise<URL | { status: number; text: string }> {
    try {
      const landed = await new Person().walk(start, end, allowWith(ALLOWS[this.allows]));
      this.visits.push(
        landed instanceof URL ? outcomeOf(landed) : `a page (${landed.status}): ${oneLine(landed.text)}`,
      );
      return landed;
    } catch (error) {
      this.visits.push(`failed: ${error instanceof Error ? error.message : error}`);
      throw error;
    }
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const outcomeOf = ({ searchParams }: URL) =>
  searchParams.has('code') ? 'allowed' : `refused: ${searchParams.get('error')}`;

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 200);
