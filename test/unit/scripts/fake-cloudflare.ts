import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ACCOUNT = 'account';

/** A Worker as it was uploaded. */
export interface Upload {
  name: string;
  metadata: {
    bindings: { name: string; type: string; text?: string; namespace_id?: string; class_name?: string }[];
    migrations?: { new_tag: string; steps: object[] };
    observability?: object;
  };
}

interface FakeCloudflare {
  /** For CLOUDFLARE_API_BASE_URL. */
  url: string;
  /** The requests that it got, in order, as `PUT /workers/scripts/…`. */
  requests: string[];
  uploads: Upload[];
  /** Name of the Worker → its crons. */
  crons: Map<string, { cron: string }[]>;
  /** Name of the Worker → the names of its secrets. It has none, and isn't there, until a test adds it. */
  secrets: Map<string, string[]>;
  /** Titles of KV namespaces. */
  namespaces: string[];
  close(): Promise<void>;
}

/** The part of Cloudflare's API that `wrangler deploy` asks for an account without a Worker. */
export async function startFakeCloudflare(): Promise<FakeCloudflare> {
  const requests: string[] = [];
  const uploads: Upload[] = [];
  const crons: FakeCloudflare['crons'] = new Map();
  const secrets: FakeCloudflare['secrets'] = new Map();
  const namespaces: string[] = [];

  async function answer(request: Request): Promise<object | undefined> {
    const { pathname } = new URL(request.url);
    const path = pathname.replace(`/accounts/${ACCOUNT}`, '');
    const route = `${request.method} ${path}`;
    requests.push(route);
    const [, name = ''] = /^\/workers\/(?:scripts|workers)\/([^/]+)/.exec(path) ?? [];
    if (route === 'GET /workers/subdomain') return { subdomain: 'acme' };
    if (route === 'GET /storage/kv/namespaces') return [];
    if (route === 'POST /storage/kv/namespaces') {
      const { title } = (await request.json()) as { title: string };
      namespaces.push(title);
      return { id: `id-of-${title}`, title };
    }
    if (route === `GET /workers/scripts/${name}/secrets`)
      return secrets.get(name)?.map((secret) => ({ name: secret, type: 'secret_text' }));
    if (route === `PUT /workers/scripts/${name}`) {
      const metadata = (await request.formData()).get('metadata');
      uploads.push({ name, metadata: JSON.parse(metadata instanceof Blob ? await metadata.text() : String(metadata)) });
      return { id: name, startup_time_ms: 5, deployment_id: 'deployment' };
    }
    if (route === `GET /workers/workers/${name}`) return { id: name, name, subdomain: { enabled: false } };
    if (route === `PUT /workers/scripts/${name}/schedules`) {
      crons.set(name, (await request.json()) as { cron: string }[]);
      return {};
    }
    return request.method === 'GET' ? undefined : {};
  }

  const server = createServer(async (incoming, outgoing) => {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk);
    const { method = 'GET', headers } = incoming;
    const request = new Request(`http://cloudflare${incoming.url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(body.length > 0 && { body: Buffer.concat(body) }),
    });
    const result = await answer(request);
    const missing = { code: 10007, message: 'This Worker does not exist on your account.' };
    outgoing.writeHead(result ? 200 : 404, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ success: !!result, errors: result ? [] : [missing], messages: [], result }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    uploads,
    crons,
    secrets,
    namespaces,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
