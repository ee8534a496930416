/** The bindings of the Workers beside ours. */
export interface Env {
  OAUTH_KV: KVNamespace;
  POLAR_API_URL: string;
}

/** KV holds this under `login:` and the SHA-256 of a client's token, its bytes in decimal with dots between. */
export interface Login {
  /** For Polar. */
  token: string;
}

/** @returns undefined without a token, or when nobody logged in with it */
export async function loginOf(request: Request, { OAUTH_KV }: Env): Promise<Login | undefined> {
  const [, token] = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '') ?? [];
  if (token === undefined) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  return (await OAUTH_KV.get<Login>(`login:${hash.join('.')}`, 'json')) ?? undefined;
}

export const unauthorized = () => new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
