import { createServer, type IncomingHttpHeaders, request } from 'node:http';

/** An answer on its way back. */
export interface Passing {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Changes an answer; or keeps it back, so that the request hangs. */
export type Meddle = (asked: { method: string; path: string }, answer: Passing) => Passing | 'hang';

/** Stands before a server and changes what it answers. */
export interface Meddler {
  url: string;
  /** Undefined passes everything on as it is. */
  meddle: Meddle | undefined;
  close(): Promise<void>;
}

/** @param to the port on this machine of the server behind; it sees the Host header of this one */
export async function startMeddler(port: number, to: number): Promise<Meddler> {
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    // A compressed answer can't be changed.
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
    const forward = request({ host: 'localhost', port: to, method, path: url, headers }, async (answer) => {
      let body = '';
      for await (const chunk of answer) body += chunk;
      const path = new URL(url, 'http://localhost').pathname;
      // The length is another after a change.
      const { 'content-length': _, 'transfer-encoding': __, ...rest } = answer.headers;
      const given: Passing = { status: answer.statusCode ?? 0, headers: rest, body };
      const passed = meddler.meddle?.({ method, path }, given) ?? given;
      if (passed !== 'hang') outgoing.writeHead(passed.status, passed.headers).end(passed.body);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  const meddler: Meddler = {
    url: `http://localhost:${port}`,
    meddle: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return meddler;
}
