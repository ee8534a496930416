import { createWorker } from './worker.ts';

export { Connection } from './oauth/connection.ts';
export { Grant } from './oauth/grant.ts';

export default createWorker(() => import('./mcp/endpoint.ts'));
