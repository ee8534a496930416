import type { Revision } from './suite.ts';
import type { WorkerName } from './workers.ts';

/** A check that doesn't pass, and why. One that passes all the same is an error: its line has to go. */
export interface LeftOut {
  why: string;
  /** Left out for both, when it says nothing. */
  worker?: WorkerName;
  revision?: Revision;
  /** Whole scenarios, or a check of one as `scenario:check`. */
  what: string[];
}

export const leftOut: LeftOut[] = [
  {
    why: 'There are no sessions: each request stands alone, so any isolate can answer it. The scenarios end where they see that.',
    revision: '2025-11-25',
    what: ['server-session-lifecycle', 'server-sse-multiple-streams'],
  },
  {
    why: 'A stream that broke can’t be resumed: nothing is kept of an answer. The suite recommends it, and requires it of nobody.',
    revision: '2025-11-25',
    what: ['server-sse-polling'],
  },
  {
    why: 'Before 2026-07-28 a server asks by a request of its own, whose answer comes in another request: to an isolate that doesn’t wait for it.',
    revision: '2025-11-25',
    what: [
      'tools-call-sampling',
      'tools-call-elicitation',
      'elicitation-sep1034-defaults',
      'elicitation-sep1330-enums',
    ],
  },
  {
    why: 'The lists change with a deployment alone, which no stream outlives: listChanged isn’t declared.',
    revision: '2026-07-28',
    what: [
      'server-stateless:sep-2575-server-sends-prompts-list-changed-on-subscription',
      'server-stateless:sep-2575-server-sends-tools-list-changed-on-subscription',
    ],
  },
  {
    why: 'No tool takes a parameter in a header (x-mcp-header).',
    revision: '2026-07-28',
    what: ['http-custom-header-server-validation'],
  },
  {
    why: 'An extension: no call takes so long that it would have to be a task.',
    revision: '2026-07-28',
    what: [
      'tasks-lifecycle',
      'tasks-capability-negotiation',
      'tasks-wire-fields',
      'tasks-request-state-removal',
      'tasks-mrtr-input',
      'tasks-request-headers',
      'tasks-dispatch-and-envelope',
      'tasks-status-notifications',
      'tasks-required-task-error',
      'tasks-mrtr-composition',
    ],
  },
  {
    why: 'Calls tools by names of the suite’s own.',
    worker: 'product',
    what: [
      'tools-call-simple-text',
      'tools-call-image',
      'tools-call-audio',
      'tools-call-embedded-resource',
      'tools-call-mixed-content',
      'tools-call-error',
      'tools-call-with-progress',
      'json-schema-2020-12',
    ],
  },
  {
    why: 'Calls tools by names of the suite’s own.',
    worker: 'product',
    revision: '2026-07-28',
    what: [
      'server-stateless:sep-2575-server-rejects-undeclared-capability',
      'server-stateless:sep-2575-missing-capability-http-400',
      'server-stateless:sep-2575-http-server-no-independent-requests-on-stream',
      'server-stateless:sep-2575-server-no-log-without-loglevel',
      'input-required-result-basic-elicitation',
      'input-required-result-basic-sampling',
      'input-required-result-basic-list-roots',
      'input-required-result-request-state',
      'input-required-result-multiple-input-requests',
      'input-required-result-multi-round',
      'input-required-result-missing-input-response',
      'input-required-result-result-type',
      'input-required-result-tampered-state',
      'input-required-result-capability-check',
      'input-required-result-ignore-extra-params',
    ],
  },
  {
    why: 'Gets prompts and reads resources by names of the suite’s own.',
    worker: 'product',
    what: [
      'prompts-get-simple',
      'prompts-get-with-args',
      'prompts-get-embedded-resource',
      'prompts-get-with-image',
      'resources-read-text',
      'resources-read-binary',
      'resources-templates-read',
    ],
  },
  {
    why: 'Gets a prompt by a name of the suite’s own.',
    worker: 'product',
    revision: '2026-07-28',
    what: ['input-required-result-non-tool-request'],
  },
  {
    why: 'No argument of a prompt is completed.',
    worker: 'product',
    what: ['completion-complete'],
  },
  {
    why: 'The product logs for its operator, not to clients; and nothing that it shows as a resource changes.',
    worker: 'product',
    revision: '2025-11-25',
    what: ['logging-set-level', 'tools-call-with-logging', 'resources-subscribe', 'resources-unsubscribe'],
  },
];
