import { bodyLimit } from 'hono/body-limit';
import { MAX_OAUTH_BODY_BYTES } from '../limits.ts';

/** Counts bodies that come without a Content-Length too. The provider would read a mebibyte. */
export const limitBody = bodyLimit({
  maxSize: MAX_OAUTH_BODY_BYTES,
  onError: (c) =>
    c.json({ error: 'invalid_request', error_description: `The body exceeds ${MAX_OAUTH_BODY_BYTES} bytes` }, 413),
});
