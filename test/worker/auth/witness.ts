import { vi } from 'vitest';
import worker from '../../../src/index.ts';
import type { Dataset } from '../../../src/observability/index.ts';
import { USERINFO_PATH } from './polar.ts';
import { type Kind, Secrets } from './secrets.ts';

/** One answer of the Worker. */
export interface Seen {
  path: string;
  status: number;
  headers: string;
  body: string;
}

/** Personal data that Polar would add to userinfo for a client with more scopes than this one. */
export const PERSON = { email: 'ada@brightside.example.com', name: 'Ada Lind' };

/** The kind of secret in a parameter or field, by its name. */
const KINDS: Record<string, Kind> = {
  access_token: 'mcp',
  refresh_token: 'mcp',
  client_secret: 'client',
  registration_access_token: 'client',
  code: 'code',
  code_verifier: 'key',
  handle: 'handle',
  state: 'handle',
};
const AT_POLAR: Record<string, Kind> = {
  ...KINDS,
  access_token: 'polar',
  refresh_token: 'polar',
  id_token: 'polar',
  client_secret: 'polar',
  token: 'polar',
  email: 'person',
  name: 'person',
};

type Fetch = typeof worker.fetch;
type Incoming = Parameters<Fetch>[0];

/** Watches all traffic of the Worker. It records answers and logs, and learns which values are secret. */
export class Witness {
  readonly secrets = new Secrets();
  readonly answers: Seen[] = [];
  readonly logs: string[] = [];
  /** The Worker's requests to Polar. */
  readonly sent: { url: string; text: string }[] = [];
  /** The data points that the Worker wrote. */
  readonly points: Parameters<Dataset['writeDataPoint']>[0][] = [];
  /** These replace the Worker's own bindings. */
  bindings: Partial<Env> = {};

  constructor() {
    this.#watchWorker();
    this.#watchPolar();
    this.#watchKeys();
    for (const method of consoleMethods()) {
      vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
        this.logs.push(values.map(loggedText).join(' '));
      });
    }
  }

  /** The names of the events that were logged. */
  get events(): string[] {
    return [...new Set(this.logs.flatMap((line) => /^\{"event":"(\w+)"/.exec(line)?.[1] ?? []))].sort();
  }

  #watchWorker(): void {
    const real: Fetch = worker.fetch.bind(worker);
    const ANALYTICS = { writeDataPoint: (point: never) => void this.points.push(point) } as AnalyticsEngineDataset;
    vi.spyOn(worker, 'fetch').mockImplementation(async (request, env, ctx) => {
      await this.#hear(request.clone() as Incoming);
      const answer = await real(request, { ...env, ALLOW_PASTED_TOKENS: 'true', ANALYTICS, ...this.bindings }, ctx);
      await this.#see(request, answer.clone());
      return answer;
    });
  }

  async #hear(request: Incoming): Promise<void> {
    const { pathname, searchParams } = new URL(request.url);
    const token: Kind = pathname === '/oauth/token' ? 'mcp' : 'polar';
    this.#learn(pathname, searchParams, KINDS);
    const isForm = request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded');
    if (isForm) this.#learn(pathname, new URLSearchParams(await textOf(request)), { ...KINDS, token });
    const [scheme, credentials = ''] = (request.headers.get('Authorization') ?? '').split(' ');
    if (scheme === 'Bearer') this.secrets.add('mcp', 'bearer token', credentials);
    if (scheme === 'Basic') this.secrets.add('client', 'client secret', atob(credentials).split(':')[1] ?? '');
  }

  async #see(request: Incoming, answer: Response): Promise<void> {
    const path = new URL(request.url).pathname;
    const body = await answer.text();
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      const isBinding = value !== '' && name.endsWith(value.slice(0, 16));
      this.secrets.add(isBinding ? 'binding' : 'cookie', `cookie ${name.replace(/-[0-9a-f]{16}$/, '')}`, value);
    }
    const location = URL.parse(answer.headers.get('Location') ?? '');
    if (location) this.#learn(path, location.searchParams, KINDS);
    const hidden = body.matchAll(/<input type="hidden" name="(handle|state)" value="([^"]*)"/g);
    this.#learn(path, new URLSearchParams([...hidden].map(([, name = '', value = '']) => [name, value])), KINDS);
    if (path === '/oauth/token' || path === '/oauth/register') this.#learn(path, fieldsOf(body), KINDS);
    this.answers.push({ path, status: answer.status, headers: JSON.stringify([...answer.headers]), body });
  }

  #watchPolar(): void {
    const real = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const { pathname, searchParams } = new URL(request.url);
      // All other requests come from the person's browser, or from the test to the simulator's controls.
      if (!pathname.startsWith('/v1/')) return real(request);
      const body = await textOf(request.clone());
      this.#learn(`Polar ${pathname}`, searchParams, AT_POLAR);
      if (pathname.startsWith('/v1/oauth2/')) this.#learn(`Polar ${pathname}`, new URLSearchParams(body), AT_POLAR);
      this.secrets.add('polar', 'Polar’s bearer token', request.headers.get('Authorization')?.split(' ')[1] ?? '');
      this.sent.push({ url: request.url, text: `${JSON.stringify([...request.headers])}\n${body}` });
      const answer = await real(request);
      if (!pathname.startsWith('/v1/oauth2/') || !answer.ok) return answer;
      const text = await answer.text();
      const said = pathname === USERINFO_PATH ? JSON.stringify({ ...JSON.parse(text), ...PERSON }) : text;
      this.#learn(`Polar ${pathname}`, fieldsOf(said), AT_POLAR);
      const same = new Response(said, answer);
      return Object.defineProperty(same, 'url', { value: answer.url });
    });
  }

  /** Each key is imported once: those in the props, and those derived from a request, a state or a token. */
  #watchKeys(): void {
    const real = crypto.subtle.importKey.bind(crypto.subtle) as (...values: unknown[]) => Promise<CryptoKey>;
    const spy = vi.spyOn(SubtleCrypto.prototype, 'importKey') as unknown as ReturnType<typeof vi.fn>;
    spy.mockImplementation((...values: unknown[]) => {
      const [format, data] = values;
      const bytes = ArrayBuffer.isView(data) ? data.buffer : data;
      if (format === 'raw') this.secrets.add('key', 'key', new Uint8Array(bytes as ArrayBuffer));
      return real(...values);
    });
  }

  #learn(where: string, values: URLSearchParams, kinds: Record<string, Kind>): void {
    for (const [name, value] of values) {
      const kind = kinds[name];
      if (kind) this.secrets.add(kind, `${name} of ${where}`, value);
    }
  }
}

/** Reads a body as text. `text()` would log a warning about a form. */
const textOf = async (body: { arrayBuffer(): Promise<ArrayBuffer> }) =>
  new TextDecoder().decode(await body.arrayBuffer());

function consoleMethods(): 'log'[] {
  const names = new Set<string>();
  for (let part: object = console; part !== Object.prototype; part = Object.getPrototypeOf(part)) {
    for (const name of Object.getOwnPropertyNames(part)) names.add(name);
  }
  const methods = console as unknown as Record<string, unknown>;
  return [...names].filter((name) => name !== 'constructor' && typeof methods[name] === 'function') as 'log'[];
}

function fieldsOf(json: string): URLSearchParams {
  try {
    const fields = Object.entries(JSON.parse(json) as object).filter(([, value]) => typeof value === 'string');
    return new URLSearchParams(fields);
  } catch {
    return new URLSearchParams();
  }
}

function loggedText(value: unknown): string {
  if (value instanceof Error) return `${value.stack} ${value.message} ${loggedText(value.cause)}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
