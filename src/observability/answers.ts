import { version } from '../../package.json';
import { readConfig } from '../config/index.ts';
import { type Dataset, writePoint } from './points.ts';

/** The variables, unchecked, and the dataset where one is bound. */
type Bound = Parameters<typeof readConfig>[0] & { ANALYTICS?: Dataset };

/** The steps of a login and of a refresh: each of their answers is counted. */
const SIGN_IN = ['/oauth/register', '/oauth/authorize', '/oauth/callback', '/oauth/token'];

/**
 * Counts an answer that says whether people get in: each of a login, what `/mcp` refuses before any tool is called, and all
 * that fails. Never throws.
 *
 * @param startedAt milliseconds since 1970
 */
export function countAnswer(env: Bound, request: Request, status: number, startedAt: number): void {
  if (!env.ANALYTICS) return;
  const endpoint = endpointOf(new URL(request.url).pathname, status);
  if (endpoint === undefined) return;
  const settings = settingsOf(env);
  if (!settings.isOn) return;
  writePoint(env.ANALYTICS, {
    index: endpoint,
    blobs: { kind: 'request', outcome: String(status), environment: settings.environment, version },
    doubles: { duration_ms: Date.now() - startedAt },
  });
}

/** Addresses are anybody's text, so what isn't ours has no name. */
function endpointOf(path: string, status: number): string | undefined {
  if (SIGN_IN.includes(path)) return path;
  if (/^\/mcp(\/|$)/.test(path)) return status >= 400 ? '/mcp' : undefined;
  return status >= 500 ? 'other' : undefined;
}

function settingsOf(env: Bound) {
  try {
    const { telemetry, polarEnvironment } = readConfig(env);
    return { isOn: telemetry, environment: polarEnvironment };
  } catch {
    // The configuration is wrong, which is why each request fails.
    return { isOn: env.TELEMETRY !== 'false', environment: '' };
  }
}
