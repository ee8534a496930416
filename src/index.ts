import { env } from 'cloudflare:workers';
import { preloadSchemas } from '@modelcontextprotocol/server';
import { handleMcp } from './endpoint/index.ts';
import { rehearse } from './rehearsal.ts';
import { createWorker } from './worker.ts';

export { Grant } from './auth/index.ts';
export { Connection, ExportFiles, OrganizationLimits, PolarRevocation } from './connection/index.ts';

// The SDK would make its schemas within the first request, whose CPU time is limited.
preloadSchemas();

const worker = createWorker(handleMcp);

// Requests are answered whatever became of it: those of a Worker with a mistake in its variables say so.
rehearse(worker.fetch, env).catch(() => {});

export default worker;
