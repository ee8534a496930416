import { generateCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { Config } from '../../config/index.ts';
import type { LoginSecrets } from '../../connection/index.ts';
import { derivedKey, open, seal } from '../../connection/index.ts';
import { KV_STALE_SECONDS, SESSION_SECONDS, STATE_TTL_SECONDS } from '../../limits.ts';
import type { Ended, Session } from '../../pages/index.ts';

/**
 * What a browser keeps for /connections: three `__Host-` cookies (RFC 6265bis section 4.1.3.2), each sealed, so that
 * it can be neither read nor made there. Nothing is stored at the server, so a session ends by its time alone: what
 * logs out is the browser.
 */

/** A login under way at Polar. */
export interface LoginUnderWay extends LoginSecrets {
  state: string;
}

export const loginCookie = sealedCookie<LoginUnderWay>('login', STATE_TTL_SECONDS);
export const sessionCookie = sealedCookie<Session>('session', SESSION_SECONDS);
export const endedCookie = sealedCookie<Ended>('ended', KV_STALE_SECONDS);

function sealedCookie<T>(kind: string, ttlSeconds: number) {
  const name = `polar-mcp-${kind}`;
  const attributes = { prefix: 'host', httpOnly: true, sameSite: 'Lax' } as const;
  const context = ({ polarEnvironment, baseUrl }: Config) =>
    `polar-mcp/1 cookie ${kind} ${polarEnvironment} ${baseUrl}`;
  return {
    /** The value that was set, while its time lasts. */
    async read(request: Request, config: Config): Promise<T | undefined> {
      const text = parse(request.headers.get('Cookie') ?? '', `__Host-${name}`)[`__Host-${name}`];
      const sealed = text && (await open<{ value: T; until: number }>(await sealingKey(config), context(config), text));
      // A browser's own clock decides about Max-Age, so the time is in the seal too.
      return sealed && sealed.until > Date.now() ? sealed.value : undefined;
    },
    /** The Set-Cookie for a value. */
    async set(config: Config, value: T): Promise<string> {
      const until = Date.now() + ttlSeconds * 1000;
      const text = await seal(await sealingKey(config), context(config), { value, until });
      return generateCookie(name, text, { ...attributes, maxAge: ttlSeconds });
    },
    /** The Set-Cookie that removes it. */
    clear: () => generateCookie(name, '', { ...attributes, maxAge: 0 }),
  };
}

const sealingKey = ({ polarClientSecret }: Config) => derivedKey(polarClientSecret, 'cookies');
