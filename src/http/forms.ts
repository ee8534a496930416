import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { readConfig } from '../config/index.ts';
import { log } from '../observability/index.ts';
import { errorPage } from '../pages/index.ts';

const sameOrigin = csrf({ origin: (origin, c) => origin === readConfig(c.env).baseUrl });

/**
 * A form counts only when a page of ours sent it, by Origin or Sec-Fetch-Site. One with neither is refused: every
 * browser has sent Origin with a form since 2020, and programs have no forms to send. Needs a Referrer-Policy other
 * than no-referrer on the pages, with which Chromium sends `Origin: null`.
 */
export const ownFormsOnly: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  try {
    return await sameOrigin(c, next);
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    log('origin_refused', { endpoint: 'page' });
    return errorPage(403, {
      title: 'This form came from elsewhere',
      what: 'Your browser didn’t say that a page of this server sent it, so nothing was done.',
      todo: 'Go back to your app and connect again. If it stays so, allow this site in your browser’s privacy extensions.',
    });
  }
};
