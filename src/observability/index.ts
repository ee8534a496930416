import type { Risk } from '../../generated/tool.gen.ts';
import { version } from '../../package.json';
import type { PolarEnvironment } from '../../settings/polar.ts';
import { readConfig } from '../config/index.ts';
import type { ErrorCode } from '../errors.ts';
import { log } from './log.ts';
import type { PolarUse } from './request-context.ts';

export { hideLibraryWarnings, log, logError } from './log.ts';
export {
  currentPolarUse,
  currentRequestId,
  currentTrace,
  REQUEST_ID_HEADER,
  readTrace,
  requestIdOf,
  runInCall,
  runInRequest,
} from './request-context.ts';

/** `asked`: a change waits for a yes. `unusable`: there is no such tool here, which is the protocol's own error. */
export type CallOutcome = 'ok' | 'asked' | 'unusable' | ErrorCode;

/** A tool call that has ended. Nothing in it is anybody's text: names and codes are ours. */
export interface EndedCall {
  /** `unknown` for a name that is no tool's. */
  tool: string;
  /** The tool that called it. */
  via: string | undefined;
  risk: Risk;
  outcome: CallOutcome;
  environment: PolarEnvironment;
  /** `modern`: 2026-07-28. `legacy`: the revisions with a handshake. */
  protocol: 'modern' | 'legacy';
  durationMs: number;
  polar: PolarUse;
}

export type RecordCall = (call: EndedCall) => void;

/**
 * Records the end of each call: a line in the log, and a data point where a dataset is bound.
 *
 * @param isOn the variable TELEMETRY
 * @param say writes the line. The Worker doesn't warn of a call; over stdio, only stderr is free for it
 */
export function callRecorder(isOn: boolean, dataset: Dataset | undefined, say: (line: string) => void): RecordCall {
  if (!isOn) return () => {};
  return (call) => {
    logCall(call, say);
    writePoint(dataset, pointOf(call));
  };
}

function logCall(call: EndedCall, say: (line: string) => void): void {
  const { tool, via, risk, outcome, environment, protocol, durationMs, polar } = call;
  const fields = {
    tool,
    ...(via !== undefined && { via }),
    risk,
    outcome,
    environment,
    protocol,
    duration_ms: durationMs,
    polar_ms: polar.totalMs,
    polar_requests: polar.requests,
    ...(polar.rateLimited > 0 && { polar_429: polar.rateLimited }),
  };
  log('call', fields, say);
}

function pointOf({ tool, via = '', risk, outcome, environment, protocol, durationMs, polar }: EndedCall) {
  return {
    index: tool,
    blobs: { kind: 'call', outcome, environment, protocol, via, risk, version },
    doubles: {
      duration_ms: durationMs,
      polar_ms: polar.totalMs,
      polar_requests: polar.requests,
      polar_429: polar.rateLimited,
    },
  };
}

/**
 * The columns of a data point of Workers Analytics Engine, in their order: blob1, blob2, … and double1, double2, …. Data stays
 * for three months under these numbers, so a new column goes to an end. docs/telemetry.md explains them.
 */
export const COLUMNS = {
  blobs: ['kind', 'outcome', 'environment', 'protocol', 'via', 'risk', 'version'],
  doubles: ['duration_ms', 'polar_ms', 'polar_requests', 'polar_429'],
} as const;

/** A column without a value becomes an empty text or 0. */
export interface Point {
  /** A tool or an endpoint. Analytics Engine samples by it. */
  index: string;
  blobs: { [name in (typeof COLUMNS.blobs)[number]]?: string };
  doubles: { [name in (typeof COLUMNS.doubles)[number]]?: number };
}

/** The part of the binding that is used. */
export interface Dataset {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

let hasFailed = false;

/** Writes a point where a dataset is bound. It waits for nothing and never throws. */
export function writePoint(dataset: Dataset | undefined, { index, blobs, doubles }: Point): void {
  try {
    dataset?.writeDataPoint({
      indexes: [index],
      blobs: COLUMNS.blobs.map((name) => blobs[name] ?? ''),
      doubles: COLUMNS.doubles.map((name) => doubles[name] ?? 0),
    });
  } catch {
    if (!hasFailed) log('analytics_failed');
    hasFailed = true;
  }
}

/** The variables, unchecked, and the dataset where one is bound. */
type Bound = Parameters<typeof readConfig>[0] & { ANALYTICS?: Dataset };

/** The steps of a login and of a refresh: each of their answers is counted. */
const SIGN_IN = ['/oauth/register', '/oauth/authorize', '/oauth/callback', '/oauth/token'];

/**
 * Records a response that shows whether people get in: each one of a login, a refusal of `/mcp` before any tool is called, and
 * every failure. Never throws.
 *
 * @param startedAt milliseconds since 1970
 */
export function recordResponse(env: Bound, request: Request, status: number, startedAt: number): void {
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

/** Other addresses are anybody's text, so they get no name. */
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
    // Each request fails because the configuration is wrong.
    return { isOn: env.TELEMETRY !== 'false', environment: '' };
  }
}
