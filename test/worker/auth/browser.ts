import { exports } from 'cloudflare:workers';

export const BASE_URL = 'https://mcp.example.com';

/** Sends a request to the Worker without following redirects. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  const url = path.startsWith('http') ? path : BASE_URL + path;
  return exports.default.fetch(new Request(url, { redirect: 'manual', ...init }));
}

/** A person's browser in a login: it keeps the Worker's cookies and sends forms. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** @param ask sends a request to a Worker that has other variables */
  constructor(private readonly ask: typeof send = send) {}

  async get(path: string): Promise<Response> {
    return this.#keep(await this.ask(path, { headers: this.#headers() }));
  }

  async post(path: string, form: Record<string, string>): Promise<Response> {
    const headers = { ...this.#headers(), Origin: BASE_URL };
    return this.#keep(await this.ask(path, { method: 'POST', headers, body: new URLSearchParams(form) }));
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #headers(): Record<string, string> {
    return { Accept: 'text/html', Cookie: this.cookie };
  }

  #keep(response: Response): Response {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/Max-Age=0/.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

/** The target of a redirect. */
export function location(response: Response): URL {
  const target = response.headers.get('Location');
  if (!target) throw new Error(`${response.status} is no redirect`);
  return new URL(target);
}

/** The value of a hidden field. */
export function field(html: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}
