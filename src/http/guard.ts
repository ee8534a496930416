import { Hono } from 'hono/tiny';
import { limitBody } from './body-limit.ts';
import { discoveryElsewhere } from './discovery.ts';
import { publicCors, secureAnswers } from './headers.ts';
import { knownOriginsOnly, ownHostOnly } from './origin.ts';
import { limitCallbacks, limitLogins, limitOAuth, limitUnauthorized } from './rate-limit.ts';

/**
 * What stands before every route, the OAuth provider's included. The order matters: headers are for refusals too, a
 * browser client can only read a refusal that has CORS headers, and what is over its limit is not read.
 */
export const guarded = () =>
  new Hono<{ Bindings: Env }>()
    .use(secureAnswers)
    .use(ownHostOnly)
    .use('/.well-known/*', publicCors)
    .use('/mcp/.well-known/*', publicCors)
    .use('/oauth/token', publicCors, limitOAuth('RATE_LIMIT_TOKEN'), limitBody)
    .use('/oauth/register', publicCors, limitOAuth('RATE_LIMIT_REGISTER'), limitBody)
    .use('/oauth/authorize', limitLogins)
    .use('/oauth/callback', limitCallbacks)
    .use('/connections/*', limitLogins)
    .route('/', discoveryElsewhere)
    .use('/mcp/*', knownOriginsOnly, limitUnauthorized);
