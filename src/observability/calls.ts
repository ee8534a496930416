import type { Risk } from '../../generated/tool.gen.ts';
import { version } from '../../package.json';
import type { PolarEnvironment } from '../../settings/polar-hosts.ts';
import type { ErrorCode } from '../errors.ts';
import { log } from './log.ts';
import { type Dataset, writePoint } from './points.ts';
import type { PolarUse } from './polar-use.ts';

/** `asked`: a change waits for a yes. `unusable`: there is no such tool here, which is the protocol's own error. */
export type Outcome = 'ok' | 'asked' | 'unusable' | ErrorCode;

/** A tool call that has ended. Nothing in it is anybody's text: names and codes are ours. */
export interface EndedCall {
  /** `unknown` for a name that is no tool's. */
  tool: string;
  /** The tool that called it. */
  via: string | undefined;
  risk: Risk;
  outcome: Outcome;
  environment: PolarEnvironment;
  /** `modern`: 2026-07-28. `legacy`: the revisions with a handshake. */
  protocol: 'modern' | 'legacy';
  durationMs: number;
  polar: PolarUse;
}

export type NoteCall = (call: EndedCall) => void;

/**
 * What becomes of each call's end: a line in the log, and a data point where a dataset is bound.
 *
 * @param isOn the variable TELEMETRY
 * @param say where a line goes: a call is no reason to warn, but over stdio all else is the protocol's
 */
export function callNotes(isOn: boolean, dataset: Dataset | undefined, say: (line: string) => void): NoteCall {
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
    ...(polar.tooMany > 0 && { polar_429: polar.tooMany }),
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
      polar_429: polar.tooMany,
    },
  };
}
