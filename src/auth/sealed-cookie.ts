import { generateCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { Config } from '../config/index.ts';
import { deriveKey, open, seal } from '../connection/index.ts';

/**
 * A `__Host-` cookie (RFC 6265bis section 4.1.3.2) whose value is sealed, so that nobody but this server can read or forge it.
 *
 * @param kind names the cookie, and binds its value to it
 * @param ttlSeconds how long a value is good, if `set` names no earlier time
 */
export function sealedCookie<T>(kind: string, ttlSeconds: number) {
  const name = `polar-mcp-${kind}`;
  const attributes = { prefix: 'host', httpOnly: true, sameSite: 'Lax' } as const;
  const context = ({ polarEnvironment, baseUrl }: Config) =>
    `polar-mcp/1 cookie ${kind} ${polarEnvironment} ${baseUrl}`;
  return {
    /** Returns the value until it expires. */
    async read(request: Request, config: Config): Promise<T | undefined> {
      const text = parse(request.headers.get('Cookie') ?? '', `__Host-${name}`)[`__Host-${name}`];
      const sealed = text && (await open<{ value: T; until: number }>(await sealingKey(config), context(config), text));
      // Max-Age depends on the browser's clock, so the sealed value has its own time.
      return sealed && sealed.until > Date.now() ? sealed.value : undefined;
    },
    /** Makes the Set-Cookie for a value. */
    async set(config: Config, value: T, until = Date.now() + ttlSeconds * 1000): Promise<string> {
      const text = await seal(await sealingKey(config), context(config), { value, until });
      const maxAge = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      return generateCookie(name, text, { ...attributes, maxAge });
    },
    /** Makes the Set-Cookie that removes it. */
    clear: () => generateCookie(name, '', { ...attributes, maxAge: 0 }),
  };
}

const sealingKey = ({ polarClientSecret }: Config) => deriveKey(polarClientSecret, 'cookies');
