import { HTTP_REFUSAL, jsonRpcRefusal } from '../lib/json-rpc.ts';
import type { Middleware } from './rate-limit.ts';

/** RFC 9110 section 15.5.16: an answer with 415 names the encodings that would be read. */
const HEADERS = { 'Accept-Encoding': 'identity' };

const MESSAGE = 'This server reads no compressed bodies: send it without Content-Encoding.';

/** The runtime doesn't decompress a body, so it would be refused as no JSON, or as a form without parameters. */
const isEncoded = (encoding = '') => !['', 'identity'].includes(encoding.trim().toLowerCase());

/** Answers 415 to a compressed form or registration, before any of it is read (RFC 6749 section 5.2). */
export const refuseEncodedForm: Middleware = async (c, next) => {
  if (!isEncoded(c.req.header('Content-Encoding'))) return next();
  return c.json({ error: 'invalid_request', error_description: MESSAGE }, 415, HEADERS);
};

/**
 * Answers 415 to a compressed message of MCP, before any of it is read.
 *
 * @param cors lets every page read the refusal: requireAllowedOrigin has refused the other origins
 */
export function refuseEncodedMessage(cors: Middleware): Middleware {
  return async (c, next) => {
    if (!isEncoded(c.req.header('Content-Encoding'))) return next();
    return cors(c, async () => {
      c.res = jsonRpcRefusal(415, HTTP_REFUSAL, MESSAGE, HEADERS);
    });
  };
}
