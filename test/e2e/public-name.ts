/** Names the origin that a request is for. */
export const PUBLIC_ORIGIN_HEADER = 'Test-Public-Origin';

/** Undici sends what `fetch` and its own `request` are asked for by this dispatcher, in whichever copy of it. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

interface Dispatcher {
  dispatch(options: { origin?: string | URL; headers?: Record<string, string> }, handler: unknown): boolean;
}

const globals = globalThis as unknown as Record<symbol, Dispatcher>;

/**
 * Makes this process reach a server of this machine under a public origin, as DNS and TLS do it on the internet. A server with a
 * loopback address takes no metadata documents of clients.
 *
 * @param at the server's own origin. It hears the public one in a header, because Undici sets Host itself
 * @returns a function that undoes it
 */
export async function publishAs(origin: string, at: string): Promise<() => void> {
  // The first use of fetch makes the dispatcher.
  await fetch('data:,');
  const own = globals[DISPATCHER] as Dispatcher;
  const dispatch: Dispatcher['dispatch'] = (options, handler) => {
    if (String(options.origin) !== origin) return own.dispatch(options, handler);
    const headers = { ...options.headers, [PUBLIC_ORIGIN_HEADER]: origin };
    return own.dispatch({ ...options, origin: at, headers }, handler);
  };
  globals[DISPATCHER] = new Proxy(own, {
    get: (target, name) => (name === 'dispatch' ? dispatch : Reflect.get(target, name, target)),
  });
  return () => {
    globals[DISPATCHER] = own;
  };
}

/** The variables with which a program of Node's reaches the server under that origin too. */
export function reaching(origin: string, at: string): Record<string, string> {
  const call = `await publishAs(${JSON.stringify(origin)}, ${JSON.stringify(at)});`;
  const code = `import { publishAs } from ${JSON.stringify(import.meta.url)}; ${call}`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` };
}
