import { decode } from 'hono/jwt';

type TokenAnswer = { id_token?: unknown } | null;

const bodyOf = (response: Response): Promise<TokenAnswer | undefined> =>
  response
    .clone()
    .json<TokenAnswer>()
    .catch(() => undefined);

/** Whether a token answer has no ID token, or one with no nonce in it, or null. One that can't be read has one. */
export async function lacksNonce(response: Response): Promise<boolean> {
  const idToken = (await bodyOf(response))?.id_token;
  if (idToken === undefined) return true;
  try {
    return (decode(String(idToken)).payload.nonce ?? null) === null;
  } catch {
    return false;
  }
}

/** The same token answer without its ID token, where it has one. */
export async function withoutIdToken(response: Response): Promise<Response> {
  const body = await bodyOf(response);
  if (!body || body.id_token === undefined) return response;
  const { id_token: _, ...others } = body;
  return new Response(JSON.stringify(others), response);
}
